using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DeepGen.Generators.Declaration;

internal sealed partial class BodyReader
{
    private const string Self = "self";
    private const string Other = "other";

    private Operand? Invoke(IInvocationOperation invocation)
    {
        var target = invocation.TargetMethod;
        if (target.MethodKind == MethodKind.DelegateInvoke && context.Types.IsLayer(target.ContainingType))
        {
            return CallLayer(invocation);
        }

        if (context.Types.IsTensor(target.ContainingType))
        {
            return CallFunction(invocation);
        }

        var isHelper = SymbolEqualityComparer.Default.Equals(target.ContainingType, context.Model)
            && target is { MethodKind: MethodKind.Ordinary, IsGenericMethod: false, IsAsync: false }
            && target.Parameters.All(parameter => parameter is { RefKind: RefKind.None, IsParams: false });
        return isHelper ? CallHelper(invocation) : Unsupported(invocation);
    }

    private Operand? CallLayer(IInvocationOperation invocation)
    {
        var callee = Evaluate(invocation.Instance!);
        if (callee is null)
        {
            return null;
        }

        // Places are entered in reading order: the layer stands before its argument.
        var token = context.Token(CalleeOf(invocation.Syntax));
        if (callee is not (LayerOperand or BlockOperand) || !MayCallLayers)
        {
            return Unsupported<Operand>(invocation.Syntax.GetLocation(), "a call of a layer");
        }

        // Evaluated in the order written, which names may change, and kept in that of the parameters.
        var inputs = new Operand[invocation.Arguments.Length];
        foreach (var argument in invocation.Arguments)
        {
            if (Evaluate(argument.Value) is not { } operand)
            {
                return null;
            }

            inputs[argument.Parameter!.Ordinal] = operand;
        }

        return Apply(callee, inputs, token);
    }

    private Operand? CallFunction(IInvocationOperation invocation)
    {
        var arguments = new List<NamedArgument>();
        long? count = null;
        if (invocation.Instance is { } instance)
        {
            if (Evaluate(instance) is not { } self)
            {
                return null;
            }

            arguments.Add(new NamedArgument(Self, ToExpression(self, null, 0)));
        }

        var token = context.Token(CalleeOf(invocation.Syntax));
        foreach (var argument in invocation.Arguments.OrderBy(argument => argument.Parameter!.Ordinal))
        {
            if (argument.ArgumentKind == ArgumentKind.DefaultValue)
            {
                continue;
            }

            if (Evaluate(argument.Value) is not { } operand)
            {
                return null;
            }

            var parameter = argument.Parameter!;
            count ??= context.Types.IsResultCount(parameter) ? CountOf(operand) : null;
            if (operand is ConstantOperand { Value: var value } && Constants.From(value, parameter.Type) is null)
            {
                context.Report(
                    "DG1008", argument.Syntax.GetLocation(),
                    parameter.Name, invocation.TargetMethod.Name, Constants.Text(value), parameter.Type.Name);
                return null;
            }

            var place = argument.ArgumentKind == ArgumentKind.ParamArray ? token : context.Token(argument.Syntax);
            arguments.Add(new NamedArgument(parameter.Name, ToExpression(operand, parameter.Type, place)));
        }

        var call = Function(invocation.TargetMethod.Name, token, [.. arguments]) with { Constants = ConstantsIn(arguments) };
        return Results(call, invocation.TargetMethod.ReturnType, count);
    }

    /// <summary>A call of a function in the part that is being read.</summary>
    private FunctionCall Function(string name, int token, params NamedArgument[] arguments) =>
        new(name, arguments.ToEquatableArray(), token) { Path = context.Part.Path, BlockCall = blockCall };

    /// <summary>The integer constants of the class that are named in texts.</summary>
    private EquatableArray<NamedExtent> ConstantsIn(IEnumerable<NamedArgument> arguments)
    {
        var names = arguments.Select(argument => argument.Value).OfType<ConstantExpression>()
            .Where(argument => argument.Value.Kind == ConstantKind.Text)
            .SelectMany(argument => argument.Value.Text.Split([',', '+', '-', '*', '/', ' '], StringSplitOptions.RemoveEmptyEntries));
        var constants = new List<NamedExtent>();
        foreach (var name in names.Where(Identifiers.IsName).Distinct())
        {
            if (context.Part.Constants.Integer(context.Model, name) is { } value)
            {
                constants.Add(new NamedExtent(name, value));
            }
        }

        return constants.ToEquatableArray();
    }

    private Operand? CallHelper(IInvocationOperation invocation)
    {
        var arguments = new Operand[invocation.Arguments.Length];
        foreach (var argument in invocation.Arguments)
        {
            if (Evaluate(argument.Value) is not { } operand)
            {
                return null;
            }

            arguments[argument.Parameter!.Ordinal] = Named(operand, argument.Parameter.Name);
        }

        if (depth >= DepthLimit)
        {
            return Unsupported<Operand>(invocation.Syntax.GetLocation(), "calls nested so deeply");
        }

        depth++;
        var result = Read(invocation.TargetMethod, arguments);
        depth--;
        return result;
    }

    private Operand? EvaluateBinary(IBinaryOperation binary) =>
        Evaluate(binary.LeftOperand) is not { } left || Evaluate(binary.RightOperand) is not { } right
            ? null
            : Combine(binary, binary.OperatorKind, binary.OperatorMethod, left, right);

    private Operand? EvaluateCompound(ICompoundAssignmentOperation assignment) =>
        Evaluate(assignment.Target) is not { } left || Evaluate(assignment.Value) is not { } right
            ? null
            : Combine(assignment, assignment.OperatorKind, assignment.OperatorMethod, left, right);

    private Operand? Combine(IOperation operation, BinaryOperatorKind kind, IMethodSymbol? symbol, Operand left, Operand right)
    {
        if (symbol is not null && context.Types.IsTensor(symbol.ContainingType))
        {
            var token = context.Token(OperatorOf(operation.Syntax));
            return new ValueOperand(Function(
                kind.ToString(), token,
                new NamedArgument(Self, ToExpression(left, symbol.Parameters[0].Type, token)),
                new NamedArgument(Other, ToExpression(right, symbol.Parameters[1].Type, token))));
        }

        return (left, right) is (ConstantOperand a, ConstantOperand b) && ConstantFolder.Binary(kind, a.Value, b.Value) is { } result
            ? new ConstantOperand(result)
            : Unsupported(operation);
    }

    private Operand? EvaluateUnary(IUnaryOperation unary)
    {
        if (Evaluate(unary.Operand) is not { } operand)
        {
            return null;
        }

        if (unary is { OperatorKind: UnaryOperatorKind.Minus, OperatorMethod: not null } && context.Types.IsTensor(unary.Type))
        {
            var token = context.Token(unary.Syntax);
            return new ValueOperand(Function("Negate", token, new NamedArgument(Self, ToExpression(operand, null, token))));
        }

        return operand is ConstantOperand constant && ConstantFolder.Unary(unary.OperatorKind, constant.Value) is { } result
            ? new ConstantOperand(result)
            : Unsupported(unary);
    }

    private static Expression ToExpression(Operand operand, ITypeSymbol? type, int token) => operand switch
    {
        ValueOperand value => value.Expression,
        ResultsOperand results => results.Results,
        FormulaOperand function => new ConstantExpression(ConstantValue.OfFormula(function.Formula), token),
        ConstantOperand constant => new ConstantExpression(Constants.From(constant.Value, type)!, token),
        TupleOperand { Elements: var elements } when !elements.IsEmpty && elements.All(IsInteger) =>
            new ConstantExpression(ConstantValue.OfIntegers(Integers(elements)), token),
        TupleOperand { Elements: var elements } =>
            new TupleExpression(elements.Select(element => ToExpression(element, null, token)).ToEquatableArray(), token),
        _ => throw new InvalidOperationException($"{operand} is no argument of a function of values."),
    };

    private static bool IsInteger(Operand operand) => operand is ConstantOperand { Value: long };

    private static EquatableArray<long> Integers(ImmutableArray<Operand> elements) =>
        elements.Select(element => (long)((ConstantOperand)element).Value).ToEquatableArray();

    private static Location CalleeOf(SyntaxNode syntax) => syntax switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } => member.Name.GetLocation(),
        InvocationExpressionSyntax invocation => invocation.Expression.GetLocation(),
        _ => syntax.GetLocation(),
    };

    private static Location OperatorOf(SyntaxNode syntax) => syntax switch
    {
        BinaryExpressionSyntax binary => binary.OperatorToken.GetLocation(),
        AssignmentExpressionSyntax assignment => assignment.OperatorToken.GetLocation(),
        _ => syntax.GetLocation(),
    };
}

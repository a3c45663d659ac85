using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepGen.Generators.Declaration;

internal sealed partial class FormulaReader
{
    /// <summary>A truth value that depends on the arguments.</summary>
    private sealed record PredicateOperand(Expression Expression) : Operand;

    /// <summary>What an expression stands for, or null where a diagnostic was reported.</summary>
    private Operand? Evaluate(IOperation operation, ImmutableDictionary<ISymbol, Operand> frame)
    {
        if (context.Part.Constants.Of(operation) is { } value)
        {
            return new ConstantOperand(value);
        }

        return operation switch
        {
            ILocalReferenceOperation local when frame.TryGetValue(local.Local, out var known) => known,
            IParameterReferenceOperation parameter when frame.TryGetValue(parameter.Parameter, out var known) => known,
            IBinaryOperation { OperatorMethod: null } binary =>
                Combine(binary, binary.OperatorKind, Evaluate(binary.LeftOperand, frame), Evaluate(binary.RightOperand, frame)),
            IUnaryOperation { OperatorMethod: null } unary => Apply(unary, Evaluate(unary.Operand, frame)),
            IConversionOperation { OperatorMethod: null } conversion => Convert(conversion, Evaluate(conversion.Operand, frame)),
            IConditionalOperation { WhenFalse: { } otherwise } conditional => Evaluate(conditional.Condition, frame) switch
            {
                null => null,
                ConstantOperand condition => Evaluate(condition.Value is true ? conditional.WhenTrue : otherwise, frame),
                var condition => Evaluate(conditional.WhenTrue, frame) is { } yes && Evaluate(otherwise, frame) is { } no
                    ? Choose(condition, yes, no) ?? Unsupported(conditional, null)
                    : null,
            },
            IInvocationOperation { Instance: null } invocation => Invoke(invocation, frame),
            _ => Unsupported(operation, null),
        };
    }

    private Operand? Combine(IOperation operation, BinaryOperatorKind kind, Operand? left, Operand? right)
    {
        if (left is null || right is null)
        {
            return null;
        }

        if (left is ConstantOperand a && right is ConstantOperand b)
        {
            return ConstantFolder.Binary(kind, a.Value, b.Value) is { } result
                ? new ConstantOperand(result)
                : Unsupported(operation, null);
        }

        var name = kind.ToString();
        bool isAnd = kind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And;
        if (isAnd || kind is BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or)
        {
            return (left, right) switch
            {
                (ConstantOperand { Value: bool known }, _) => known == isAnd ? right : left,
                (_, ConstantOperand { Value: bool known }) => known == isAnd ? left : right,
                (PredicateOperand p, PredicateOperand q) => new PredicateOperand(Call(isAnd ? "And" : "Or", p.Expression, q.Expression)),
                _ => Unsupported(operation, null),
            };
        }

        bool areNumbers = left is not PredicateOperand && right is not PredicateOperand;
        return areNumbers && FormulaFunctions.Arithmetic.Contains(name) ? new ValueOperand(Call(name, Number(left), Number(right)))
            : areNumbers && FormulaFunctions.Predicates.Contains(name) ? new PredicateOperand(Call(name, Number(left), Number(right)))
            : Unsupported(operation, null);
    }

    private Operand? Apply(IUnaryOperation unary, Operand? operand) => (unary.OperatorKind, operand) switch
    {
        (_, null) => null,
        (var kind, ConstantOperand constant) when ConstantFolder.Unary(kind, constant.Value) is { } folded => new ConstantOperand(folded),
        (UnaryOperatorKind.Minus, ValueOperand value) => new ValueOperand(Call("Negate", value.Expression)),
        (UnaryOperatorKind.Plus, ValueOperand) => operand,
        (UnaryOperatorKind.Not, PredicateOperand predicate) => new PredicateOperand(Call("Not", predicate.Expression)),
        _ => Unsupported(unary, null),
    };

    private Operand? Convert(IConversionOperation conversion, Operand? operand) => operand switch
    {
        null => null,
        ConstantOperand constant when ConstantFolder.Convert(constant.Value, conversion.Type) is { } converted =>
            new ConstantOperand(converted),
        ValueOperand when IsFloat(conversion.Type) => operand,
        ValueOperand => Unsupported(conversion, $"a {conversion.Type?.ToDisplayString()}, where all is a float as in 2f and MathF.Exp(x),"),
        _ => Unsupported(conversion, null),
    };

    private Operand? Invoke(IInvocationOperation invocation, ImmutableDictionary<ISymbol, Operand> frame)
    {
        var method = invocation.TargetMethod;
        bool isMath = method.ContainingType is { Name: "MathF" or "Math" or "Single", ContainingNamespace.Name: "System" }
            && FormulaFunctions.Methods.Contains(method.Name);
        bool isOwn = method.GetAttributes().Any(context.Types.IsPointwise);
        if (!isMath && !isOwn)
        {
            return Unsupported(invocation, null);
        }

        if (isOwn && !Check(method, invocation.Syntax.GetLocation()))
        {
            return null;
        }

        var arguments = new Operand[invocation.Arguments.Length];
        foreach (var argument in invocation.Arguments)
        {
            if (Evaluate(argument.Value, frame) is not { } operand)
            {
                return null;
            }

            arguments[argument.Parameter!.Ordinal] = isOwn ? Named(operand, argument.Parameter.Name) : operand;
        }

        if (isOwn)
        {
            return Inline(method, arguments);
        }

        return IsFloat(method.ReturnType) && method.Parameters.All(parameter => IsFloat(parameter.Type))
            && arguments.All(argument => argument is not PredicateOperand)
            ? new ValueOperand(Call(method.Name, [.. arguments.Select(Number)]))
            : Unsupported(invocation, $"'{method.ContainingType.Name}.{method.Name}' of {method.Parameters[0].Type.ToDisplayString()}");
    }

    private Operand? Inline(IMethodSymbol method, Operand[] arguments)
    {
        if (BodyOf(method) is not { } body)
        {
            return null;
        }

        methods.Push(method);
        var result = Run(ImmutableStack.Create(body), Frame(method, arguments));
        methods.Pop();
        return result;
    }

    /// <summary>One of two values; null where they are no numbers.</summary>
    private static Operand? Choose(Operand condition, Operand yes, Operand no) =>
        condition is PredicateOperand { Expression: var predicate } && yes is not PredicateOperand && no is not PredicateOperand
            ? new ValueOperand(Call(FormulaFunctions.Select, predicate, Number(yes), Number(no)))
            : null;

    private static FunctionCall Call(string name, params Expression[] operands) =>
        new(name, operands.Select((operand, at) => new NamedArgument($"x{at}", operand)).ToEquatableArray(), 0);

    private static Expression Number(Operand operand) => operand switch
    {
        ValueOperand value => value.Expression,
        ConstantOperand { Value: long integer } => new ConstantExpression(ConstantValue.OfReal(integer), 0),
        ConstantOperand { Value: double real } => new ConstantExpression(ConstantValue.OfReal(real), 0),
        _ => throw new InvalidOperationException($"{operand} is no number."),
    };
}

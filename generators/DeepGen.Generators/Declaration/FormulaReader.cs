using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DeepGen.Generators.Declaration;

/// <summary>
/// Reads a method with <c>[Pointwise]</c> by running it on symbols. Both branches of a condition are read, and the rest of the method
/// after each of them, so that a formula has selections in the place of jumps. What is outside of the language is one diagnostic.
/// </summary>
internal sealed partial class FormulaReader(ReadContext context)
{
    private const string Language =
        "floats, locals, constants, arithmetic, comparisons, 'if' and '?:', functions of MathF and other methods with [Pointwise]";

    // Each condition that is not a constant reads what follows twice; beyond this a formula would be of no use.
    private const int StepLimit = 2_000;

    private readonly List<Statement> statements = [];
    private readonly UniqueNames names = new();
    private readonly Stack<IMethodSymbol> methods = new();
    private int steps;
    private bool isDone;

    /// <summary>Reads a method that is named where a function is wanted.</summary>
    /// <returns>The formula, or null where a diagnostic was reported.</returns>
    public FormulaDeclaration? Read(IMethodSymbol method, Location place)
    {
        if (!Check(method, place) || BodyOf(method) is not { } body)
        {
            return null;
        }

        return Read(method, method.Name, body);
    }

    /// <summary>Reads a lambda.</summary>
    public FormulaDeclaration? Read(IAnonymousFunctionOperation lambda) => Read(lambda.Symbol, "lambda", lambda.Body);

    private FormulaDeclaration? Read(IMethodSymbol method, string name, IOperation body)
    {
        var parameters = method.Parameters.Select(parameter => names.Take(parameter.Name)).ToList();
        var frame = Frame(method, parameters.Select(parameter => (Operand)new ValueOperand(new ReferenceExpression(parameter, 0))));
        methods.Push(method);
        var result = Run(ImmutableStack.Create(body), frame);
        methods.Pop();
        return result is null || isDone
            ? null
            : new FormulaDeclaration(name, parameters.ToEquatableArray(), statements.ToEquatableArray(), Number(result));
    }

    /// <summary>Reports a method that is no pointwise one.</summary>
    private bool Check(IMethodSymbol method, Location place)
    {
        var problem = !method.GetAttributes().Any(context.Types.IsPointwise) ? "has no [Pointwise]"
            : method.DeclaringSyntaxReferences.IsEmpty ? "is declared in another assembly, which keeps no source"
            : methods.Any(outer => SymbolEqualityComparer.Default.Equals(outer, method)) ? "calls itself"
            : null;
        var own = !method.IsStatic ? "is not static"
            : method.IsGenericMethod || method.IsAsync ? "is generic or asynchronous"
            : method.Parameters.FirstOrDefault(parameter => !IsFloat(parameter.Type) || parameter.RefKind != RefKind.None) is { } other
                ? $"takes '{other.Name}' as {(IsFloat(other.Type) ? "a reference" : other.Type.ToDisplayString())} and not as a float"
            : !IsFloat(method.ReturnType) ? $"returns {method.ReturnType.ToDisplayString()} and not a float"
            : method.Parameters.IsEmpty ? "takes no argument"
            : null;
        if ((problem ?? own) is not { } found)
        {
            return true;
        }

        Report("DG1038", problem is null ? method.Locations[0] : place, method.Name, found);
        return false;
    }

    private IOperation? BodyOf(IMethodSymbol method)
    {
        var syntax = method.DeclaringSyntaxReferences[0].GetSyntax(context.Cancellation);
        if (context.OperationOf(syntax) is IMethodBodyOperation { BlockBody: var block, ExpressionBody: var expression }
            && (block ?? expression) is { } body)
        {
            return body;
        }

        Report("DG1038", method.Locations[0], method.Name, "has no body");
        return null;
    }

    private static ImmutableDictionary<ISymbol, Operand> Frame(IMethodSymbol method, IEnumerable<Operand> arguments) =>
        method.Parameters.Zip(arguments, (parameter, argument) => new KeyValuePair<ISymbol, Operand>(parameter, argument))
            .ToImmutableDictionary(SymbolEqualityComparer.Default);

    /// <summary>Runs statements up to a return.</summary>
    /// <param name="rest">What is left to run, the next one on top.</param>
    /// <param name="frame">The values of parameters and locals.</param>
    private Operand? Run(ImmutableStack<IOperation> rest, ImmutableDictionary<ISymbol, Operand> frame)
    {
        while (!rest.IsEmpty)
        {
            rest = rest.Pop(out var statement);
            context.Cancellation.ThrowIfCancellationRequested();
            if (++steps > StepLimit)
            {
                return Unsupported(statement, "so many conditions");
            }

            switch (statement)
            {
                case IBlockOperation block:
                    foreach (var inner in block.Operations.Reverse()) rest = rest.Push(inner);
                    break;
                case IReturnOperation { ReturnedValue: { } value }:
                    return Evaluate(value, frame);
                case IConditionalOperation conditional:
                    return RunIf(conditional, rest, frame);
                case IVariableDeclarationGroupOperation or IExpressionStatementOperation or IEmptyOperation:
                    if (Bind(statement, frame) is not { } bound) return null;
                    frame = bound;
                    break;
                default:
                    return Unsupported(statement, null);
            }
        }

        ReportEnd(methods.Peek());
        return null;
    }

    /// <summary>C# has its own error where a body ends without a return, but it knows the constants as written only.</summary>
    private void ReportEnd(IMethodSymbol method)
    {
        var syntax = method.DeclaringSyntaxReferences[0].GetSyntax(context.Cancellation);
        var body = syntax is AnonymousFunctionExpressionSyntax lambda ? lambda.Block : (syntax as BaseMethodDeclarationSyntax)?.Body;
        var isOpen = context.ReachesEnd(body);
        context.IsBroken |= isOpen;
        if (!isOpen)
        {
            Report("DG1037", method.Locations[0], BodyReader.EndWithoutReturn, NameOf(method), Language);
        }
    }

    private Operand? RunIf(
        IConditionalOperation conditional, ImmutableStack<IOperation> rest, ImmutableDictionary<ISymbol, Operand> frame)
    {
        var condition = Evaluate(conditional.Condition, frame);
        var otherwise = conditional.WhenFalse is { } written ? rest.Push(written) : rest;
        var then = rest.Push(conditional.WhenTrue);
        if (condition is null or ConstantOperand)
        {
            return condition is null ? null : Run(condition is ConstantOperand { Value: true } ? then : otherwise, frame);
        }

        return Run(then, frame) is { } yes && Run(otherwise, frame) is { } no ? Choose(condition, yes, no) : null;
    }

    /// <summary>The frame after a declaration or an assignment; null where a diagnostic was reported.</summary>
    private ImmutableDictionary<ISymbol, Operand>? Bind(IOperation statement, ImmutableDictionary<ISymbol, Operand> frame)
    {
        if (statement is IVariableDeclarationGroupOperation group)
        {
            foreach (var declarator in group.Declarations.SelectMany(declaration => declaration.Declarators))
            {
                var initializer = declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer;
                if (initializer is null) continue;
                if (Evaluate(initializer.Value, frame) is not { } value) return null;
                frame = frame.SetItem(declarator.Symbol, Named(value, declarator.Symbol.Name));
            }

            return frame;
        }

        if (statement is not IExpressionStatementOperation { Operation: var operation })
        {
            return frame;
        }

        var (target, assigned) = operation switch
        {
            ISimpleAssignmentOperation assignment => (assignment.Target, Evaluate(assignment.Value, frame)),
            ICompoundAssignmentOperation { OperatorMethod: null } assignment => (assignment.Target, Combine(
                assignment, assignment.OperatorKind, Evaluate(assignment.Target, frame), Evaluate(assignment.Value, frame))),
            _ => (operation, Unsupported(operation, null)),
        };
        if (assigned is null)
        {
            return null;
        }

        ISymbol? symbol = target is ILocalReferenceOperation local ? local.Local : (target as IParameterReferenceOperation)?.Parameter;
        if (symbol is null)
        {
            Unsupported(target, null);
            return null;
        }

        return frame.SetItem(symbol, Named(assigned, symbol.Name));
    }

    /// <summary>Gives a computed value a name, so that what refers to it twice means one computation.</summary>
    private Operand Named(Operand operand, string name)
    {
        if (operand is not ValueOperand { Expression: FunctionCall call } value)
        {
            return operand;
        }

        var target = names.Take(name);
        statements.Add(new Statement([target], call, 0));
        return value with { Expression = new ReferenceExpression(target, 0) };
    }

    private Operand? Unsupported(IOperation operation, string? what)
    {
        if (BodyReader.IsInvalid(operation))
        {
            context.IsBroken = true;
            return null;
        }

        var word = (operation.Syntax as StatementSyntax)?.GetFirstToken();
        var place = word?.GetLocation() ?? operation.Syntax.GetLocation();
        Report("DG1037", place, what ?? BodyReader.Describe(operation), methods.Count > 0 ? NameOf(methods.Peek()) : "", Language);
        return null;
    }

    private static string NameOf(IMethodSymbol method) => method.MethodKind == MethodKind.AnonymousFunction ? "lambda" : method.Name;

    /// <summary>One diagnostic for one mistake: what follows would depend on it.</summary>
    private void Report(string id, Location place, params string[] arguments)
    {
        if (!isDone && !context.HasErrors)
        {
            context.Report(id, place, arguments);
        }

        isDone = true;
    }

    private static bool IsFloat(ITypeSymbol? type) => type?.SpecialType == SpecialType.System_Single;
}

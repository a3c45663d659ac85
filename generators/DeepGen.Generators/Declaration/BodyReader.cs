using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DeepGen.Generators.Declaration;

/// <summary>
/// Reads the body of <c>Forward</c> or <c>Loss</c> by running it on symbols: constants are computed, loops and helper methods
/// unrolled, and every tensor that gets a name becomes one statement. Whatever is outside of the language is one diagnostic at its
/// token, and ends the reading: what follows would depend on it.
/// </summary>
/// <param name="context">Where places and diagnostics go.</param>
/// <param name="method">The method's name in messages.</param>
/// <param name="names">The names that are taken already, those of the parameters.</param>
internal sealed partial class BodyReader(ReadContext context, string method, UniqueNames names)
{
    private const string Language =
        "locals, tuples, layers, functions of Value, operators, constants, 'for' and 'if' over constants, and methods of the class";

    /// <summary>What a body has that returns with the constants as written, and not with those of its use.</summary>
    internal const string EndWithoutReturn = "an end without 'return', as these constants give it,";

    private const string ResultsOfUnknownNumber = "all results of a function whose number only the shapes tell; take them by index";

    // Beyond this a body is taken for one that does not end; the deepest published networks have some thousands of layers.
    private const int StepLimit = 100_000;
    private const int DepthLimit = 64;

    private readonly List<Statement> statements = [];
    private readonly HashSet<int> called = [];
    private Dictionary<ISymbol, Operand> frame = new(SymbolEqualityComparer.Default);
    private Operand? returned;
    private int steps;
    private int depth;

    private enum Flow
    {
        Next,
        Returned,
        Failed,
    }

    /// <summary>Whether the body may call layers: a loss compares outputs, and what it calls would not exist when predicting.</summary>
    public bool MayCallLayers { get; init; } = true;

    public EquatableArray<Statement> Statements => statements.ToEquatableArray();

    /// <summary>The parameters and locals that were read.</summary>
    public HashSet<ISymbol> Used { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The indices of the layers that were called.</summary>
    public IReadOnlyCollection<int> Called => called;

    /// <summary>Reads a method.</summary>
    /// <returns>What it returns, or null where a diagnostic was reported.</returns>
    public Operand? Read(IMethodSymbol symbol, IReadOnlyList<Operand> arguments)
    {
        var syntax = symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.Cancellation);
        if (syntax is null || context.OperationOf(syntax) is not IMethodBodyOperation body)
        {
            return Unsupported<Operand>(symbol.Locations[0], "a method without a body");
        }

        var (outerFrame, outerReturned) = (frame, returned);
        frame = new Dictionary<ISymbol, Operand>(SymbolEqualityComparer.Default);
        for (var i = 0; i < symbol.Parameters.Length; i++)
        {
            frame[symbol.Parameters[i]] = arguments[i];
        }

        var flow = Run(body.BlockBody ?? body.ExpressionBody!);
        var result = flow == Flow.Returned ? returned : null;
        (frame, returned) = (outerFrame, outerReturned);

        if (flow == Flow.Next)
        {
            ReportEnd(symbol, body);
        }

        return result;
    }

    /// <summary>Gives a tensor a name, so that what refers to it twice means one computation (and one dropout mask).</summary>
    private Operand Named(Operand operand, string name) => operand switch
    {
        ValueOperand { Expression: not ReferenceExpression } value => new ValueOperand(State(value.Expression, name)),
        TupleOperand tuple => new TupleOperand([.. tuple.Elements.Select(element => Named(element, name))]),
        _ => operand,
    };

    private ReferenceExpression State(Expression expression, string name)
    {
        var target = names.Take(name);
        statements.Add(new Statement([target], expression, expression.Token));
        return new ReferenceExpression(target, expression.Token);
    }

    private bool CountStep(IOperation operation)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        if (++steps <= StepLimit)
        {
            return true;
        }

        Unsupported<Operand>(operation.Syntax.GetLocation(), "a loop of so many steps");
        return false;
    }

    private T? Unsupported<T>(Location location, string what)
        where T : class
    {
        if (!context.HasErrors)
        {
            context.Report("DG1010", location, what, method, Language);
        }

        return null;
    }

    private Operand? Unsupported(IOperation operation)
    {
        if (IsInvalid(operation))
        {
            context.IsBroken = true;
            return null;
        }

        // Of a statement its first word is enough: underlining a whole loop would hide what else is said about its body.
        var word = (operation.Syntax as StatementSyntax)?.GetFirstToken();
        return Unsupported<Operand>(word?.GetLocation() ?? operation.Syntax.GetLocation(), Describe(operation));
    }

    internal static bool IsInvalid(IOperation operation) =>
        operation is IInvalidOperation || operation.Type is IErrorTypeSymbol || operation.ChildOperations.Any(IsInvalid);

    internal static string Describe(IOperation operation) => operation switch
    {
        IWhileLoopOperation => "a 'while' loop",
        IForEachLoopOperation => "a 'foreach' loop",
        IConditionalOperation => "a condition that is not a constant",
        ITryOperation => "a 'try' statement",
        ISwitchOperation or ISwitchExpressionOperation => "a 'switch'",
        IBranchOperation => "a jump",
        IAnonymousFunctionOperation or IDelegateCreationOperation => "a lambda",
        ILocalFunctionOperation => "a local function",
        IInvocationOperation invocation => $"a call of '{invocation.TargetMethod.Name}'",
        IObjectCreationOperation creation => $"'new {creation.Type?.Name}'",
        IFieldReferenceOperation field => $"the field '{field.Field.Name}'",
        IPropertyReferenceOperation property => $"the property '{property.Property.Name}'",
        _ => $"'{Excerpt(operation.Syntax.ToString())}'",
    };

    internal static string Excerpt(string text)
    {
        var line = text.Split('\n')[0].Trim();
        return line.Length <= 40 ? line : line.Substring(0, 37) + "...";
    }
}

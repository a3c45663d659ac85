using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DeepGen.Generators.Declaration;

/// <summary>
/// The constants of a class in one of its uses. C# has folded every constant expression with the values as written; what depends on
/// a constant that has another value here is computed again, from its operations.
/// </summary>
/// <param name="context">Where operations come from.</param>
/// <param name="values">The constants that have other values here, normalized.</param>
internal sealed class ConstantScope(ReadContext context, IReadOnlyDictionary<ISymbol, object> values)
{
    private readonly Dictionary<ISymbol, bool> dependent = new(SymbolEqualityComparer.Default);

    /// <summary>Whether every constant has the value that is written at it.</summary>
    public bool IsEmpty => values.Count == 0;

    /// <summary>The value of an expression that C# takes for a constant, normalized; null for another one.</summary>
    public object? Of(IOperation operation) =>
        operation.ConstantValue is not { HasValue: true, Value: { } bound } ? null
        : DependsOn(operation) ? Evaluate(operation)
        : Constants.Normalize(bound);

    /// <summary>The value of a constant of a class, normalized.</summary>
    public object? Of(IFieldSymbol field) =>
        values.TryGetValue(field, out var value) ? value
        : !DependsOn(field) || InitializerOf(field) is not { } initializer ? Constants.Normalize(field.ConstantValue)
        : Evaluate(initializer) is { } computed ? ConstantFolder.Convert(computed, field.Type)
        : null;

    /// <summary>An argument of an attribute: a constant, or an array of numbers.</summary>
    /// <returns>Null where it is none of ours, in error, or without a value.</returns>
    public ConstantValue? Of(TypedConstant bound, ExpressionSyntax syntax)
    {
        if (IsEmpty || context.OperationOf(syntax) is not { } operation || !DependsOn(operation))
        {
            return Constants.From(bound);
        }

        if (bound.Kind == TypedConstantKind.Array)
        {
            return ArrayOf(bound, [.. ElementsOf(operation).Select(Of)]);
        }

        return Of(operation) is { } value ? Constants.From(value, bound.Type) : null;
    }

    /// <summary>An argument of an attribute, normalized; null where it is none of ours.</summary>
    public object? ObjectOf(TypedConstant bound, ExpressionSyntax? syntax) =>
        IsEmpty || syntax is null || context.OperationOf(syntax) is not { } operation || !DependsOn(operation)
            ? Constants.Normalize(bound.Value)
            : Of(operation);

    /// <summary>An integer constant of a class, by its name; null where it has none.</summary>
    public long? Integer(INamedTypeSymbol owner, string name) =>
        owner.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue) is { } field
        && field.Type.TypeKind != TypeKind.Enum && Of(field) is long integer
            ? integer
            : null;

    private static ConstantValue? ArrayOf(TypedConstant bound, IReadOnlyList<object?> elements) =>
        bound.IsNull || elements.Count != bound.Values.Length ? null
        : elements.All(element => element is long) ? ConstantValue.OfIntegers(elements.Cast<long>().ToEquatableArray())
        : elements.All(element => element is double) ? ConstantValue.OfReals(elements.Cast<double>().ToEquatableArray())
        : null;

    private object? Evaluate(IOperation operation) => operation switch
    {
        { ConstantValue: { HasValue: true, Value: { } bound } } when !DependsOn(operation) => Constants.Normalize(bound),
        IFieldReferenceOperation field => Of(field.Field),
        IParenthesizedOperation inner => Evaluate(inner.Operand),
        IConversionOperation { OperatorMethod: null } conversion => Evaluate(conversion.Operand) is { } value
            ? ConstantFolder.Convert(value, conversion.Type)
            : null,
        IUnaryOperation { OperatorMethod: null } unary => Evaluate(unary.Operand) is { } value
            ? ConstantFolder.Unary(unary.OperatorKind, value)
            : null,
        IBinaryOperation binary => Evaluate(binary.LeftOperand) is { } left && Evaluate(binary.RightOperand) is { } right
            ? ConstantFolder.Binary(binary.OperatorKind, left, right)
            : null,
        IConditionalOperation { WhenFalse: { } otherwise } conditional => Evaluate(conditional.Condition) is bool holds
            ? Evaluate(holds ? conditional.WhenTrue : otherwise)
            : null,
        _ => null,
    };

    private bool DependsOn(IOperation operation) =>
        !IsEmpty && operation.DescendantsAndSelf().OfType<IFieldReferenceOperation>().Any(reference => DependsOn(reference.Field));

    private bool DependsOn(IFieldSymbol field)
    {
        if (IsEmpty || !field.IsConst)
        {
            return false;
        }

        if (values.ContainsKey(field))
        {
            return true;
        }

        if (!dependent.TryGetValue(field, out var known))
        {
            // Constants that depend on each other are an error of C#, which must not become an endless recursion here.
            dependent[field] = false;
            dependent[field] = known = InitializerOf(field) is { } initializer && DependsOn(initializer);
        }

        return known;
    }

    private IOperation? InitializerOf(IFieldSymbol field) =>
        field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.Cancellation)
            is VariableDeclaratorSyntax { Initializer: { } written }
            ? context.OperationOf(written.Value)
            : null;

    private static IEnumerable<IOperation> ElementsOf(IOperation operation) => operation switch
    {
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
        ICollectionExpressionOperation collection => collection.Elements,
        IConversionOperation conversion => ElementsOf(conversion.Operand),
        _ => [],
    };
}

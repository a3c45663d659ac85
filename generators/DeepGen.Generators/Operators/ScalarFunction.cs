using System.Collections.Immutable;

namespace DeepGen.Generators.Operators;

/// <summary>
/// The partial derivative with respect to each operand; a null entry is zero. The second argument stands for the function's value.
/// </summary>
internal delegate ScalarExpression?[] Partials(ImmutableArray<ScalarExpression> x, ScalarExpression result);

/// <summary>
/// One scalar function of the pointwise language: what it is in float64, its derivative, how it is printed and what it costs.
/// This row is all that an added function needs.
/// </summary>
internal sealed class ScalarFunction
{
    public required string Name { get; init; }

    /// <summary>The value in float64; predicates give 1 or 0.</summary>
    public required Func<double[], double> Evaluate { get; init; }

    /// <summary>Null for functions whose derivative is zero everywhere that it exists.</summary>
    public Partials? Partials { get; init; }

    /// <summary>How C# writes it over a vector type: <c>{0}</c>, <c>{1}</c> are the operands, <c>{T}</c> the vector type.</summary>
    public required string CSharp { get; init; }

    /// <summary>How the dialect of C for devices writes it over floats: a predicate is an int.</summary>
    public required string C { get; init; }

    /// <summary>Rough cost of one element in additions; what is dearer is stored rather than computed again.</summary>
    public int Cost { get; init; } = 1;

    /// <summary>Whether the value is a truth value, which only a selection may take.</summary>
    public bool IsPredicate { get; init; }

    /// <summary>
    /// Whether the value never falls where the operand rises, for every operand, and the derivative is zero where it does not rise.
    /// </summary>
    public bool IsRising { get; init; }

    /// <summary>Whether the derivative is best written with the function's own value, so that this is what gets saved.</summary>
    public bool UsesResult { get; init; }

    /// <summary>Algebraic identities; null where none applies.</summary>
    public Func<ImmutableArray<ScalarExpression>, ScalarExpression?>? Simplify { get; init; }

    /// <summary>The function applied to operands: folded when all are literals, simplified where an identity applies.</summary>
    public ScalarExpression Of(params ScalarExpression[] operands)
    {
        if (!IsPredicate && operands.Length > 0 && operands.All(operand => operand is Literal))
        {
            return new Literal(Evaluate([.. operands.Select(operand => ((Literal)operand).Value)]));
        }

        return Simplify?.Invoke([.. operands]) ?? new ScalarCall(this, [.. operands]);
    }

    public override string ToString() => Name;
}

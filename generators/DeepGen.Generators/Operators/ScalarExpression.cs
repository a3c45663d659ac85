using System.Collections.Immutable;
using System.Globalization;
using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Operators;

/// <summary>
/// A formula for one element. Its leaves are the arguments of a pointwise operator, literals, extents and coordinates;
/// later stages replace arguments by loads. Compared by structure.
/// </summary>
internal abstract class ScalarExpression : IEquatable<ScalarExpression>
{
    private int hash;

    // Passes and printers ask again and again.
    private ScalarExpression[]? parts;
    private ScalarExpression[]? leaves;
    private (Node Node, bool Direct)[]? loads;
    private int cost = -1;

    /// <summary>The subexpressions, in order.</summary>
    public virtual ImmutableArray<ScalarExpression> Operands => [];

    public static ScalarExpression operator +(ScalarExpression left, ScalarExpression right) => ScalarFunctions.Add.Of(left, right);

    public static ScalarExpression operator -(ScalarExpression left, ScalarExpression right) => ScalarFunctions.Subtract.Of(left, right);

    public static ScalarExpression operator *(ScalarExpression left, ScalarExpression right) => ScalarFunctions.Multiply.Of(left, right);

    public static ScalarExpression operator /(ScalarExpression left, ScalarExpression right) => ScalarFunctions.Divide.Of(left, right);

    public static ScalarExpression operator -(ScalarExpression operand) => ScalarFunctions.Negate.Of(operand);

    public static implicit operator ScalarExpression(double value) => new Literal(value);

    /// <summary>The same formula with every leaf replaced by what the function gives for it.</summary>
    public ScalarExpression ReplaceLeaves(Func<ScalarExpression, ScalarExpression> replace)
        => ReplaceLeaves(replace, new Dictionary<ScalarExpression, ScalarExpression>(ReferenceComparer.Instance));

    /// <summary>
    /// The formula's different parts, itself first. Formulas are graphs: walking them as trees would visit shared parts again and
    /// again.
    /// </summary>
    public IReadOnlyList<ScalarExpression> Parts() => parts ??= FindParts();

    /// <summary>All different leaves of the formula at the loop's own coordinates.</summary>
    public ScalarExpression[] Leaves() => leaves ??= [.. Parts().Where(static part => part is not ScalarCall)];

    /// <summary>Every stored value that the formula reads, and whether at the loop's own coordinates.</summary>
    public (Node Node, bool Direct)[] Loads() => loads ??= [.. Leaves().SelectMany(static leaf => leaf.OwnLoads).Distinct()];

    /// <summary>Rough cost of one element in additions. Shared parts are counted once.</summary>
    public int Cost() => cost >= 0 ? cost : cost = Parts().Sum(static part => part.OwnCost);

    /// <summary>What this part reads by itself.</summary>
    protected virtual IEnumerable<(Node Node, bool Direct)> OwnLoads => [];

    /// <summary>The cost of this part without its operands.</summary>
    protected virtual int OwnCost => 0;

    public bool Equals(ScalarExpression? other)
        => ReferenceEquals(this, other)
            || (other is not null && GetHashCode() == other.GetHashCode() && GetType() == other.GetType() && EqualsCore(other));

    public sealed override bool Equals(object? obj) => Equals(obj as ScalarExpression);

    public sealed override int GetHashCode() => hash != 0 ? hash : hash = HashCore();

    protected abstract bool EqualsCore(ScalarExpression other);

    protected abstract int HashCore();

    private ScalarExpression[] FindParts()
    {
        var parts = new HashSet<ScalarExpression>();
        var order = new List<ScalarExpression>();
        var pending = new Stack<ScalarExpression>();
        pending.Push(this);
        while (pending.Count > 0)
        {
            var part = pending.Pop();
            if (!parts.Add(part)) continue;
            order.Add(part);
            for (int operand = part.Operands.Length - 1; operand >= 0; operand--) pending.Push(part.Operands[operand]);
        }

        return [.. order];
    }

    private ScalarExpression ReplaceLeaves(
        Func<ScalarExpression, ScalarExpression> replace, Dictionary<ScalarExpression, ScalarExpression> done)
    {
        if (done.TryGetValue(this, out var known)) return known;
        var result = this is ScalarCall call
            ? call.Function.Of([.. call.Operands.Select(operand => operand.ReplaceLeaves(replace, done))])
            : replace(this);
        done.Add(this, result);
        return result;
    }

    private sealed class ReferenceComparer : IEqualityComparer<ScalarExpression>
    {
        public static ReferenceComparer Instance { get; } = new();

        public bool Equals(ScalarExpression? x, ScalarExpression? y) => ReferenceEquals(x, y);

        public int GetHashCode(ScalarExpression obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
    }
}

/// <summary>The element of an input of the operator; <see cref="Result"/> is the operator's own result (in derivatives).</summary>
internal sealed class Argument(int index) : ScalarExpression
{
    public const int Result = -1;

    public int Index { get; } = index;

    public override string ToString() => Index == Result ? "result" : "x" + Index.ToString(CultureInfo.InvariantCulture);

    protected override bool EqualsCore(ScalarExpression other) => Index == ((Argument)other).Index;

    protected override int HashCore() => Index ^ 0x51ab;
}

internal sealed class Literal(double value) : ScalarExpression
{
    public double Value { get; } = value;

    public override string ToString() => Value.ToString("R", CultureInfo.InvariantCulture);

    protected override bool EqualsCore(ScalarExpression other) => Value.Equals(((Literal)other).Value);

    protected override int HashCore() => Value.GetHashCode();
}

/// <summary>A run-time extent as a number, such as the batch size in a mean.</summary>
internal sealed class Extent(Dim dim) : ScalarExpression
{
    public Dim Dim { get; } = dim;

    public override string ToString() => $"extent({Dim})";

    protected override bool EqualsCore(ScalarExpression other) => Dim.Equals(((Extent)other).Dim);

    protected override int HashCore() => Dim.GetHashCode();
}

/// <summary>The coordinate of the element along an axis of the result.</summary>
internal sealed class Coordinate(int axis) : ScalarExpression
{
    public int Axis { get; } = axis;

    public override string ToString() => "i" + Axis.ToString(CultureInfo.InvariantCulture);

    protected override bool EqualsCore(ScalarExpression other) => Axis == ((Coordinate)other).Axis;

    protected override int HashCore() => Axis ^ 0x7003;
}

/// <summary>A function of the table applied to formulas; made by <see cref="ScalarFunction.Of"/>, which folds what it can.</summary>
internal sealed class ScalarCall(ScalarFunction function, ImmutableArray<ScalarExpression> operands) : ScalarExpression
{
    public ScalarFunction Function { get; } = function;

    public override ImmutableArray<ScalarExpression> Operands { get; } = operands;

    protected override int OwnCost => Function.Cost;

    public override string ToString() => $"{Function.Name}({string.Join(", ", Operands)})";

    protected override bool EqualsCore(ScalarExpression other)
        => ReferenceEquals(Function, ((ScalarCall)other).Function) && Operands.SequenceEqual(((ScalarCall)other).Operands);

    protected override int HashCore()
        => Operands.Aggregate(Function.Name.GetHashCode(), (hash, operand) => unchecked((hash * 31) + operand.GetHashCode()));
}

using System.Collections.Immutable;

namespace DeepGen.Generators.Operators;

/// <summary>
/// The table of scalar functions. Derivatives are written so that they stay finite where the true derivative is
/// (quotients of overflowing exponentials are replaced by sigmoids).
/// </summary>
internal static partial class ScalarFunctions
{
    private const double TwoOverRootPi = 1.1283791670955126;

    public static ScalarFunction Add { get; } = new()
    {
        Name = "add",
        CSharp = "({0} + {1})",
        C = "({0} + {1})",
        Evaluate = x => x[0] + x[1],
        Partials = (_, _) => [1, 1],
        Simplify = SimplifySum,
    };

    public static ScalarFunction Subtract { get; } = new()
    {
        Name = "subtract",
        CSharp = "({0} - {1})",
        C = "({0} - {1})",
        Evaluate = x => x[0] - x[1],
        Partials = (_, _) => [1, -1],
        Simplify = x => IsLiteral(x[1], 0) ? x[0] : IsLiteral(x[0], 0) ? Negate!.Of(x[1]) : null,
    };

    public static ScalarFunction Multiply { get; } = new()
    {
        Name = "multiply",
        CSharp = "({0} * {1})",
        C = "({0} * {1})",
        Evaluate = x => x[0] * x[1],
        Partials = (x, _) => [x[1], x[0]],
        Simplify = SimplifyProduct,
    };

    public static ScalarFunction Divide { get; } = new()
    {
        Name = "divide",
        CSharp = "({0} / {1})",
        C = "({0} / {1})",
        Cost = 4,
        Evaluate = x => x[0] / x[1],
        Partials = (x, result) => [Reciprocal(x[1]), -(result / x[1])],
        Simplify = x => IsLiteral(x[1], 1) ? x[0]
            : x[1] is Literal { Value: not 0 } by && IsPowerOfTwo(by.Value) ? x[0] * (1 / by.Value) : null,
    };

    public static ScalarFunction Negate { get; } = new()
    {
        Name = "negate",
        CSharp = "(-{0})",
        C = "(-{0})",
        Evaluate = x => -x[0],
        Partials = (_, _) => [-1],
        Simplify = x => x[0] is ScalarCall { Function.Name: "negate" } inner ? inner.Operands[0] : null,
    };

    public static ScalarFunction Minimum { get; } = new()
    {
        Name = "minimum",
        CSharp = "{T}.Min({0}, {1})",
        C = "dg_min({0}, {1})",
        Evaluate = x => Math.Min(x[0], x[1]),
        Partials = (x, _) => [HalfAtTie(x[0], x[1]), HalfAtTie(x[1], x[0])],
    };

    public static ScalarFunction Maximum { get; } = new()
    {
        Name = "maximum",
        CSharp = "{T}.Max({0}, {1})",
        C = "dg_max({0}, {1})",
        Evaluate = x => Math.Max(x[0], x[1]),
        Partials = (x, _) => [HalfAtTie(x[1], x[0]), HalfAtTie(x[0], x[1])],
    };

    public static ScalarFunction Power { get; } = new()
    {
        Name = "power",
        CSharp = "{T}.Pow({0}, {1})",
        C = "dg_pow({0}, {1})",
        Cost = 30,
        Evaluate = x => Math.Pow(x[0], x[1]),
        Partials = (x, result) => x[1] is Literal
            ? [x[1] * Power!.Of(x[0], x[1] - 1), null]
            :
            [
                Select!.Of(Equal!.Of(x[1], 0), 0, x[1] * Power!.Of(x[0], x[1] - 1)),
                Select!.Of(Equal!.Of(x[0], 0), Select!.Of(Less!.Of(x[1], 0), double.NegativeInfinity, 0), result * Log!.Of(x[0])),
            ],
        Simplify = SimplifyPower,
    };

    public static ScalarFunction Less { get; } = Predicate("less", "{T}.LessThan({0}, {1})", "({0} < {1})", x => x[0] < x[1]);

    public static ScalarFunction LessOrEqual { get; } = Predicate(
        "lessOrEqual", "{T}.LessThanOrEqual({0}, {1})", "({0} <= {1})", x => x[0] <= x[1]);

    public static ScalarFunction Equal { get; } = Predicate("equal", "{T}.Equal({0}, {1})", "({0} == {1})", x => x[0] == x[1]);

    /// <summary>select(p, a, b) is a where the truth value p holds, else b.</summary>
    public static ScalarFunction Select { get; } = new()
    {
        Name = "select",
        CSharp = "{T}.Select({0}, {1}, {2})",
        C = "({0} ? {1} : {2})",
        Evaluate = x => x[0] != 0 ? x[1] : x[2],
        Partials = (x, _) => [null, Select!.Of(x[0], 1, 0), Select!.Of(x[0], 0, 1)],
        Simplify = x => x[1].Equals(x[2]) ? x[1] : MaskOf(x[0]) is { } mask ? Select!.Of(mask, x[2], x[1]) : null,
    };

    public static ScalarFunction Exp { get; } = new()
    {
        Name = "exp",
        IsRising = true,
        CSharp = "{T}.Exp({0})",
        C = "dg_exp({0})",
        Cost = 12,
        Evaluate = x => Math.Exp(x[0]),
        Partials = (_, result) => [result],
        UsesResult = true,
    };

    public static ScalarFunction Expm1 { get; } = new()
    {
        Name = "expm1",
        IsRising = true,
        CSharp = "{T}.Expm1({0})",
        C = "dg_expm1({0})",
        Cost = 14,
        Evaluate = x => PreciseMath.Expm1(x[0]),
        Partials = (_, result) => [result + 1],
        UsesResult = true,
    };

    public static ScalarFunction Log { get; } = new()
    {
        Name = "log",
        CSharp = "{T}.Log({0})",
        C = "dg_log({0})",
        Cost = 14,
        Evaluate = x => Math.Log(x[0]),
        Partials = (x, _) => [Reciprocal(x[0])],
    };

    public static ScalarFunction Log1p { get; } = new()
    {
        Name = "log1p",
        CSharp = "{T}.Log1p({0})",
        C = "dg_log1p({0})",
        Cost = 16,
        Evaluate = x => PreciseMath.Log1p(x[0]),
        Partials = (x, _) => [Reciprocal(1 + x[0])],
    };

    public static ScalarFunction Sqrt { get; } = new()
    {
        Name = "sqrt",
        CSharp = "{T}.Sqrt({0})",
        C = "dg_sqrt({0})",
        Cost = 6,
        Evaluate = x => Math.Sqrt(x[0]),
        Partials = (_, result) => [0.5 / result],
        UsesResult = true,
    };

    public static ScalarFunction Abs { get; } = new()
    {
        Name = "abs",
        CSharp = "{T}.Abs({0})",
        C = "dg_abs({0})",
        Evaluate = x => Math.Abs(x[0]),
        Partials = (x, _) => [Sign(x[0])],
    };

    public static ScalarFunction Floor { get; } = new()
    {
        Name = "floor",
        CSharp = "{T}.Floor({0})",
        C = "dg_floor({0})",
        Evaluate = x => Math.Floor(x[0]),
    };

    public static ScalarFunction Tanh { get; } = new()
    {
        Name = "tanh",
        IsRising = true,
        CSharp = "{T}.Tanh({0})",
        C = "dg_tanh({0})",
        Cost = 16,
        Evaluate = x => Math.Tanh(x[0]),
        Partials = (_, result) => [1 - (result * result)],
        UsesResult = true,
    };

    public static ScalarFunction Sigmoid { get; } = new()
    {
        Name = "sigmoid",
        IsRising = true,
        CSharp = "{T}.Sigmoid({0})",
        C = "dg_sigmoid({0})",
        Cost = 16,
        Evaluate = x => x[0] >= 0 ? 1 / (1 + Math.Exp(-x[0])) : Math.Exp(x[0]) / (1 + Math.Exp(x[0])),
        Partials = (_, result) => [result * (1 - result)],
        UsesResult = true,
    };

    public static ScalarFunction Erf { get; } = new()
    {
        Name = "erf",
        IsRising = true,
        CSharp = "{T}.Erf({0})",
        C = "dg_erf({0})",
        Cost = 20,
        Evaluate = x => PreciseMath.Erf(x[0]),
        Partials = (x, _) => [TwoOverRootPi * Exp.Of(-(x[0] * x[0]))],
    };

    /// <summary>max(x, 0); its gradient at 0 is 0, and both value and gradient pass NaN on, as in PyTorch.</summary>
    public static ScalarFunction Relu { get; } = new()
    {
        Name = "relu",
        IsRising = true,
        CSharp = "{T}.Max({0}, {T}.Create(0f))",
        C = "dg_max({0}, 0.0f)",
        Evaluate = x => Math.Max(x[0], 0),
        Partials = (_, result) => [Select.Of(LessOrEqual.Of(result, 0), 0, 1)],
        UsesResult = true,
    };

    /// <summary>x above zero, exp(x) - 1 below: the value tells the slope. At NaN the gradient is 1, as in PyTorch.</summary>
    public static ScalarFunction Elu { get; } = new()
    {
        Name = "elu",
        IsRising = true,
        CSharp = "SimdFunctions<{T}>.Elu({0})",
        C = "dg_elu({0})",
        Cost = 16,
        Evaluate = x => x[0] <= 0 ? PreciseMath.Expm1(x[0]) : x[0],
        Partials = (_, result) => [Select.Of(LessOrEqual.Of(result, 0), result + 1, 1)],
        UsesResult = true,
    };

    /// <summary>
    /// max(log(x), -100), the logarithm of PyTorch's binary cross-entropy: a confident mistake keeps a loss and a gradient, which
    /// PyTorch bounds by a constant of type float.
    /// </summary>
    public static ScalarFunction BoundedLog { get; } = new()
    {
        Name = "boundedLog",
        CSharp = "{T}.Max({T}.Log({0}), {T}.Create(-100f))",
        C = "dg_max(dg_log({0}), -100.0f)",
        Cost = 15,
        Evaluate = x => Math.Max(Math.Log(x[0]), -100),
        Partials = (x, _) => [Reciprocal(Maximum.Of(x[0], 1e-12f))],
    };

    /// <summary>log(1 + exp(x)) without overflow; its derivative is the sigmoid, also at 0, where the parts have none.</summary>
    public static ScalarFunction Softplus { get; } = new()
    {
        Name = "softplus",
        IsRising = true,
        CSharp = "({T}.Max({0}, {T}.Create(0f)) + {T}.Log1p({T}.Exp(-{T}.Abs({0}))))",
        C = "dg_softplus({0})",
        Cost = 30,
        Evaluate = x => Math.Max(x[0], 0) + PreciseMath.Log1p(Math.Exp(-Math.Abs(x[0]))),
        Partials = (x, _) => [Sigmoid.Of(x[0])],
    };

    public static ScalarFunction Sin { get; } = new()
    {
        Name = "sin",
        CSharp = "{T}.Sin({0})",
        C = "dg_sin({0})",
        Cost = 30,
        Evaluate = x => Math.Sin(x[0]),
        Partials = (x, _) => [Cos!.Of(x[0])],
    };

    public static ScalarFunction Cos { get; } = new()
    {
        Name = "cos",
        CSharp = "{T}.Cos({0})",
        C = "dg_cos({0})",
        Cost = 30,
        Evaluate = x => Math.Cos(x[0]),
        Partials = (x, _) => [-Sin.Of(x[0])],
    };

    public static ScalarExpression Reciprocal(ScalarExpression x) => Divide.Of(1, x);

    public static ScalarExpression Sign(ScalarExpression x) => Select.Of(Less.Of(x, 0), -1, Select.Of(Less.Of(0, x), 1, x * 0));

    private static ScalarFunction Predicate(string name, string csharp, string c, Func<double[], bool> evaluate) => new()
    {
        Name = name,
        CSharp = csharp,
        C = c,
        IsPredicate = true,
        Evaluate = x => evaluate(x) ? 1 : 0,
    };

    /// <summary>1 where the first operand is the larger one, 0.5 where both are equal: PyTorch's rule for maximum and minimum.</summary>
    private static ScalarExpression HalfAtTie(ScalarExpression smaller, ScalarExpression larger)
        => Select.Of(Less.Of(smaller, larger), 1, Select.Of(Equal.Of(smaller, larger), 0.5, 0));

    private static ScalarExpression? SimplifySum(ImmutableArray<ScalarExpression> x)
    {
        if (IsLiteral(x[0], 0)) return x[1];
        if (IsLiteral(x[1], 0)) return x[0];
        if (x[0].Equals(x[1])) return 2 * x[0];
        return x[0] is ScalarCall { Function.Name: "select" } left && x[1] is ScalarCall { Function.Name: "select" } right
            ? MergeSelections(left, right)
            : null;
    }

    /// <summary>The derivative of a selection has one term for each branch; both together are one selection.</summary>
    private static ScalarExpression? MergeSelections(ScalarCall a, ScalarCall b)
    {
        if (!a.Operands[0].Equals(b.Operands[0])) return null;
        if (IsLiteral(a.Operands[2], 0) && IsLiteral(b.Operands[1], 0)) return Select.Of(a.Operands[0], a.Operands[1], b.Operands[2]);
        if (IsLiteral(a.Operands[1], 0) && IsLiteral(b.Operands[2], 0)) return Select.Of(a.Operands[0], b.Operands[1], a.Operands[2]);
        return null;
    }

    private static ScalarExpression? SimplifyProduct(ImmutableArray<ScalarExpression> x)
    {
        if (x[0] is not Literal && x[1] is Literal) return Multiply.Of(x[1], x[0]);
        if (IsLiteral(x[0], 1)) return x[1];
        if (IsLiteral(x[0], 0) && x[1] is Coordinate or Extent) return 0;
        if (IsLiteral(x[0], -1)) return Negate.Of(x[1]);
        if (x[0] is Literal outer && x[1] is ScalarCall { Function.Name: "multiply" } inner && inner.Operands[0] is Literal factor
            && IsNormal(outer.Value * factor.Value))
        {
            return (outer.Value * factor.Value) * inner.Operands[1];
        }

        // A product with a mask is a selection: one operation, and no 0 * inf.
        return SelectProduct(x[0], x[1]) ?? SelectProduct(x[1], x[0]);
    }

    private static ScalarExpression? SelectProduct(ScalarExpression mask, ScalarExpression value)
        => mask is ScalarCall { Function.Name: "select" } select && select.Operands[1] is Literal yes && select.Operands[2] is Literal no
            && (yes.Value is 0 or 1) && (no.Value is 0 or 1)
            ? Select.Of(select.Operands[0], yes.Value == 1 ? value : 0, no.Value == 1 ? value : 0)
            : null;

    /// <summary>What a comparison was made of whose 1 or 0 is compared with 0: the selection then takes its other branch.</summary>
    private static ScalarExpression? MaskOf(ScalarExpression condition)
        => condition is ScalarCall { Function.Name: "equal", Operands: [ScalarCall { Function.Name: "select" } mask, Literal { Value: 0 }] }
            && IsLiteral(mask.Operands[1], 1) && IsLiteral(mask.Operands[2], 0) ? mask.Operands[0] : null;

    private static ScalarExpression? SimplifyPower(ImmutableArray<ScalarExpression> x) => x[1] switch
    {
        Literal { Value: 1 } => x[0],
        Literal { Value: 2 } => x[0] * x[0],
        Literal { Value: 0 } => 1,
        Literal { Value: 0.5 } => Sqrt.Of(x[0]),
        Literal { Value: -1 } => Reciprocal(x[0]),
        _ => null,
    };

    private static bool IsLiteral(ScalarExpression x, double value) => x is Literal literal && literal.Value == value;

    /// <summary>Whether float32 holds a number in full precision; two factors may, and their product not.</summary>
    private static bool IsNormal(double value) => Math.Abs(value) is >= 1.2e-38 and <= 3.4e38;

    private static bool IsPowerOfTwo(double value)
        => value != 0 && (BitConverter.DoubleToInt64Bits(value) & 0xFFFFFFFFFFFFF) == 0 && !double.IsInfinity(value);
}

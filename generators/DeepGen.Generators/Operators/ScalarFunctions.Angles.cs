namespace DeepGen.Generators.Operators;

// Rounding, and the functions of angles and hyperbolas.
internal static partial class ScalarFunctions
{
    private const double Ln2 = 0.69314718055994531;

    public static ScalarFunction Round { get; } = new()
    {
        Name = "round",
        CSharp = "SimdFunctions<{T}>.Round({0})",
        C = "dg_rint({0})",
        Cost = 4,
        Evaluate = x => Math.Round(x[0]),
    };

    public static ScalarFunction Tan { get; } = new()
    {
        Name = "tan",
        CSharp = "SimdFunctions<{T}>.Tan({0})",
        C = "dg_tan({0})",
        Cost = 30,
        Evaluate = x => Math.Tan(x[0]),
        Partials = (_, result) => [1 + (result * result)],
        UsesResult = true,
    };

    public static ScalarFunction Asin { get; } = new()
    {
        Name = "asin",
        CSharp = "SimdFunctions<{T}>.Asin({0})",
        C = "dg_asin({0})",
        Cost = 18,
        Evaluate = x => Math.Asin(x[0]),
        Partials = (x, _) => [Reciprocal(Sqrt!.Of((1 - x[0]) * (1 + x[0])))],
    };

    public static ScalarFunction Acos { get; } = new()
    {
        Name = "acos",
        CSharp = "SimdFunctions<{T}>.Acos({0})",
        C = "dg_acos({0})",
        Cost = 18,
        Evaluate = x => Math.Acos(x[0]),
        Partials = (x, _) => [-Reciprocal(Sqrt!.Of((1 - x[0]) * (1 + x[0])))],
    };

    public static ScalarFunction Atan { get; } = new()
    {
        Name = "atan",
        CSharp = "SimdFunctions<{T}>.Atan({0})",
        C = "dg_atan({0})",
        Cost = 16,
        Evaluate = x => Math.Atan(x[0]),
        Partials = (x, _) => [Reciprocal(1 + (x[0] * x[0]))],
    };

    /// <summary>The angle of the point (x1, x0).</summary>
    public static ScalarFunction Atan2 { get; } = new()
    {
        Name = "atan2",
        CSharp = "SimdFunctions<{T}>.Atan2({0}, {1})",
        C = "dg_atan2({0}, {1})",
        Cost = 22,
        Evaluate = x => Math.Atan2(x[0], x[1]),
        Partials = (x, _) => [x[1] / ((x[0] * x[0]) + (x[1] * x[1])), -(x[0] / ((x[0] * x[0]) + (x[1] * x[1])))],
    };

    public static ScalarFunction Sinh { get; } = new()
    {
        Name = "sinh",
        CSharp = "SimdFunctions<{T}>.Sinh({0})",
        C = "dg_sinh({0})",
        Cost = 20,
        Evaluate = x => Math.Sinh(x[0]),
        Partials = (x, _) => [Cosh!.Of(x[0])],
    };

    public static ScalarFunction Cosh { get; } = new()
    {
        Name = "cosh",
        CSharp = "SimdFunctions<{T}>.Cosh({0})",
        C = "dg_cosh({0})",
        Cost = 20,
        Evaluate = x => Math.Cosh(x[0]),
        Partials = (x, _) => [Sinh.Of(x[0])],
    };

    public static ScalarFunction Asinh { get; } = new()
    {
        Name = "asinh",
        CSharp = "SimdFunctions<{T}>.Asinh({0})",
        C = "dg_asinh({0})",
        Cost = 30,
        Evaluate = x => PreciseMath.Asinh(x[0]),
        Partials = (x, _) => [Reciprocal(Sqrt!.Of(1 + (x[0] * x[0])))],
    };

    public static ScalarFunction Acosh { get; } = new()
    {
        Name = "acosh",
        CSharp = "SimdFunctions<{T}>.Acosh({0})",
        C = "dg_acosh({0})",
        Cost = 30,
        Evaluate = x => PreciseMath.Acosh(x[0]),
        Partials = (x, _) => [Reciprocal(Sqrt!.Of((x[0] - 1) * (x[0] + 1)))],
    };

    public static ScalarFunction Atanh { get; } = new()
    {
        Name = "atanh",
        CSharp = "SimdFunctions<{T}>.Atanh({0})",
        C = "dg_atanh({0})",
        Cost = 24,
        Evaluate = x => PreciseMath.Atanh(x[0]),
        Partials = (x, _) => [Reciprocal((1 - x[0]) * (1 + x[0]))],
    };

    public static ScalarFunction Exp2 { get; } = new()
    {
        Name = "exp2",
        CSharp = "SimdFunctions<{T}>.Exp2({0})",
        C = "dg_exp2({0})",
        Cost = 14,
        Evaluate = x => Math.Pow(2, x[0]),
        Partials = (_, result) => [Ln2 * result],
        UsesResult = true,
    };

    /// <summary>log(exp(x0) + exp(x1)); its derivatives are sigmoids, also where both are equal.</summary>
    public static ScalarFunction LogAddExp { get; } = new()
    {
        Name = "logAddExp",
        CSharp = "SimdFunctions<{T}>.LogAddExp({0}, {1})",
        C = "dg_log_add_exp({0}, {1})",
        Cost = 32,
        Evaluate = x => x[0] == x[1] ? x[0] + Ln2 : Math.Max(x[0], x[1]) + PreciseMath.Log1p(Math.Exp(-Math.Abs(x[0] - x[1]))),
        Partials = (x, _) => [Sigmoid!.Of(x[0] - x[1]), Sigmoid.Of(x[1] - x[0])],
    };

    /// <summary>The integer next to a number in the direction of 0.</summary>
    public static ScalarExpression Trunc(ScalarExpression x) => Select.Of(Less.Of(x, 0), -Floor.Of(-x), Floor.Of(x));
}

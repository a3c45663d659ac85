namespace DeepGen.Generators.Tests.Compiled;

/// <summary>Functions that are one formula for each element, of a value x [N, 5] and a parameterised one y.</summary>
internal sealed class ArithmeticModels : AgreementModels
{
    private static readonly string[] Functions =
    [
        "x.Square() + x.Sin() * x.Cos()",
        "(x * 0.4).Tan() + (x.Square() + 0.3).Reciprocal()",
        "(x.Square() + 0.3).Rsqrt() + x.Exp2()",
        "(x.Square() + 0.3).Log2() + (x.Square() + 0.3).Log10()",
        "x.Square().Log1p() + x.Expm1()",
        "(x * 0.3).Tanh().Asin() + (x * 0.3).Tanh().Acos() * x",
        "(x * 3).Atan() + x.Sinh() - x.Cosh()",
        "(x * 3).Asinh() + (x.Square() + 1.1).Acosh() + (x * 0.3).Tanh().Atanh()",
        "x.Erf() + x * (x * 3).Floor() + x * (x * 3).Ceil()",
        "x * (x * 3 + 0.1).Round() + x * (x * 3 + 0.1).Trunc() + (x * 3 + 0.1).Frac() + x * x.Sign()",
        "(x.Square() + 0.2).Pow(y) + x.Maximum(y) * x.Minimum(y)",
        "(x * 4).Remainder(y.Square() + 1.5) + (x * 4).Fmod(y.Square() + 1.5)",
        "x.LogAddExp(y) + x.Atan2(y + 3) + x.Lerp(y, 0.3) + x.Lerp(y, x)",
        "x * ((x < y) + 2 * (x <= y) + 3 * (x > y) + 4 * (x >= y) + x.Equal(y) + x.NotEqual(y))",
        "Value.Where(x > y, x * 2, y.Exp()) + Value.Where(x > 0, -1, y) + x.MaskedFill(y < 0, 0.5)",
        "x * (x > 0).LogicalAnd(y > 0) + y * (x > 0).LogicalOr(y > 0) + (x > 0).LogicalXor(y > 0) + (x > 0).LogicalNot() * x",
        "x.Clamp(minimum: -0.2) + y.Clamp(maximum: 0.3) + x.IsFinite() - x.IsNaN() - x.IsInf()",
    ];

    public override string Source { get; } = string.Join('\n',
    [
        .. Functions.Select((text, at) => $$"""
            [Model] public partial class Arithmetic{{at}}
            {
                [Linear(5)] readonly Layer embed;
                [Linear(5)] readonly Layer other;
                Value Forward([Shape("N, 4")] Value input) { var x = embed(input); var y = other(input); return {{text}}; }
                Value Loss(Value output, [Shape("N, 5")] Value target) => output.Mse(target);
            }
            """),
        """
        [Model] public partial class IntegerInput
        {
            [Linear(3)] readonly Layer embed;
            (Value output, Value<int> same) Forward([Shape("N, 4")] Value input, [Shape("N, 1")] Value<int> k)
                => (embed(input) * k.ToFloat() + k.Equal(1), k);
            Value Loss(Value output, [Shape("N, 3")] Value target) => output.Mse(target);
        }
        """,
    ]);
}

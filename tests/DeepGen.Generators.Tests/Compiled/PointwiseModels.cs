namespace DeepGen.Generators.Tests.Compiled;

/// <summary>Methods with [Pointwise], between layers, with inputs that overflow what is written naively.</summary>
internal sealed class PointwiseModels : AgreementModels
{
    public override string Source => """
        public static class Own
        {
            public const float Slope = 0.1f;

            [Pointwise] public static float Mish(float x) => x * MathF.Tanh(MathF.Log(1 + MathF.Exp(x)));

            [Pointwise] public static float Swish(float x, float beta)
            {
                float e = MathF.Exp(-beta * x);
                return x / (1 + e);
            }

            [Pointwise] public static float Bend(float x)
            {
                if (x > 1) return 2 - 1 / x;
                var y = Leaky(x);
                return x < -1 ? y - MathF.Sin(x + 1) : y;
            }

            [Pointwise] static float Leaky(float x) => x > 0 ? x : Slope * x;

            [Pointwise] public static float Mix(float a, float b, float c) => c * a + (1 - c) * MathF.Sqrt(1 + b * b);

            [Pointwise] public static float Sum(float a, float b, float c, float d) => MathF.Max(a, b) - MathF.Min(c, d) * 0.5f;
        }
        [Model] public partial class MishLayer
        {
            [Linear(19)] readonly Layer a;
            [Linear(3)] readonly Layer b;
            Value Forward([Shape("N, 5")] Value x) => b(a(x).Map(Own.Mish)).Map(Own.Bend);
            Value Loss(Value output, [Shape("N, 3")] Value y) => output.Mse(y);
        }
        [Model] public partial class MishFarOut
        {
            [Linear(19, Init = Init.Ones)] readonly Layer a;
            [Linear(3)] readonly Layer b;
            Value Forward([Shape("N, 5")] Value x) => b((100 * a(x)).Map(Own.Mish) * 0.01);
            Value Loss(Value output, [Shape("N, 3")] Value y) => output.Mse(y);
        }
        [Model] public partial class SeveralArguments
        {
            [Parameter(7, Fill = 1.5)] readonly Value beta;
            [Setting(0.25)] readonly Value weight;
            [Linear(7)] readonly Layer a;
            [Linear(3)] readonly Layer b;
            Value Forward([Shape("N, 5")] Value x)
            {
                var h = a(x);
                return b(Value.Map(Own.Swish, h, beta) + Value.Map(Own.Mix, h, beta, weight) + Value.Map(Own.Sum, h, beta, h, weight));
            }
            Value Loss(Value output, [Shape("N, 3")] Value y) => (output - y).Map(d => MathF.Log(MathF.Cosh(d))).Mean();
        }
        """;
}

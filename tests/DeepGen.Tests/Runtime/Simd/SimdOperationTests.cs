using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using DeepGen.Runtime;

namespace DeepGen.Tests.Runtime.Simd;

/// <summary>Every arithmetic operation, comparison and mask at every width, over pairs of special numbers, against plain floats.</summary>
[Trait("Category", "Widths")]
public sealed class SimdOperationTests
{
    private static readonly Dictionary<string, Func<float, float, float>> Expected = new()
    {
        ["Add"] = (x, y) => x + y,
        ["Subtract"] = (x, y) => x - y,
        ["Multiply"] = (x, y) => x * y,
        ["Divide"] = (x, y) => x / y,
        ["Negate"] = (x, _) => -x,
        ["Min"] = MathF.Min,
        ["Max"] = MathF.Max,
        ["Abs"] = (x, _) => MathF.Abs(x),
        ["CopySign"] = MathF.CopySign,
        ["Sqrt"] = (x, _) => MathF.Sqrt(x),
        ["Floor"] = (x, _) => MathF.Floor(x),
        ["Clamp"] = (x, y) => float.IsNaN(y) ? 0 : x < y ? y : x > MathF.Max(y, 2f) ? MathF.Max(y, 2f) : x,
        ["LessThan"] = (x, y) => x < y ? 1 : 2,
        ["LessThanOrEqual"] = (x, y) => x <= y ? 1 : 2,
        ["Equal"] = (x, y) => x == y ? 1 : 2,
        ["NotEqual"] = (x, y) => x != y ? 1 : 2,
        ["IsNaN"] = (x, _) => float.IsNaN(x) ? 1 : 2,
        ["And"] = (x, y) => x < 1 && y < 1 ? 1 : 2,
        ["Or"] = (x, y) => x < 1 || y < 1 ? 1 : 2,
        ["Not"] = (x, _) => !(x < 1) ? 1 : 2,
        ["Scale"] = (x, y) => float.IsNaN(y) ? 0 : (float)Math.ScaleB(x, (int)Math.Clamp(MathF.Floor(y), -250f, 250f)),
        ["Pow"] = MathF.Pow,
    };

    public static TheoryData<string> Names => new(Expected.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void EqualsPlainFloats(string name)
    {
        float[] expected = [.. Widths.Special.SelectMany(right => Widths.Special.Select(left => Expected[name](left, right)))];
        float[][] found = [Apply<Simd16>(name), Apply<Simd8>(name), Apply<Simd4>(name), Apply<Simd1>(name)];
        for (int width = 0; width < found.Length; width++)
        {
            int index = Widths.FirstDifference(found[width], expected);
            index.ShouldBe(-1, index < 0 ? null : $"width {Widths.All[width]}: {Describe(index)} is not {expected[index]:G9}");
        }
    }

    [Fact]
    public void MultiplyAddRoundsOnceExactlyWhereTheMachineCan()
    {
        // (1 + e)^2 - (1 + 2e) is e^2, which two roundings lose.
        float x = 1f + 1.1920929e-7f, sum = -(1f + (2 * 1.1920929e-7f));
        float expected = Fma.IsSupported || AdvSimd.IsSupported ? 1.42108547e-14f : 0f;
        Widths.Map<Simd16>(v => Simd16.MultiplyAdd(v, v, Simd16.Create(sum)), [x]).ShouldBe([expected]);
        Widths.Map<Simd8>(v => Simd8.MultiplyAdd(v, v, Simd8.Create(sum)), [x]).ShouldBe([expected]);
        Widths.Map<Simd4>(v => Simd4.MultiplyAdd(v, v, Simd4.Create(sum)), [x]).ShouldBe([expected]);
        Widths.Map<Simd1>(v => Simd1.MultiplyAdd(v, v, Simd1.Create(sum)), [x]).ShouldBe([expected]);
    }

    [Fact]
    public void SplitGivesMantissaAndExponent()
    {
        float[] numbers = [1f, 0.70710677f, 0.7071068f, 1.4142135f, 1.4142136f, 3f, 1e-37f, 3e38f, 0.1f];
        Check<Simd16>();
        Check<Simd8>();
        Check<Simd4>();
        Check<Simd1>();

        void Check<T>()
            where T : struct, ISimd<T>
        {
            float[] mantissas = Widths.Map<T>(x => T.Split(x, out _), numbers);
            float[] exponents = Widths.Map<T>(x => ExponentOf(x), numbers);
            for (int i = 0; i < numbers.Length; i++)
            {
                ((float)Math.ScaleB(mantissas[i], (int)exponents[i])).ShouldBe(numbers[i]);
                mantissas[i].ShouldBeInRange(0.70710677f, 1.4142136f);
            }
        }

        static T ExponentOf<T>(T value)
            where T : struct, ISimd<T>
        {
            T.Split(value, out T exponent);
            return exponent;
        }
    }

    [Fact]
    public void ThePreferredWidthIsThatOfTheMachine() =>
        SimdWidth.Preferred.ShouldBe(Avx512F.IsSupported ? 16 : Avx2.IsSupported ? 8 : 4);

    private static string Describe(int index) =>
        $"{Widths.Special[index % Widths.Special.Length]:G9} and {Widths.Special[index / Widths.Special.Length]:G9}";

    private static float[] Apply<T>(string name)
        where T : struct, ISimd<T>
    {
        T one = T.Create(1f), two = T.Create(2f), zero = T.Create(0f);
        Func<T, T, T> operation = name switch
        {
            "Add" => (x, y) => x + y,
            "Subtract" => (x, y) => x - y,
            "Multiply" => (x, y) => x * y,
            "Divide" => (x, y) => x / y,
            "Negate" => (x, _) => -x,
            "Min" => T.Min,
            "Max" => T.Max,
            "Abs" => (x, _) => T.Abs(x),
            "CopySign" => T.CopySign,
            "Sqrt" => (x, _) => T.Sqrt(x),
            "Floor" => (x, _) => T.Floor(x),
            "Clamp" => (x, y) => T.Select(T.IsNaN(y), zero, T.Clamp(x, y, T.Max(y, two))),
            "LessThan" => (x, y) => T.Select(T.LessThan(x, y), one, two),
            "LessThanOrEqual" => (x, y) => T.Select(T.LessThanOrEqual(x, y), one, two),
            "Equal" => (x, y) => T.Select(T.Equal(x, y), one, two),
            "NotEqual" => (x, y) => T.Select(T.NotEqual(x, y), one, two),
            "IsNaN" => (x, _) => T.Select(T.IsNaN(x), one, two),
            "And" => (x, y) => T.Select(T.LessThan(x, one) & T.LessThan(y, one), one, two),
            "Or" => (x, y) => T.Select(T.LessThan(x, one) | T.LessThan(y, one), one, two),
            "Not" => (x, _) => T.Select(~T.LessThan(x, one), one, two),
            "Scale" => (x, y) => T.Select(T.IsNaN(y), zero, T.Scale(x, T.Clamp(T.Floor(y), T.Create(-250f), T.Create(250f)))),
            "Pow" => T.Pow,
            _ => throw new ArgumentException(name),
        };
        return Widths.Pairs(operation, Widths.Special);
    }
}

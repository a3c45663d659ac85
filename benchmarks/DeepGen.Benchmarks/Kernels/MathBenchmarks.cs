using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using DeepGen.Runtime;

namespace DeepGen.Benchmarks.Kernels;

/// <summary>The transcendental functions of the kernels, over an array, in the widest vectors of the machine.</summary>
[Config(typeof(RateConfig))]
public class MathBenchmarks
{
    private readonly AlignedBuffer x = new(0);
    private readonly AlignedBuffer y = new(0);

    private delegate void Pass(ref float source, ref float destination, nint count);

    /// <summary>The elements: in the first-level cache, and in the third.</summary>
    public static IEnumerable<ElementWork> Sizes => [new(4 << 10), new(1 << 20)];

    /// <summary>The elements.</summary>
    [ParamsSource(nameof(Sizes))]
    public ElementWork Count { get; set; } = null!;

    /// <summary>Numbers from -4 to 4.</summary>
    [GlobalSetup]
    public void Setup()
    {
        x.Resize(Count.Value);
        y.Resize(Count.Value);
        var random = new Random(1);
        foreach (ref float value in x.All) value = (8 * random.NextSingle()) - 4;
    }

    /// <summary>The exponential.</summary>
    [Benchmark]
    public void Exp() => Run(Apply<Simd16, ExpOf>, Apply<Simd8, ExpOf>, Apply<Simd4, ExpOf>);

    /// <summary>The hyperbolic tangent.</summary>
    [Benchmark]
    public void Tanh() => Run(Apply<Simd16, TanhOf>, Apply<Simd8, TanhOf>, Apply<Simd4, TanhOf>);

    /// <summary>The logistic function.</summary>
    [Benchmark]
    public void Sigmoid() => Run(Apply<Simd16, SigmoidOf>, Apply<Simd8, SigmoidOf>, Apply<Simd4, SigmoidOf>);

    /// <summary>GELU, by the error function.</summary>
    [Benchmark]
    public void Gelu() => Run(Apply<Simd16, GeluOf>, Apply<Simd8, GeluOf>, Apply<Simd4, GeluOf>);

    private void Run(Pass wide, Pass half, Pass quarter)
    {
        var pass = SimdWidth.Preferred switch { 16 => wide, 8 => half, _ => quarter };
        pass(ref x.At(0), ref y.At(0), Count.Value);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply<T, TFunction>(ref float source, ref float destination, nint count)
        where T : struct, ISimd<T>
        where TFunction : IFunction
    {
        for (nint i = 0; i < count; i += T.Width) T.Store(TFunction.Of(T.Load(ref source, i)), ref destination, i);
    }

    private interface IFunction
    {
        static abstract T Of<T>(T x)
            where T : struct, ISimd<T>;
    }

    private readonly struct ExpOf : IFunction
    {
        public static T Of<T>(T x)
            where T : struct, ISimd<T> => T.Exp(x);
    }

    private readonly struct TanhOf : IFunction
    {
        public static T Of<T>(T x)
            where T : struct, ISimd<T> => T.Tanh(x);
    }

    private readonly struct SigmoidOf : IFunction
    {
        public static T Of<T>(T x)
            where T : struct, ISimd<T> => T.Sigmoid(x);
    }

    private readonly struct GeluOf : IFunction
    {
        public static T Of<T>(T x)
            where T : struct, ISimd<T> => T.Create(0.5f) * x * (T.Create(1) + T.Erf(x * T.Create(0.70710678f)));
    }

    /// <summary>Some elements.</summary>
    /// <param name="Value">How many.</param>
    public sealed record ElementWork(int Value) : IWork
    {
        /// <inheritdoc/>
        public double Elements => Value;

        /// <inheritdoc/>
        public override string ToString() => $"{Value >> 10}K";
    }
}

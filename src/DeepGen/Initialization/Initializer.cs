using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DeepGen.Runtime;

namespace DeepGen;

/// <summary>
/// What a parameter holds at first. The numbers follow from the model's seed and the parameter's name alone, so that adding a layer
/// changes no other layer's.
/// </summary>
public sealed class Initializer
{
    // The third and fourth words of the generator's counter: a step's streams, whose fourth word counts steps, never get here.
    private const uint Domain = 0x494E4954;

    private readonly Distribution distribution;
    private readonly Func<Fans, (double Location, double Scale)> parameters;
    private readonly float[] values = [];

    private Initializer(Distribution distribution, Func<Fans, (double Location, double Scale)> parameters)
    {
        this.distribution = distribution;
        this.parameters = parameters;
    }

    private Initializer(float[] values)
        : this(Distribution.Values, _ => default) => this.values = values;

    private enum Distribution
    {
        Constant,
        Uniform,
        Normal,
        Values,
    }

    /// <summary>PyTorch's default for the weight of a linear or convolution layer: Kaiming uniform with a slope of sqrt(5).</summary>
    public static Initializer DefaultWeight { get; } = KaimingUniform(Math.Sqrt(5));

    /// <summary>All 0.</summary>
    public static Initializer Zeros { get; } = Constant(0);

    /// <summary>All 1.</summary>
    public static Initializer Ones { get; } = Constant(1);

    /// <summary>PyTorch's default for the bias of a linear or convolution layer: uniform within 1 / sqrt(fan in).</summary>
    /// <param name="fanIn">The inputs of a unit of the layer's weight; 0 gives zeros.</param>
    public static Initializer DefaultBias(int fanIn)
    {
        double bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
        return Uniform(-bound, bound);
    }

    /// <summary>One number.</summary>
    /// <param name="value">The number.</param>
    public static Initializer Constant(double value) => new(Distribution.Constant, _ => (value, 0));

    /// <summary>The given numbers.</summary>
    /// <param name="values">The numbers, row by row; as many as the tensor has.</param>
    public static Initializer Values(params float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new([.. values]);
    }

    /// <summary>Uniform numbers.</summary>
    /// <param name="low">The lower bound, included.</param>
    /// <param name="high">The upper bound.</param>
    public static Initializer Uniform(double low, double high) => new(Distribution.Uniform, _ => (low, high - low));

    /// <summary>Normal numbers.</summary>
    /// <param name="mean">The mean.</param>
    /// <param name="deviation">The standard deviation.</param>
    public static Initializer Normal(double mean = 0, double deviation = 1) => new(Distribution.Normal, _ => (mean, deviation));

    /// <summary>He's uniform initialisation, <c>kaiming_uniform_</c>: within gain * sqrt(3 / fan).</summary>
    /// <param name="slope">The slope of the leaky rectifier that follows; 0 for a rectifier.</param>
    /// <param name="mode">Which fan.</param>
    /// <param name="nonlinearity">What follows the layer.</param>
    public static Initializer KaimingUniform(
        double slope = 0, FanMode mode = FanMode.FanIn, Nonlinearity nonlinearity = Nonlinearity.LeakyReLU) =>
        new(Distribution.Uniform, fans => Symmetric(Math.Sqrt(3) * Gain(nonlinearity, slope) / Math.Sqrt(fans.Of(mode))));

    /// <summary>He's normal initialisation, <c>kaiming_normal_</c>: a standard deviation of gain / sqrt(fan).</summary>
    /// <param name="slope">The slope of the leaky rectifier that follows; 0 for a rectifier.</param>
    /// <param name="mode">Which fan.</param>
    /// <param name="nonlinearity">What follows the layer.</param>
    public static Initializer KaimingNormal(
        double slope = 0, FanMode mode = FanMode.FanIn, Nonlinearity nonlinearity = Nonlinearity.LeakyReLU) =>
        new(Distribution.Normal, fans => (0, Gain(nonlinearity, slope) / Math.Sqrt(fans.Of(mode))));

    /// <summary>Glorot's uniform initialisation, <c>xavier_uniform_</c>: within gain * sqrt(6 / (fan in + fan out)).</summary>
    /// <param name="gain">The gain.</param>
    public static Initializer XavierUniform(double gain = 1) =>
        new(Distribution.Uniform, fans => Symmetric(gain * Math.Sqrt(6.0 / (fans.In + fans.Out))));

    /// <summary>
    /// Glorot's normal initialisation, <c>xavier_normal_</c>: a standard deviation of gain * sqrt(2 / (fan in + fan out)).
    /// </summary>
    /// <param name="gain">The gain.</param>
    public static Initializer XavierNormal(double gain = 1) =>
        new(Distribution.Normal, fans => (0, gain * Math.Sqrt(2.0 / (fans.In + fans.Out))));

    /// <summary>The factor that keeps the variance through a nonlinearity, as PyTorch's <c>calculate_gain</c>.</summary>
    /// <param name="nonlinearity">What follows the layer.</param>
    /// <param name="slope">The slope of a leaky rectifier.</param>
    public static double Gain(Nonlinearity nonlinearity, double slope = 0.01) => nonlinearity switch
    {
        Nonlinearity.Tanh => 5.0 / 3,
        Nonlinearity.ReLU => Math.Sqrt(2),
        Nonlinearity.LeakyReLU => Math.Sqrt(2 / (1 + (slope * slope))),
        Nonlinearity.SELU => 3.0 / 4,
        _ => 1,
    };

    /// <summary>Writes the initial numbers of a tensor.</summary>
    /// <param name="destination">Receives them.</param>
    /// <param name="shape">The extents of the tensor: outputs, inputs, then the extents of a kernel.</param>
    /// <param name="seed">The model's seed.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <exception cref="ArgumentException">
    /// The initialiser depends on fans, and the tensor has fewer than two extents; or it is of another count of numbers.
    /// </exception>
    public void Fill(Span<float> destination, ReadOnlySpan<int> shape, ulong seed, string name)
    {
        if (distribution == Distribution.Values)
        {
            FlatLayout.CheckLength(name, shape, values.Length, destination.Length);
            values.CopyTo(destination);
            return;
        }

        (double location, double scale) = parameters(new Fans(shape, name));
        if (distribution == Distribution.Constant)
        {
            destination.Fill((float)location);
            return;
        }

        ulong mixed = Mix(seed + Mix(NameHash(name)));
        var key = new RandomKey((uint)mixed, (uint)(mixed >> 32), Domain, uint.MaxValue);
        if (distribution == Distribution.Uniform)
        {
            FillUniform(destination, key, location, scale);
            return;
        }

        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = (float)(location + (scale * StandardNormal(key, (ulong)i)));
        }
    }

    /// <summary>The numbers of <see cref="Philox.Uniform"/>, moved and scaled in double precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillUniform(Span<float> destination, RandomKey key, double location, double scale)
    {
        Vector512<double> locations = Vector512.Create(location), scales = Vector512.Create(scale);
        ref float start = ref MemoryMarshal.GetReference(destination);
        int i = 0;
        for (; i <= destination.Length - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            (Vector512<double> lower, Vector512<double> upper) = Vector512.Widen(PhiloxVector.Uniform512(key, i, 1));
            Vector512.Narrow(locations + (scales * lower), locations + (scales * upper)).StoreUnsafe(ref start, (nuint)i);
        }

        for (; i < destination.Length; i++)
        {
            destination[i] = (float)(location + (scale * Philox.Uniform(key, (ulong)i)));
        }
    }

    private static (double Location, double Scale) Symmetric(double bound) => (-bound, 2 * bound);

    /// <summary>The method of Box and Muller, on 32 bits each.</summary>
    private static double StandardNormal(RandomKey key, ulong element)
    {
        (uint word0, uint word1, _, _) = Philox.Next(key, element);
        double radius = Math.Sqrt(-2 * Math.Log((word0 + 1.0) / 4294967296.0));
        return radius * Math.Cos(2 * Math.PI * (word1 / 4294967296.0));
    }

    /// <summary>FNV-1a over the characters.</summary>
    private static ulong NameHash(string name)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in name)
        {
            hash = (hash ^ c) * 1099511628211;
        }

        return hash;
    }

    /// <summary>A bijection of 64 bits that spreads every bit (the finaliser of MurmurHash3).</summary>
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 33)) * 0xFF51AFD7ED558CCD;
        value = (value ^ (value >> 33)) * 0xC4CEB9FE1A85EC53;
        return value ^ (value >> 33);
    }

    /// <summary>The inputs and outputs of one unit; asking for them needs a tensor of at least two extents.</summary>
    private readonly struct Fans
    {
        private readonly int inValue;
        private readonly int outValue;
        private readonly string name;

        public Fans(ReadOnlySpan<int> shape, string name)
        {
            this.name = name;
            if (shape.Length >= 2)
            {
                int kernel = 1;
                foreach (int extent in shape[2..])
                {
                    kernel *= extent;
                }

                inValue = shape[1] * kernel;
                outValue = shape[0] * kernel;
            }
        }

        public int In => Checked(inValue);

        public int Out => Checked(outValue);

        public int Of(FanMode mode) => mode == FanMode.FanIn ? In : Out;

        private int Checked(int fan) => fan > 0 ? fan : throw new ArgumentException(
            $"Parameter '{name}' has no inputs to count for its initialiser; " +
            "give it at least two extents of 1 or more, or another initialiser.");
    }
}

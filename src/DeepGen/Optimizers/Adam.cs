using System.Runtime.CompilerServices;
using DeepGen.Runtime;

namespace DeepGen;

/// <summary>
/// Adam, as PyTorch's: <c>g = gradient + weightDecay * p</c>, running averages <c>m</c> of <c>g</c> and <c>v</c> of <c>g * g</c>, and
/// <c>p = p - learningRate / (1 - beta1^t) * m / (sqrt(v / (1 - beta2^t)) + epsilon)</c>.
/// </summary>
public class Adam : Optimizer
{
    private static readonly PreparedOnce Prepared = new();

    private readonly AlignedBuffer mean;
    private readonly AlignedBuffer square;
    private readonly AlignedBuffer? largest;
    private readonly bool decoupled;
    private double beta1;
    private double beta2;
    private Coefficients coefficients;

    /// <summary>Makes the optimizer.</summary>
    /// <param name="parameters">The parameters that it changes.</param>
    /// <param name="learningRate">The learning rate, 0 or more.</param>
    /// <param name="beta1">How much of the average gradient a step keeps.</param>
    /// <param name="beta2">How much of the average squared gradient a step keeps.</param>
    /// <param name="epsilon">Added to the root, against a division by zero; 0 or more.</param>
    /// <param name="weightDecay">The factor of the parameter in its gradient (an L2 penalty), 0 or more.</param>
    /// <param name="amsgrad">Whether to divide by the largest average squared gradient so far.</param>
    /// <param name="maximize">Whether to climb instead.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public Adam(
        ParameterSet parameters,
        double learningRate = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        double weightDecay = 0,
        bool amsgrad = false,
        bool maximize = false)
        : this(parameters, learningRate, beta1, beta2, epsilon, weightDecay, amsgrad, maximize, decoupled: false)
    {
    }

    // Where an optimizer is made, its insides are not to be compiled once more.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private protected Adam(
        ParameterSet parameters,
        double learningRate,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        bool amsgrad,
        bool maximize,
        bool decoupled)
        : base(parameters, learningRate)
    {
        Beta1 = beta1;
        Beta2 = beta2;
        Epsilon = NotNegative(epsilon, nameof(epsilon));
        WeightDecay = NotNegative(weightDecay, nameof(weightDecay));
        Maximize = maximize;
        this.decoupled = decoupled;
        mean = AddBuffer("exp_avg");
        square = AddBuffer("exp_avg_sq");
        largest = amsgrad ? AddBuffer("max_exp_avg_sq") : null;
        PrepareKernel(Run, Prepared);
    }

    /// <summary>How much of the average gradient a step keeps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in [0, 1).</exception>
    public double Beta1
    {
        get => beta1;
        set => beta1 = BelowOne(value, nameof(Beta1));
    }

    /// <summary>How much of the average squared gradient a step keeps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in [0, 1).</exception>
    public double Beta2
    {
        get => beta2;
        set => beta2 = BelowOne(value, nameof(Beta2));
    }

    /// <summary>What is added to the root.</summary>
    public double Epsilon { get; private set; }

    /// <summary>The weight decay.</summary>
    public double WeightDecay { get; private set; }

    /// <summary>Whether a step divides by the largest average squared gradient so far.</summary>
    public bool Amsgrad => largest is not null;

    /// <summary>Whether the step climbs.</summary>
    public bool Maximize { get; }

    internal override IReadOnlyList<string> FixedOptions => ["amsgrad", "maximize"];

    /// <inheritdoc/>
    protected internal override void SaveOptions(IDictionary<string, double> options)
    {
        base.SaveOptions(options);
        options["beta1"] = Beta1;
        options["beta2"] = Beta2;
        options["epsilon"] = Epsilon;
        options["weight_decay"] = WeightDecay;
        options["amsgrad"] = Amsgrad ? 1 : 0;
        options["maximize"] = Maximize ? 1 : 0;
    }

    /// <inheritdoc/>
    protected internal override void LoadOptions(IReadOnlyDictionary<string, double> options)
    {
        base.LoadOptions(options);
        Beta1 = options["beta1"];
        Beta2 = options["beta2"];
        Epsilon = options["epsilon"];
        WeightDecay = options["weight_decay"];
    }

    /// <inheritdoc/>
    protected override void Prepare()
    {
        double correction1 = 1 - Math.Pow(Beta1, StepCount);
        double correction2 = 1 - Math.Pow(Beta2, StepCount);
        coefficients = new Coefficients(
            Rate: (float)(-LearningRate / correction1),
            Root: (float)(1 / Math.Sqrt(correction2)),
            Epsilon: (float)Epsilon,
            Sign: Maximize ? -1 : 1,
            Add1: (float)(1 - Beta1),
            Keep2: (float)Beta2,
            Add2: (float)(1 - Beta2),
            Decay: decoupled ? 0 : (float)WeightDecay,
            Shrink: decoupled ? (float)(1 - (LearningRate * WeightDecay)) : 1);
    }

    /// <inheritdoc/>
    internal override bool TryUpdate(DevicePasses device)
    {
        // A class of one's own may have its own Update.
        if (GetType() != typeof(Adam) && GetType() != typeof(AdamW))
        {
            return false;
        }

        Coefficients c = coefficients;
        device.Update(
            Amsgrad ? FlatKernel.AdamLargest : FlatKernel.Adam,
            this,
            [c.Rate, c.Root, c.Epsilon, c.Sign, c.Add1, c.Keep2, c.Add2, c.Decay, c.Shrink]);
        return true;
    }

    /// <inheritdoc/>
    protected override void Update(nint begin, nint end) => Run(begin, end);

    private void Run(nint begin, nint end)
    {
        switch (SimdWidth.Preferred)
        {
            case 16:
                Pass<Simd16>(begin, end);
                break;
            case 8:
                Pass<Simd8>(begin, end);
                break;
            default:
                Pass<Simd4>(begin, end);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pass<TSimd>(nint begin, nint end)
        where TSimd : struct, ISimd<TSimd>
    {
        Coefficients coefficients = this.coefficients;
        var streams = new Streams(ref Value(0), ref Gradient(0), ref mean.At(0), ref square.At(0));
        nint i = begin;
        for (; i <= end - TSimd.Width; i += TSimd.Width)
        {
            Move<TSimd>(in coefficients, in streams, i);
        }

        for (; i < end; i++)
        {
            Move<Simd1>(in coefficients, in streams, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Move<TSimd>(in Coefficients coefficients, in Streams streams, nint i)
        where TSimd : struct, ISimd<TSimd>
    {
        TSimd parameter = TSimd.Load(in streams.Parameters, i), gradient = TSimd.Load(in streams.Gradients, i);
        TSimd mean = TSimd.Load(in streams.Means, i), square = TSimd.Load(in streams.Squares, i);
        Average(in coefficients, parameter, gradient, ref mean, ref square);
        TSimd.Store(mean, ref streams.Means, i);
        TSimd.Store(square, ref streams.Squares, i);
        if (largest is not null)
        {
            square = TSimd.Max(TSimd.Load(in largest.At(0), i), square);
            TSimd.Store(square, ref largest.At(0), i);
        }

        TSimd.Store(Moved(in coefficients, parameter, mean, square), ref streams.Parameters, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Average<TSimd>(in Coefficients c, TSimd parameter, TSimd gradient, ref TSimd mean, ref TSimd square)
        where TSimd : struct, ISimd<TSimd>
    {
        TSimd decayed = TSimd.MultiplyAdd(TSimd.Create(c.Decay), parameter, gradient * TSimd.Create(c.Sign));
        mean = Moments.Flush(TSimd.MultiplyAdd(TSimd.Create(c.Add1), decayed - mean, mean));
        square = Moments.Flush(TSimd.MultiplyAdd(TSimd.Create(c.Keep2), square, TSimd.Create(c.Add2) * decayed * decayed));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TSimd Moved<TSimd>(in Coefficients c, TSimd parameter, TSimd mean, TSimd square)
        where TSimd : struct, ISimd<TSimd>
    {
        TSimd root = TSimd.MultiplyAdd(TSimd.Sqrt(square), TSimd.Create(c.Root), TSimd.Create(c.Epsilon));
        return TSimd.MultiplyAdd(TSimd.Create(c.Rate), mean / root, parameter * TSimd.Create(c.Shrink));
    }

    /// <summary>Where the flat buffers of a pass start.</summary>
    private readonly ref struct Streams(ref float parameters, ref float gradients, ref float means, ref float squares)
    {
        public readonly ref float Parameters = ref parameters;
        public readonly ref float Gradients = ref gradients;
        public readonly ref float Means = ref means;
        public readonly ref float Squares = ref squares;
    }

    /// <summary>What all elements of a pass share.</summary>
    private readonly record struct Coefficients(
        float Rate, float Root, float Epsilon, float Sign, float Add1, float Keep2, float Add2, float Decay, float Shrink);
}

using System.Runtime.CompilerServices;
using DeepGen.Runtime;

namespace DeepGen;

/// <summary>
/// Stochastic gradient descent with momentum, as PyTorch's <c>SGD</c>: <c>g = gradient + weightDecay * p</c>,
/// <c>v = momentum * v + (1 - dampening) * g</c> (<c>v = g</c> in the first step), <c>p = p - learningRate * v</c>, where Nesterov's form
/// takes <c>g + momentum * v</c> in the place of the last <c>v</c>.
/// </summary>
public sealed class SGD : Optimizer
{
    private static readonly PreparedOnce Prepared = new();

    private readonly AlignedBuffer? velocity;
    private double momentum;
    private Coefficients coefficients;

    /// <summary>Makes the optimizer.</summary>
    /// <param name="parameters">The parameters that it changes.</param>
    /// <param name="learningRate">The learning rate, 0 or more.</param>
    /// <param name="momentum">The part of the velocity that a step keeps; 0 for none.</param>
    /// <param name="dampening">The part of the gradient that does not go into the velocity.</param>
    /// <param name="weightDecay">The factor of the parameter in its gradient (an L2 penalty), 0 or more.</param>
    /// <param name="nesterov">Whether to look ahead by the velocity; needs a momentum and no dampening.</param>
    /// <param name="maximize">Whether to climb instead.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public SGD(
        ParameterSet parameters,
        double learningRate = 1e-3,
        double momentum = 0,
        double dampening = 0,
        double weightDecay = 0,
        bool nesterov = false,
        bool maximize = false)
        : base(parameters, learningRate)
    {
        if (nesterov && (momentum <= 0 || dampening != 0))
        {
            throw new ArgumentException("Nesterov's form needs a momentum above 0 and a dampening of 0.", nameof(nesterov));
        }

        this.momentum = NotNegative(momentum, nameof(momentum));
        velocity = momentum > 0 ? AddBuffer("momentum_buffer") : null;
        Dampening = dampening;
        WeightDecay = NotNegative(weightDecay, nameof(weightDecay));
        Nesterov = nesterov;
        Maximize = maximize;
        PrepareKernel(Run, Prepared);
    }

    /// <summary>The part of the velocity that a step keeps.</summary>
    /// <exception cref="ArgumentException">The optimizer was made without momentum, and the value is not 0.</exception>
    public double Momentum
    {
        get => momentum;
        set => momentum = velocity is not null || value == 0
            ? NotNegative(value, nameof(Momentum))
            : throw new ArgumentException("The optimizer was made without momentum; give one to its constructor.", nameof(value));
    }

    /// <summary>The part of the gradient that does not go into the velocity.</summary>
    public double Dampening { get; private set; }

    /// <summary>The factor of the parameter in its gradient.</summary>
    public double WeightDecay { get; private set; }

    /// <summary>Whether the step looks ahead by the velocity.</summary>
    public bool Nesterov { get; }

    /// <summary>Whether the step climbs.</summary>
    public bool Maximize { get; }

    internal override IReadOnlyList<string> FixedOptions => ["maximize", "nesterov"];

    /// <inheritdoc/>
    protected internal override void SaveOptions(IDictionary<string, double> options)
    {
        base.SaveOptions(options);
        options["momentum"] = Momentum;
        options["dampening"] = Dampening;
        options["weight_decay"] = WeightDecay;
        options["nesterov"] = Nesterov ? 1 : 0;
        options["maximize"] = Maximize ? 1 : 0;
    }

    /// <inheritdoc/>
    protected internal override void LoadOptions(IReadOnlyDictionary<string, double> options)
    {
        base.LoadOptions(options);
        Momentum = options["momentum"];
        Dampening = options["dampening"];
        WeightDecay = options["weight_decay"];
    }

    /// <inheritdoc/>
    protected override void Prepare() => coefficients = new Coefficients(
        Rate: (float)-LearningRate,
        Sign: Maximize ? -1 : 1,
        Decay: (float)WeightDecay,
        Keep: (float)Momentum,

        // The velocity is zero before the first step, which takes the gradient undamped.
        Add: StepCount == 1 ? 1 : (float)(1 - Dampening));

    /// <inheritdoc/>
    internal override bool TryUpdate(DevicePasses device)
    {
        Coefficients c = coefficients;
        if (velocity is null)
        {
            device.Update(FlatKernel.Sgd, this, [c.Rate, c.Sign, c.Decay]);
        }
        else
        {
            device.Update(FlatKernel.SgdMomentum, this, [c.Rate, c.Sign, c.Decay, c.Keep, c.Add, Nesterov ? 1 : 0]);
        }

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
        ref float parameters = ref Value(0);
        ref float gradients = ref Gradient(0);
        nint i = begin;
        for (; i <= end - TSimd.Width; i += TSimd.Width)
        {
            Move<TSimd>(in coefficients, ref parameters, in gradients, i);
        }

        for (; i < end; i++)
        {
            Move<Simd1>(in coefficients, ref parameters, in gradients, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Move<TSimd>(in Coefficients coefficients, ref float parameters, ref readonly float gradients, nint i)
        where TSimd : struct, ISimd<TSimd>
    {
        TSimd parameter = TSimd.Load(in parameters, i);
        TSimd gradient = Decayed(in coefficients, parameter, TSimd.Load(in gradients, i));
        if (velocity is not null)
        {
            TSimd velocity = Velocity(in coefficients, TSimd.Load(in this.velocity.At(0), i), gradient);
            TSimd.Store(velocity, ref this.velocity.At(0), i);
            gradient = Direction(in coefficients, velocity, gradient);
        }

        TSimd.Store(TSimd.MultiplyAdd(TSimd.Create(coefficients.Rate), gradient, parameter), ref parameters, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TSimd Decayed<TSimd>(in Coefficients coefficients, TSimd parameter, TSimd gradient)
        where TSimd : struct, ISimd<TSimd> =>
        TSimd.MultiplyAdd(TSimd.Create(coefficients.Decay), parameter, gradient * TSimd.Create(coefficients.Sign));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TSimd Velocity<TSimd>(in Coefficients coefficients, TSimd velocity, TSimd gradient)
        where TSimd : struct, ISimd<TSimd> =>
        Moments.Flush(TSimd.MultiplyAdd(TSimd.Create(coefficients.Keep), velocity, gradient * TSimd.Create(coefficients.Add)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TSimd Direction<TSimd>(in Coefficients coefficients, TSimd velocity, TSimd gradient)
        where TSimd : struct, ISimd<TSimd> =>
        Nesterov ? TSimd.MultiplyAdd(TSimd.Create(coefficients.Keep), velocity, gradient) : velocity;

    /// <summary>What all elements of a pass share.</summary>
    private readonly record struct Coefficients(float Rate, float Sign, float Decay, float Keep, float Add);
}

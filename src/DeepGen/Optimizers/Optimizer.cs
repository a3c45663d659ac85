using DeepGen.Runtime;

namespace DeepGen;

/// <summary>
/// Changes parameters by their gradients: one vectorised pass over the flat buffers, split over the model's threads, with the same bits
/// for any number of threads. A class of one's own implements <see cref="Update"/>, which runs on the processor: of a model on a device
/// the parameters and gradients are copied for it in each step.
/// </summary>
public abstract class Optimizer : IDisposable
{
    // Elements of one item of work: large against a vector, small against a thread's share.
    private const int Block = 1024;

    // Reading three streams, writing two: about this many operations for each element.
    private const int CostPerElement = 4;

    private readonly KernelBody body;
    private readonly List<KeyValuePair<string, MirroredBuffer>> buffers = [];
    private Preparation? preparation;
    private double learningRate;
    private bool isStepped;
    private bool disposed;

    /// <summary>Makes an optimizer.</summary>
    /// <param name="parameters">The parameters that it changes.</param>
    /// <param name="learningRate">The learning rate, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is negative or not a number.</exception>
    protected Optimizer(ParameterSet parameters, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Parameters = parameters;
        LearningRate = learningRate;
        body = (_, begin, end) => UpdateTrained(begin * Block, nint.Min(end * Block, Parameters.Store.Values.Length));
    }

    /// <summary>The parameters that the optimizer changes.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>The learning rate of the next step. A schedule sets it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not a number.</exception>
    public double LearningRate
    {
        get => learningRate;
        set => learningRate = NotNegative(value, nameof(LearningRate));
    }

    /// <summary>The steps taken so far, those with them that failed in the middle. Restored with a training state.</summary>
    public long StepCount { get; internal set; }

    /// <summary>Says in checkpoints whose state it is, as in "AdamW".</summary>
    public virtual string Name => GetType().Name;

    internal IReadOnlyList<KeyValuePair<string, MirroredBuffer>> Buffers => buffers;

    /// <summary>The options, of those saved, that only a constructor sets: 1 for yes and 0 for no. A load needs the same.</summary>
    internal virtual IReadOnlyList<string> FixedOptions => [];

    /// <summary>Changes the parameters by the gradients that the last Step left; frozen ones stay as they are, whatever decays.</summary>
    /// <remarks>
    /// A step that fails before it changes anything does not count: the next one is prepared with the same number. One that fails after
    /// that counts, and leaves a part of the parameters changed; go on from a checkpoint. It fails so where <see cref="Update"/> throws,
    /// and where a device fails after it has been given a part of the step, unless the host has the parameters and the optimizer's
    /// buffers as they were before: then they are sent again, and nothing has changed.
    /// </remarks>
    /// <exception cref="ObjectDisposedException">The optimizer or its model has been disposed.</exception>
    /// <exception cref="DeviceException">The device fails.</exception>
    public void Step()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        ObjectDisposedException.ThrowIf(Parameters.Model.IsDisposed, Parameters.Model);
        StepCount++;
        isStepped = false;
        try
        {
            Prepare();
            Parameters.Model.Passes.Update(this);
        }
        finally
        {
            if (isStepped)
            {
                Parameters.Store.MarkChanged();
            }
            else
            {
                StepCount--;
            }
        }
    }

    /// <summary>Ends the optimizer. Its parameters stay.</summary>
    public void Dispose()
    {
        if (!disposed)
        {
            disposed = true;
            preparation?.End();
            buffers.ForEach(static buffer => buffer.Value.Release());
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>The options that a checkpoint keeps, by name. An overriding method adds its own to those of the base.</summary>
    /// <param name="options">Receives them.</param>
    protected internal virtual void SaveOptions(IDictionary<string, double> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options["learning_rate"] = LearningRate;
    }

    /// <summary>Takes the options from a checkpoint, which holds all names that <see cref="SaveOptions"/> gives.</summary>
    /// <param name="options">The options by name.</param>
    protected internal virtual void LoadOptions(IReadOnlyDictionary<string, double> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        LearningRate = options["learning_rate"];
    }

    /// <summary>
    /// A buffer of zeros laid out as the parameters are, kept in checkpoints. For constructors; <see cref="Update"/> reads and writes it
    /// through <see cref="AlignedBuffer.At"/>, with the elements that it gets.
    /// </summary>
    /// <param name="name">Its name in checkpoints, as in "exp_avg".</param>
    protected AlignedBuffer AddBuffer(string name)
    {
        var buffer = new MirroredBuffer(Parameters.Store.Values.Length, Parameters.Model.DeviceSide, $"'{name}' of an optimizer");
        buffers.Add(new(name, buffer));
        return buffer.Host;
    }

    /// <summary>Runs the step as a kernel of a device; false where the optimizer has none, and its step runs on the host.</summary>
    internal virtual bool TryUpdate(DevicePasses device) => false;

    /// <summary>Says that the running step has changed something, or is about to: it counts, whether it comes to its end or not.</summary>
    internal void MarkStepped() => isStepped = true;

    /// <summary>Runs the step on the processor, over the host's side of what it reads and writes.</summary>
    internal void UpdateOnHost()
    {
        Parameters.Store.Values.Edit();
        Parameters.Store.Gradients.Read();
        for (int i = 0; i < buffers.Count; i++)
        {
            buffers[i].Value.Edit();
        }

        MarkStepped();
        nint blocks = (Parameters.Store.Values.Length + Block - 1) / Block;
        Parameters.Model.Team.Run(body, Parameters.Model.DefaultSession, blocks, Block * CostPerElement);
    }

    /// <summary>Computes what all elements of the coming pass share. <see cref="StepCount"/> counts it already.</summary>
    /// <remarks>
    /// Called again with the same count after a step that failed before it changed anything. Before <see cref="Update"/> is called, values
    /// and gradients of a model on a device are not on the host.
    /// </remarks>
    protected virtual void Prepare()
    {
    }

    /// <summary>Changes a range of the parameters. Called on several threads at once, for ranges that do not meet.</summary>
    /// <param name="begin">The first element.</param>
    /// <param name="end">The element after the last.</param>
    protected abstract void Update(nint begin, nint end);

    /// <summary>A parameter's place, for <see cref="Update"/>.</summary>
    /// <param name="element">The element.</param>
    protected ref float Value(nint element) => ref Parameters.Store.Values.Host.At(element);

    /// <summary>A gradient's place, for <see cref="Update"/>.</summary>
    /// <param name="element">The element.</param>
    protected ref float Gradient(nint element) => ref Parameters.Store.Gradients.Host.At(element);

    /// <summary>Has a step's pass compiled while the first training step runs. For constructors.</summary>
    /// <param name="pass">The pass over a range; none of it may be called later that an overriding class replaces.</param>
    /// <param name="once">Whether that has happened, for all optimizers with this pass.</param>
    private protected void PrepareKernel(Action<nint, nint> pass, PreparedOnce once)
    {
        WorkerTeam team = Parameters.Model.Team;
        if (Parameters.Model.DeviceSide is null && Preparation.Helps(team) && once.TryBegin())
        {
            preparation = new Preparation(null, () => [(_, begin, end) => pass(begin, end)], once);
            team.Prepare(preparation);
        }
    }

    private void UpdateTrained(nint begin, nint end)
    {
        foreach ((nint first, nint last) in Parameters.Store.TrainedRanges)
        {
            if (first < end && last > begin)
            {
                Update(nint.Max(begin, first), nint.Min(end, last));
            }
        }
    }

    private protected static double NotNegative(double value, string name)
    {
        if (!(value >= 0) || double.IsInfinity(value))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be a number of 0 or more.");
        }

        return value;
    }

    private protected static double BelowOne(double value, string name)
    {
        if (!(value >= 0 && value < 1))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least 0 and less than 1.");
        }

        return value;
    }
}

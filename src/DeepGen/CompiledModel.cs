using System.ComponentModel;
using System.Runtime.CompilerServices;
using DeepGen.Runtime;

namespace DeepGen;

/// <summary>
/// A compiled network: its parameters, its state and its programs. The class that the compiler writes for each model adds the typed
/// doors Predict, Evaluate and Step, and named parameters.
/// </summary>
/// <remarks>
/// Predict and Evaluate may run on several threads at once, each through a session of its own from <see cref="CreateSession"/>. Nothing
/// may run beside a Step, an optimizer's step or a Load, since these change what the others read.
/// </remarks>
public abstract partial class CompiledModel : IDisposable
{
    private readonly WorkerTeam? ownTeam;
    private readonly Session session;
    private MirroredBuffer? partialGradients;
    private Preparation? preparation;
    private volatile bool disposed;

    /// <summary>Makes the model, with its parameters initialised.</summary>
    /// <param name="definition">What the compiler found out about it.</param>
    /// <param name="device">Where it computes.</param>
    /// <param name="seed">Decides the initial parameters and every random number of training.</param>
    /// <exception cref="DeviceException">The device is not there, or the model has no kernels for it that it can compile.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected CompiledModel(ModelDefinition definition, Device device, ulong seed)
        : this(definition, device.Resolve(), null, seed)
    {
    }

    // Where a model is made, its insides are not to be compiled once more.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private protected CompiledModel(ModelDefinition definition, Device device, SharedDevice? shared, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(definition);
        Definition = definition;
        Device = device;
        Seed = seed;
        shared ??= device.IsProcessor ? null : SharedDevice.Open(device);
        DeviceSide = shared is null ? null : new ModelOnDevice(definition, shared);
        Programs = DeviceSide is null ? ModelPrograms.Of(definition) : ModelPrograms.Of(DeviceSide.Definition);
        Passes = DeviceSide is null ? new ProcessorPasses() : new DevicePasses(DeviceSide);
        Store = new ParameterStore(definition.Parameters, DeviceSide);
        ownTeam = device.Threads > 0 ? new WorkerTeam(device.Threads) : null;
        try
        {
            if (DeviceSide is null)
            {
                // The first call is likely to be a step where there can be one; another has its own kernels prepared when it comes.
                Prepare(Programs.Step ?? Programs.Predict);
            }

            Store.Initialize(seed);
            StateStore = new StateStore(definition, DeviceSide);
            Settings = new SettingSet(definition);
            Packs = new PackStore(definition.PackSizes);
            session = new Session(this);
            Parameters = new ParameterSet(this);
            State = new StateSet(this, StateStore);
        }
        catch
        {
            Release();
            throw;
        }
    }

    /// <summary>The name of the model's class.</summary>
    public string Name => Definition.Name;

    /// <summary>Where the model computes.</summary>
    public Device Device { get; }

    /// <summary>Decides every random number of training, together with <see cref="StepCount"/>. Restored with a training state.</summary>
    public ulong Seed { get; internal set; }

    /// <summary>The Steps taken so far. Restored with a training state.</summary>
    public long StepCount { get; internal set; }

    /// <summary>The parameters and their gradients.</summary>
    public virtual ParameterSet Parameters { get; }

    /// <summary>What is kept and saved but not trained: running statistics.</summary>
    public StateSet State { get; }

    /// <summary>The bytes of working memory that the model's own session holds now: 0 before its first call.</summary>
    public long ArenaBytes => (long)session.ArenaLength * sizeof(float);

    /// <summary>The numbers that may change between two calls. Restored with a training state.</summary>
    public SettingSet Settings { get; }

    internal ModelDefinition Definition { get; }

    /// <summary>What the doors run, where the model computes.</summary>
    internal ModelPrograms Programs { get; }

    /// <summary>What is done to flat buffers, where the model computes.</summary>
    internal FlatPasses Passes { get; }

    /// <summary>The model's side of its device; null on the processor.</summary>
    internal ModelOnDevice? DeviceSide { get; }

    internal ParameterStore Store { get; }

    internal StateStore StateStore { get; }

    internal PackStore Packs { get; }

    internal WorkerTeam Team => ownTeam ?? WorkerTeam.Shared;

    internal Session DefaultSession => session;

    internal bool IsDisposed => disposed;

    /// <summary>Makes working memory of its own for a concurrent caller of Predict or Evaluate.</summary>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    public Session CreateSession()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return new Session(this);
    }

    /// <summary>
    /// Waits until the model's device has done all that it was given, as whoever measures it does; on the processor there is nothing to
    /// wait for. What is read waits by itself.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    /// <exception cref="DeviceException">The device fails, or has failed in what it was given.</exception>
    public void Synchronize()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (DeviceSide is { } device)
        {
            lock (device.Gate)
            {
                device.Backend.Synchronize();
            }
        }
    }

    /// <summary>Ends the model and gives its working memory back. Its parameters stay readable; calls throw from now on.</summary>
    public void Dispose()
    {
        if (!disposed)
        {
            disposed = true;
            Release();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Has the kernels of a program of the processor compiled, in place of those of the program before, unless they have been already.
    /// </summary>
    internal void Prepare(ProgramDefinition program)
    {
        if (program.CanRehearse && Preparation.Helps(Team) && program.Prepared.TryBegin())
        {
            // Several threads may predict and evaluate at once: each ends what it has taken the place of.
            Preparation next = Preparation.Of(this, program);
            Interlocked.Exchange(ref preparation, next)?.End();
            Team.Prepare(next);
        }
    }

    /// <summary>Ends the threads and gives memory back; of a model that could not be made whole, those that it has.</summary>
    private void Release()
    {
        session?.Dispose();
        preparation?.End();
        ownTeam?.Dispose();
        Store.Values.Release();
        Store.Gradients.Release();
        StateStore?.Values.Release();
        partialGradients?.Release();
        (Passes as IDisposable)?.Dispose();
        DeviceSide?.Dispose();
    }

    /// <summary>The model's name and device.</summary>
    public override string ToString() => $"{Name} on {Device}";
}

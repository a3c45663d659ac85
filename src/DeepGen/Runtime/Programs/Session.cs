using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace DeepGen.Runtime;

/// <summary>
/// The working memory of one caller of a model. Several sessions share the model's parameters, so that several threads may predict at
/// once, each through its own; two calls on one session at the same time throw. The members are for generated code.
/// </summary>
public sealed partial class Session : IDisposable
{
    // More than any window is wide.
    private const nint RehearsedExtent = 1024;

    private readonly CompiledModel model;
    private readonly nint[] dims;
    private readonly BindingCache?[] caches = new BindingCache?[3];

    // Where programs run: one of the two.
    private readonly Execution execution;
    private readonly ProcessorExecution? processor;
    private readonly DeviceExecution? device;

    // What kernels of the processor work on, at hand.
    private readonly AlignedBuffer arena;
    private readonly AlignedBuffer parameters;
    private readonly AlignedBuffer state;
    private readonly AlignedBuffer settings;

    // Kernels in place of what runs them, in a rehearsal.
    private readonly List<KernelBody>? rehearsed;

    private nint[] offsets = [];
    private BoundProgram? bound;
    private int busy;
    private volatile bool disposed;

    internal Session(CompiledModel model)
    {
        this.model = model;
        dims = new nint[model.Definition.Dims.Length];
        if (model.DeviceSide is { } side)
        {
            execution = device = new DeviceExecution(this, side);
        }
        else
        {
            execution = processor = new ProcessorExecution(this);
        }

        arena = processor?.Arena ?? new AlignedBuffer(0);
        parameters = model.Store.Values.Host;
        Gradients = model.Store.Gradients.Host;
        state = model.StateStore.Values.Host;
        settings = model.Settings.Values;
    }

    /// <summary>
    /// Makes a session that rehearses a program: extents and addresses have no meaning, and kernels are not run but collected.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="program">The program, which may run here and no other.</param>
    /// <param name="kernels">Receives the kernels.</param>
    internal Session(CompiledModel model, ProgramDefinition program, List<KernelBody> kernels)
    {
        this.model = model;
        rehearsed = kernels;
        dims = new nint[model.Definition.Dims.Length];
        dims.AsSpan().Fill(RehearsedExtent);
        offsets = new nint[program.Buffers.Length];

        // One float, so that the debug mode guards what lies around it.
        arena = parameters = state = settings = Gradients = new AlignedBuffer(1);
        execution = null!;
    }

    /// <summary>The model that this session works for.</summary>
    public CompiledModel Model => model;

    /// <summary>Kernels launched since the session was made.</summary>
    internal long LaunchCount { get; set; }

    /// <summary>The floats of the arena.</summary>
    internal nint ArenaLength => execution.ArenaLength;

    /// <summary>The chain that runs on the processor.</summary>
    internal ChainRun Chain => processor!.Chain;

    /// <summary>The floats of the room of all threads.</summary>
    internal nint ScratchLength => processor?.ScratchLength ?? 0;

    /// <summary>Calls begun; an output is valid as long as this does not change.</summary>
    internal long Calls { get; private set; }

    internal Span<nint> Dims => dims;

    internal BoundProgram Bound => bound!;

    internal Execution Execution => execution;

    /// <summary>The gradients that the running program writes on the processor.</summary>
    internal AlignedBuffer Gradients { get; private set; }

    /// <summary>The start of a buffer of the running program.</summary>
    /// <param name="index">The buffer's place in the program's definition.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float Buffer(int index) => ref arena.At(offsets[index]);

    /// <summary>A place in the flat parameters.</summary>
    /// <param name="offset">In floats from the start.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float Parameter(nint offset) => ref parameters.At(offset);

    /// <summary>A place in the flat gradients that the running program writes.</summary>
    /// <param name="offset">In floats from the start.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float Gradient(nint offset) => ref Gradients.At(offset);

    /// <summary>A place in the flat state: running statistics.</summary>
    /// <param name="offset">In floats from the start.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float State(nint offset) => ref state.At(offset);

    /// <summary>A setting, as it is now.</summary>
    /// <param name="index">Its place in the model's definition.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float Setting(nint index) => ref settings.At(index);

    /// <summary>A run-time dimension of the running program.</summary>
    /// <param name="index">Its place in the model's definition.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Dim(int index) => dims[index];

    /// <summary>The random stream of one operation in this step of the model.</summary>
    /// <param name="path">A number for the declared place of the operation.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public RandomKey Key(uint path) => new(model.Seed, (ulong)model.StepCount, path);

    /// <summary>
    /// Launches a kernel over a range of items, split over the model's threads where that pays. Each of the launches that
    /// <see cref="Lifetime"/> counts comes here once at most.
    /// </summary>
    /// <param name="body">The kernel.</param>
    /// <param name="items">The number of items.</param>
    /// <param name="costPerItem">The cost of one item, in operations.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run(KernelBody body, nint items, nint costPerItem)
    {
        if (processor is null)
        {
            rehearsed!.Add(body);
            return;
        }

        LaunchCount++;
        processor.Run(body, items, costPerItem);
    }

    /// <summary>
    /// Launches a chain: parts that run one after another for each element of the batch, one element on a thread, or each part split over
    /// the threads where there are fewer elements than threads.
    /// </summary>
    /// <param name="body">The parts.</param>
    /// <param name="batch">The number of elements.</param>
    /// <param name="costs">What each part costs for one element, in operations.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void RunChain(ChainBody body, nint batch, ReadOnlySpan<long> costs)
    {
        if (processor is null)
        {
            rehearsed!.Add((session, _, _) =>
            {
                ChainShare share = ChainShare.None;
                body(session, 0, ref share);
            });
            return;
        }

        LaunchCount++;
        processor.RunChain(body, batch, costs);
    }

    /// <summary>
    /// Launches a kernel of the model's text for devices, after what was launched before. A launch of no groups does nothing.
    /// </summary>
    /// <param name="kernel">Its place among the kernels of the definition.</param>
    /// <param name="groups">How many groups it is run by.</param>
    /// <param name="memory">The memory that it works on, in the order of its parameters.</param>
    /// <param name="numbers">Its other arguments.</param>
    /// <exception cref="DeviceException">The device refuses it.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Launch(int kernel, DeviceGroups groups, ReadOnlySpan<DeviceMemory> memory, ReadOnlySpan<int> numbers)
    {
        LaunchCount++;
        device!.Launch(kernel, groups, memory, numbers);
    }

    /// <summary>Makes room that each thread of the next kernel has for itself.</summary>
    /// <param name="floats">The floats that a thread needs.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Reserve(nint floats) => processor?.Reserve(floats);

    /// <summary>The start of the room that the calling thread has for itself: what <see cref="Reserve"/> made.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ref float Scratch() => ref processor is null ? ref arena.At(0) : ref processor.Scratch();

    /// <summary>Whether a packed copy must be written before it is used; then <see cref="PackWritten"/> has to follow.</summary>
    /// <param name="pack">Its place in the model's definition.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool PackIsStale(int pack) => processor is null || processor.PackIsStale(pack);

    /// <summary>Says that a packed copy has been written.</summary>
    /// <param name="pack">Its place in the model's definition.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void PackWritten(int pack) => processor?.PackWritten(pack);

    /// <summary>The start of a packed copy.</summary>
    /// <param name="pack">Its place in the model's definition.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float Packed(int pack) => ref processor is null ? ref arena.At(0) : ref model.Packs.At(pack);

    /// <summary>Sets floats to zero.</summary>
    /// <param name="destination">The first of them.</param>
    /// <param name="count">How many.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Clear(ref float destination, nint count)
    {
        if (processor is not null)
        {
            Copies.Fill(ref destination, count, 0f);
        }
    }

    /// <summary>Sets the border around an array to zero.</summary>
    /// <param name="array">The array with its border.</param>
    /// <param name="extents">Its extents, with the border.</param>
    /// <param name="low">The border before the first element, for each axis.</param>
    /// <param name="high">The border behind the last element, for each axis.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void ClearHalo(ref float array, ReadOnlySpan<nint> extents, ReadOnlySpan<nint> low, ReadOnlySpan<nint> high)
    {
        if (processor is not null)
        {
            Halos.Clear(ref array, extents, low, high);
        }
    }

    /// <summary>Ends the session and gives its memory back. A call that is running on another thread finishes first.</summary>
    public void Dispose()
    {
        disposed = true;
        if (Interlocked.CompareExchange(ref busy, 1, 0) == 0)
        {
            Leave();
        }
    }
}

using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace DeepGen.Runtime;

/// <summary>
/// The working memory of one caller of a model. Several sessions share the model's parameters, so that several threads may predict at
/// once, each through its own; two calls on one session at the same time throw. The members are for generated code.
/// </summary>
public sealed partial class Session : IDisposable
{
    private readonly CompiledModel _model;
    private readonly AlignedBuffer _arena = new(0);
    private readonly nint[] _dims;
    private readonly BindingCache?[] _caches = new BindingCache?[3];

    private AlignedBuffer _gradients;
    private nint[] _offsets = [];
    private BoundProgram? _bound;
    private int _writingPack = -1;
    private long _writingVersion;
    private int _busy;
    private volatile bool _disposed;

    internal Session(CompiledModel model)
    {
        _model = model;
        _dims = new nint[model.Definition.Dims.Length];
        _gradients = model.Store.Gradients;
    }

    /// <summary>The model that this session works for.</summary>
    public CompiledModel Model => _model;

    /// <summary>Kernels launched since the session was made.</summary>
    internal long LaunchCount { get; private set; }

    /// <summary>The floats of the arena.</summary>
    internal nint ArenaLength => _arena.Length;

    /// <summary>Calls begun; an output is valid as long as this does not change.</summary>
    internal long Calls { get; private set; }

    internal Span<nint> Dims => _dims;

    internal BoundProgram Bound => _bound!;

    /// <summary>The start of a buffer of the running program.</summary>
    /// <param name="index">The buffer's place in the program's definition.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float Buffer(int index) => ref _arena.At(_offsets[index]);

    /// <summary>A place in the flat parameters.</summary>
    /// <param name="offset">In floats from the start.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float Parameter(nint offset) => ref _model.Store.Values.At(offset);

    /// <summary>A place in the flat gradients that the running program writes.</summary>
    /// <param name="offset">In floats from the start.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float Gradient(nint offset) => ref _gradients.At(offset);

    /// <summary>A place in the flat state: running statistics.</summary>
    /// <param name="offset">In floats from the start.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float State(nint offset) => ref _model.StateStore.Values.At(offset);

    /// <summary>A run-time dimension of the running program.</summary>
    /// <param name="index">Its place in the model's definition.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Dim(int index) => _dims[index];

    /// <summary>The random stream of one operation in this step of the model.</summary>
    /// <param name="path">A number for the declared place of the operation.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public RandomKey Key(uint path) => new(_model.Seed, (ulong)_model.StepCount, path);

    /// <summary>Launches a kernel over a range of items, split over the model's threads where that pays.</summary>
    /// <param name="body">The kernel.</param>
    /// <param name="items">The number of items.</param>
    /// <param name="costPerItem">The cost of one item, in operations.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Run(KernelBody body, nint items, nint costPerItem)
    {
        LaunchCount++;
        _model.Team.Run(body, this, items, costPerItem);
    }

    /// <summary>Whether a packed copy must be written before it is used; then <see cref="PackWritten"/> has to follow.</summary>
    /// <param name="pack">Its place in the model's definition.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool PackIsStale(int pack)
    {
        long version = _model.DerivedVersion;
        if (!_model.Packs.IsStale(pack, version))
        {
            return false;
        }

        // The version from before: a change during the writing makes the copy stale again.
        _writingVersion = version;
        _writingPack = pack;
        return true;
    }

    /// <summary>Says that a packed copy has been written.</summary>
    /// <param name="pack">Its place in the model's definition.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void PackWritten(int pack)
    {
        _writingPack = -1;
        _model.Packs.Finish(pack, _writingVersion);
    }

    /// <summary>The start of a packed copy.</summary>
    /// <param name="pack">Its place in the model's definition.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float Packed(int pack) => ref _model.Packs.At(pack);

    /// <summary>Ends the session and gives its memory back. A call that is running on another thread finishes first.</summary>
    public void Dispose()
    {
        _disposed = true;
        if (Interlocked.CompareExchange(ref _busy, 1, 0) == 0)
        {
            Leave();
        }
    }
}

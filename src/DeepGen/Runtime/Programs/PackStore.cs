namespace DeepGen.Runtime;

/// <summary>
/// Derived copies of a model's parameters: transposed, padded or folded with running statistics. They belong to the model, so that its
/// sessions share them, and carry the version of what they were made from.
/// </summary>
internal sealed class PackStore
{
    private readonly Lock _gate = new();
    private readonly nint[] _sizes;
    private readonly AlignedBuffer?[] _buffers;
    private readonly long[] _versions;

    public PackStore(nint[] sizes)
    {
        _sizes = sizes;
        _buffers = new AlignedBuffer?[sizes.Length];
        _versions = new long[sizes.Length];
    }

    /// <summary>
    /// Whether the pack must be written by the caller, who then holds the gate until <see cref="Finish"/>: of several sessions that find
    /// a pack stale, one writes it and the others wait.
    /// </summary>
    public bool IsStale(int pack, long version)
    {
        if (Volatile.Read(ref _versions[pack]) == version)
        {
            return false;
        }

        _gate.Enter();
        if (_versions[pack] == version)
        {
            _gate.Exit();
            return false;
        }

        _buffers[pack] ??= new AlignedBuffer(_sizes[pack]);
        return true;
    }

    public void Finish(int pack, long version)
    {
        Volatile.Write(ref _versions[pack], version);
        _gate.Exit();
    }

    /// <summary>Gives up writing a pack, which stays stale.</summary>
    public void Abandon(int pack)
    {
        _versions[pack] = 0;
        _gate.Exit();
    }

    public ref float At(int pack) => ref _buffers[pack]!.At(0);
}

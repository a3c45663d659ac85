namespace DeepGen.Runtime;

/// <summary>
/// Copies of a model's parameters in the order in which kernels read them. They belong to the model, so that its sessions share them, and
/// carry the version of the parameters that they were made from.
/// </summary>
internal sealed class PackStore
{
    private readonly Lock gate = new();
    private readonly nint[] sizes;
    private readonly AlignedBuffer?[] buffers;
    private readonly long[] versions;

    public PackStore(nint[] sizes)
    {
        this.sizes = sizes;
        buffers = new AlignedBuffer?[sizes.Length];
        versions = new long[sizes.Length];
    }

    /// <summary>
    /// Whether the pack must be written by the caller, who then holds the gate until <see cref="Finish"/>: of several sessions that find
    /// a pack stale, one writes it and the others wait.
    /// </summary>
    public bool IsStale(int pack, long version)
    {
        if (Volatile.Read(ref versions[pack]) == version)
        {
            return false;
        }

        gate.Enter();
        if (versions[pack] == version)
        {
            gate.Exit();
            return false;
        }

        buffers[pack] ??= new AlignedBuffer(sizes[pack]);
        return true;
    }

    public void Finish(int pack, long version)
    {
        Volatile.Write(ref versions[pack], version);
        gate.Exit();
    }

    /// <summary>Gives up writing a pack, which stays stale.</summary>
    public void Abandon(int pack)
    {
        versions[pack] = 0;
        gate.Exit();
    }

    /// <summary>A pack that has been written.</summary>
    public AlignedBuffer Buffer(int pack) => buffers[pack]!;

    public ref float At(int pack) => ref buffers[pack]!.At(0);
}

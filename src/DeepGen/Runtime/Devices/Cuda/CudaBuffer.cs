namespace DeepGen.Runtime;

/// <summary>Memory on a device of CUDA.</summary>
internal sealed class CudaBuffer : DeviceBuffer
{
    private readonly CudaContext context;
    private nint address;

    /// <summary>Takes memory over.</summary>
    public CudaBuffer(CudaContext context, nint address, nint bytes)
        : base(bytes)
    {
        this.context = context;
        this.address = address;
        context.Enter();
    }

    /// <summary>Its address on the device.</summary>
    public nint Address => address;

    /// <inheritdoc/>
    protected override void Release()
    {
        if (Interlocked.Exchange(ref address, 0) is not 0 and var last)
        {
            context.Free(last);
        }
    }
}

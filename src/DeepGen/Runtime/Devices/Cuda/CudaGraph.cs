namespace DeepGen.Runtime;

/// <summary>Recorded commands of CUDA.</summary>
internal sealed class CudaGraph : DeviceGraph
{
    private readonly CudaContext context;
    private nint handle;

    /// <summary>Takes a graph over that can be launched.</summary>
    public CudaGraph(CudaContext context, nint handle)
    {
        this.context = context;
        this.handle = handle;
        context.Enter();
    }

    /// <summary>The driver's handle.</summary>
    public nint Handle => handle;

    /// <inheritdoc/>
    protected override void Release()
    {
        if (Interlocked.Exchange(ref handle, 0) is not 0 and var last)
        {
            _ = context.Device.Driver.CtxSetCurrent(context.Handle);
            _ = context.Device.Driver.GraphExecDestroy(last);
            context.Leave();
        }
    }
}

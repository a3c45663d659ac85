namespace DeepGen.Runtime;

/// <summary>Memory on a device of OpenCL. Commands that were given keep it until they are done.</summary>
internal sealed class OpenCLBuffer(OpenCLBackend owner, nint handle, nint bytes) : DeviceBuffer(bytes)
{
    private nint handle = handle;

    /// <summary>The driver's handle.</summary>
    public nint Handle => handle;

    /// <inheritdoc/>
    protected override void Release()
    {
        if (Interlocked.Exchange(ref handle, 0) is not 0 and var last)
        {
            _ = OpenCLLibrary.ReleaseBuffer(last);
            owner.Forget(Bytes);
        }
    }
}

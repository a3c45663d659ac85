namespace DeepGen.Runtime;

/// <summary>
/// The primary context of a device and a stream in it, kept until the backend and all that it made are released: what lives on after the
/// backend still has a context to be released in.
/// </summary>
internal sealed class CudaContext
{
    private const uint NonBlocking = 1;

    private readonly CudaDevice device;
    private readonly Lock gate = new();
    private readonly List<nint> late = [];
    private bool isRecording;
    private int users = 1;

    /// <summary>Opens the context; the caller is its first user.</summary>
    /// <param name="device">The device.</param>
    /// <param name="check">Throws where a call failed.</param>
    public CudaContext(CudaDevice device, Action<int, string> check)
    {
        this.device = device;
        check(device.Driver.DevicePrimaryCtxRetain(out nint handle, device.Handle), "cuDevicePrimaryCtxRetain");
        Handle = handle;
        try
        {
            check(device.Driver.CtxSetCurrent(handle), "cuCtxSetCurrent");

            // Nothing waits for the stream that other libraries of the process use.
            check(device.Driver.StreamCreate(out nint stream, NonBlocking), "cuStreamCreate");
            Stream = stream;
        }
        catch
        {
            Leave();
            throw;
        }
    }

    /// <summary>The driver's handle.</summary>
    public nint Handle { get; }

    /// <summary>The stream on which all commands run in order.</summary>
    public nint Stream { get; }

    /// <summary>The device.</summary>
    public CudaDevice Device => device;

    /// <summary>Counts one more user.</summary>
    public void Enter() => Interlocked.Increment(ref users);

    /// <summary>Counts one user less; with the last one the context goes.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref users) == 0)
        {
            if (Stream != 0)
            {
                _ = device.Driver.StreamDestroy(Stream);
            }

            _ = device.Driver.DevicePrimaryCtxRelease(device.Handle);
        }
    }

    /// <summary>Gives memory back, by any thread: behind the commands that were given, which may use it.</summary>
    /// <param name="address">Its address on the device.</param>
    public void Free(nint address)
    {
        lock (gate)
        {
            // A recorded stream would record this too.
            if (isRecording)
            {
                late.Add(address);
                return;
            }

            FreeNow(address);
        }
    }

    /// <summary>Keeps memory back while commands are recorded, and gives it back afterwards.</summary>
    /// <param name="records">Whether commands are recorded.</param>
    public void Record(bool records)
    {
        lock (gate)
        {
            isRecording = records;
            if (!records)
            {
                late.ForEach(FreeNow);
                late.Clear();
            }
        }
    }

    private void FreeNow(nint address)
    {
        _ = device.Driver.CtxSetCurrent(Handle);
        _ = device.HasPools ? device.Driver.MemFreeAsync(address, Stream) : device.Driver.MemFree(address);
        Leave();
    }
}

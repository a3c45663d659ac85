namespace DeepGen;

/// <summary>A device is not there, was lost, refused a call, or could not compile a kernel. What the host holds is intact.</summary>
public class DeviceException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What failed, and what to do.</param>
    /// <param name="inner">What caused it.</param>
    public DeviceException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

/// <summary>A device has not as much memory as was asked for, or its kernels do not count as far.</summary>
public sealed class DeviceOutOfMemoryException : DeviceException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What was asked for, what there is, and what to do.</param>
    /// <param name="inner">What caused it.</param>
    public DeviceOutOfMemoryException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

using System.ComponentModel;

namespace DeepGen.Runtime;

/// <summary>Runs items <paramref name="begin"/> to <paramref name="end"/> (excluded) of a kernel.</summary>
/// <param name="session">What the kernel works on.</param>
/// <param name="begin">The first item.</param>
/// <param name="end">The item after the last one.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void KernelBody(Session session, nint begin, nint end);

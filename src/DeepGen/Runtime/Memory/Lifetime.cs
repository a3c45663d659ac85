using System.ComponentModel;

namespace DeepGen.Runtime;

/// <summary>When a buffer holds something: from the launch that writes it to the last one that reads it, both included.</summary>
/// <param name="First">The number of the first launch.</param>
/// <param name="Last">The number of the last launch.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct Lifetime(int First, int Last)
{
    /// <summary>The lifetime of what is there before the first launch or is read after the last: inputs and outputs.</summary>
    public static Lifetime Always => new(int.MinValue, int.MaxValue);

    internal bool Overlaps(Lifetime other) => First <= other.Last && other.First <= Last;
}

/// <summary>Computes extents from the run-time dimensions of a call: the floats of each buffer of a program, or a shape.</summary>
/// <param name="dims">The run-time dimensions, in the order of the model's definition.</param>
/// <param name="sizes">Receives the extents.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void SizeFunction(ReadOnlySpan<nint> dims, Span<nint> sizes);

using System.Collections.Immutable;
using DeepGen.Generators.Schedule;

namespace DeepGen.Generators.Emit.CSharp;

/// <summary>A launch as text: the method that does a range of its items, and what it is called with.</summary>
/// <param name="Comment">What the kernel fuses, line by line; written only for the first of equal kernels.</param>
/// <param name="Body">
/// The method's body, with <see cref="KernelSignature.ParameterName"/> placeholders for its memory. With no items it does nothing: so it is
/// called ahead of its turn, to be compiled.
/// </param>
/// <param name="Items">Number of items, as an expression of the run-time dims.</param>
/// <param name="Cost">Cost of one item in simple operations, as an expression.</param>
/// <param name="Vector">Whether the method runs at the machine's width; otherwise one element at a time.</param>
internal sealed record KernelText(
    string Name,
    IEnumerable<string> Comment,
    string Body,
    ImmutableArray<Storage> Memory,
    ImmutableArray<string> Dims,
    ImmutableArray<uint> RandomPaths,
    string Items,
    string Cost,
    bool Vector)
{
    /// <summary>
    /// The floats that each thread needs for itself, as an expression; the body calls them <c>scratch</c>. Null for none.
    /// </summary>
    public string? Scratch { get; init; }

    /// <summary>Of a chain, the kernels of its parts, in order; of what calls the runtime's, null. The rest is that of the chain.</summary>
    public ImmutableArray<KernelText?> Parts { get; init; } = [];
}

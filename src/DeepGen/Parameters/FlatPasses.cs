using DeepGen.Runtime;

namespace DeepGen;

/// <summary>
/// What is done to whole flat buffers of a model between its programs; frozen parameters are left out where that is said.
/// </summary>
internal abstract class FlatPasses
{
    /// <summary>The sum of the squares of the gradients, without those of frozen parameters.</summary>
    public abstract double SumOfSquares(ParameterStore store);

    /// <summary>Multiplies the gradients, without those of frozen parameters.</summary>
    public abstract void Scale(ParameterStore store, float factor);

    /// <summary>Limits the gradients to the range from -limit to limit, without those of frozen parameters. NaN stays.</summary>
    public abstract void Limit(ParameterStore store, float limit);

    /// <summary>Adds a buffer to another of its length.</summary>
    public abstract void Add(MirroredBuffer to, MirroredBuffer from);

    /// <summary>Sets a buffer to zero.</summary>
    public abstract void Clear(MirroredBuffer buffer);

    /// <summary>The pass of an optimizer that is prepared for it.</summary>
    public abstract void Update(Optimizer optimizer);
}

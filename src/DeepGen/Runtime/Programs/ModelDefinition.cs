using System.ComponentModel;

namespace DeepGen.Runtime;

/// <summary>Everything about a compiled model that its runtime needs to know; written by the compiler, one for each model class.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ModelDefinition
{
    /// <summary>The name of the model's class.</summary>
    public required string Name { get; init; }

    /// <summary>A digest of the architecture, kept in checkpoints: equal for models that compute the same function.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The parameters in PyTorch's order; they lie in the flat buffer one after the other, without padding.</summary>
    public required TensorDefinition[] Parameters { get; init; }

    /// <summary>What is kept and saved but not trained, such as running statistics; flat as the parameters are.</summary>
    public TensorDefinition[] State { get; init; } = [];

    /// <summary>The names of counters of batches, as in "norm1.num_batches_tracked", which every Step raises.</summary>
    public CounterDefinition[] Counters { get; init; } = [];

    /// <summary>Numbers that may change between two calls, in the order in which they are declared.</summary>
    public SettingDefinition[] Settings { get; init; } = [];

    /// <summary>The inputs, in the order of the doors' arguments.</summary>
    public required InputDefinition[] Inputs { get; init; }

    /// <summary>The targets of the loss, in the order of the doors' arguments.</summary>
    public InputDefinition[] Targets { get; init; } = [];

    /// <summary>The outputs; after those of every call, those that only a loss needs, which Predict leaves out.</summary>
    public required OutputDefinition[] Outputs { get; init; }

    /// <summary>The names of the run-time dimensions; the first is the batch.</summary>
    public string[] Dims { get; init; } = [];

    /// <summary>The floats of each packed copy of parameters.</summary>
    public nint[] PackSizes { get; init; } = [];

    /// <summary>Inference: the outputs, nothing else.</summary>
    public required ProgramDefinition Predict { get; init; }

    /// <summary>The loss and outputs in evaluation mode; null for a model without a loss.</summary>
    public ProgramDefinition? Evaluate { get; init; }

    /// <summary>Forward, loss and backward; null for a model without a loss.</summary>
    public ProgramDefinition? Step { get; init; }

    /// <summary>Gives the kernels and programs for devices; null, or no result, for a model that runs on the processor only.</summary>
    public Func<DeviceDefinition?>? Device { get; init; }

    /// <summary>The rows of <see cref="CompiledModel.Summary()"/>.</summary>
    public LayerSummary[] Layers { get; init; } = [];

    /// <summary>The multiply-adds of Predict, as a formula of the run-time dims.</summary>
    public string MultiplyAdds { get; init; } = "0";

    /// <summary>Its other operations on single elements, as a formula of the run-time dims.</summary>
    public string Pointwise { get; init; } = "0";

    /// <summary>The text of <see cref="CompiledModel.ToMermaid"/>.</summary>
    public string Mermaid { get; init; } = "";
}

/// <summary>A named tensor that a model keeps.</summary>
/// <param name="Name">Its name as PyTorch would give it, as in "conv1.weight".</param>
/// <param name="Shape">Its extents, outermost first; empty for a single number.</param>
/// <param name="Initializer">What it holds at first.</param>
/// <param name="SequentialName">Its name in an equal <c>nn.Sequential</c>, as in "0.weight", accepted when loading; null for none.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record TensorDefinition(string Name, int[] Shape, Initializer Initializer, string? SequentialName = null)
{
    /// <summary>Whether training leaves the tensor as it is: it has no gradient, and optimizers pass over it.</summary>
    public bool IsFrozen { get; init; }

    internal nint Length
    {
        get
        {
            nint length = 1;
            foreach (int extent in Shape)
            {
                length = checked(length * extent);
            }

            return length;
        }
    }
}

/// <summary>A named counter of batches.</summary>
/// <param name="Name">Its name as PyTorch would give it, as in "norm1.num_batches_tracked".</param>
/// <param name="SequentialName">Its name in an equal <c>nn.Sequential</c>, accepted when loading; null for none.</param>
/// <param name="Calls">How often a Step calls the layer, each time with a batch: what a Step adds.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record CounterDefinition(string Name, string? SequentialName = null, int Calls = 1);

/// <summary>A number that may change between two calls.</summary>
/// <param name="Name">Its name, as in "rate".</param>
/// <param name="Value">What it is at first.</param>
/// <param name="Minimum">The least that it may be.</param>
/// <param name="Maximum">The most that it may be.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record SettingDefinition(
    string Name, float Value, float Minimum = float.NegativeInfinity, float Maximum = float.PositiveInfinity);

/// <summary>What the numbers of an input are.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum ElementKind
{
    /// <summary>Single-precision numbers.</summary>
    Float32,

    /// <summary>32-bit integers, kept as such in the place of a float: classes and other indices.</summary>
    Int32,
}

/// <summary>One extent of an input: a constant, the name of a run-time dimension, or a formula of such.</summary>
/// <param name="Index">The run-time dimension, by its place in <see cref="ModelDefinition.Dims"/>; -1 for a constant.</param>
/// <param name="Extent">The constant.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct DimPattern(int Index, nint Extent)
{
    /// <summary>The formula of an extent that follows from others, for messages.</summary>
    internal string? Text { get; private init; }

    /// <summary>What computes it.</summary>
    internal SizeFunction? Formula { get; private init; }

    /// <summary>A run-time dimension.</summary>
    /// <param name="index">Its place in <see cref="ModelDefinition.Dims"/>.</param>
    public static DimPattern Named(int index) => new(index, 0);

    /// <summary>An extent that follows from run-time dimensions which are bound before it.</summary>
    /// <param name="text">The formula, for messages.</param>
    /// <param name="formula">Computes the extent into the first place.</param>
    public static DimPattern Computed(string text, SizeFunction formula) => new(-1, 0) { Text = text, Formula = formula };

    /// <summary>A constant.</summary>
    /// <param name="extent">The constant.</param>
    public static implicit operator DimPattern(int extent) => new(-1, extent);
}

/// <summary>An input or a target.</summary>
/// <param name="Name">The name of the door's argument.</param>
/// <param name="Kind">What its numbers are.</param>
/// <param name="Dims">Its extents, outermost first.</param>
/// <param name="IndexLimit">For indices: each must be at least 0 and below the limit. 0 for no check.</param>
/// <param name="IgnoredIndex">A value that passes as well, since the loss leaves it out.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record InputDefinition(string Name, ElementKind Kind, DimPattern[] Dims, nint IndexLimit = 0, int? IgnoredIndex = null)
{
    /// <summary>Whether a Step gives the gradient of the loss with respect to it.</summary>
    public bool RequiresGradient { get; init; }
}

/// <summary>An output.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rank">The number of its extents.</param>
/// <param name="Shape">Computes the extents from the run-time dimensions.</param>
/// <param name="Kind">What its numbers are.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record OutputDefinition(string Name, int Rank, SizeFunction Shape, ElementKind Kind = ElementKind.Float32);

/// <summary>A row of a model's summary: a layer, or a function that changes a shape.</summary>
/// <param name="Name">The layer's name, after the path of the blocks that it is in.</param>
/// <param name="Kind">Its kind and settings, as in "Conv2d(32, Kernel = 3)".</param>
/// <param name="Input">The shapes of its inputs.</param>
/// <param name="Output">The shape of its output, as in "[N, 32, 28, 28]".</param>
/// <param name="Parameters">The number of its parameters; 0 where an earlier row has counted them.</param>
/// <param name="MultiplyAdds">Its multiply-adds, as a formula of the run-time dims.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record LayerSummary(string Name, string Kind, string Input, string Output, long Parameters, string MultiplyAdds);

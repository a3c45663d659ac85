using DeepGen.Generators.Declaration;
using DeepGen.Generators.Diagnostics;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build;

/// <summary>What building a declaration gave.</summary>
/// <param name="Graph">Null if there are errors.</param>
/// <param name="Diagnostics">One for each mistake, none that follow from another; and warnings, with which there may be a graph.</param>
/// <param name="Layers">One row for each call of a layer, in order; also of an invalid model, as far as it goes.</param>
/// <param name="IndexLimits">The targets that hold indices, and what their values must stay below.</param>
/// <param name="BatchCounters">The layers that count their batches: checkpoints hold <c>num_batches_tracked</c> for each.</param>
internal sealed record BuildResult(
    ModelGraph? Graph, EquatableArray<DiagnosticData> Diagnostics, EquatableArray<LayerRow> Layers,
    EquatableArray<IndexLimit> IndexLimits, EquatableArray<string> BatchCounters)
{
    /// <summary>Every call of a layer or a function, in order; also of an invalid model, as far as it goes.</summary>
    public EquatableArray<CallRow> Calls { get; init; }

    /// <summary>The calls of blocks, each as a whole, as far as their shapes are known.</summary>
    public EquatableArray<CallRow> Blocks { get; init; }

    /// <summary>The calls that a summary shows: those of layers, and in Forward those of functions that change a shape.</summary>
    public IEnumerable<CallRow> Rows => Calls.Items.Where(call => !call.IsLoss && (call.IsLayer || call.ChangesShape));

    /// <summary>What Predict takes altogether, each value counted once.</summary>
    public Cost Total { get; init; } = Cost.None;

    /// <summary>The dim of the batch: what a cost for one sample leaves out. Null where no input has a run-time dim.</summary>
    public Dim? Batch { get; init; }

    /// <summary>What each of the graph's settings may be, in their order.</summary>
    public EquatableArray<SettingRange> SettingRanges { get; init; }
}

/// <summary>A call of a layer or a function while the model was built.</summary>
/// <param name="Name">The layer's name, or that of the function.</param>
/// <param name="Kind">Its kind and settings.</param>
/// <param name="Inputs">The shapes of its inputs; without numbers.</param>
/// <param name="ParameterCount">The numbers that the layer learns; 0 where an earlier call has made them.</param>
/// <param name="Cost">What it takes, without what an equal call before has computed.</param>
/// <param name="Token">Where it is called.</param>
/// <param name="Declared">Where the layer is declared; the call for a function.</param>
internal sealed record CallRow(
    string Name, string Kind, EquatableArray<Shape> Inputs, EquatableArray<Shape> Outputs, long ParameterCount, Cost Cost, int Token,
    int Declared)
{
    public bool IsLayer { get; init; }

    /// <summary>Whether the loss calls it.</summary>
    public bool IsLoss { get; init; }

    public bool ChangesShape => Inputs.Items.Any(input => Outputs.Items.Any(output => !input.Equals(output)));

    /// <summary>The name with what it is, where that says more.</summary>
    public string Title => Kind.StartsWith(Name, StringComparison.Ordinal) ? Kind : $"{Name}: {Kind}";
}

/// <summary>One line of a model's summary.</summary>
/// <param name="Name">The layer's name, <c>conv1</c>.</param>
/// <param name="Kind">Its kind and settings, <c>Conv2d(32, Kernel = 3, Padding = 1)</c>.</param>
/// <param name="ParameterCount">The numbers it learns; 0 where a later call shares them.</param>
/// <param name="Token">Where the layer is declared.</param>
internal sealed record LayerRow(string Name, string Kind, string InputShape, string OutputShape, long ParameterCount, int Token);

/// <summary>The values of an integer target are in [0, <paramref name="Limit"/>), or <paramref name="Ignored"/>.</summary>
internal readonly record struct IndexLimit(string Target, long Limit, long? Ignored = null);

using DeepGen.Generators.Declaration;
using DeepGen.Generators.Diagnostics;
using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Build;

/// <summary>What building a declaration gave.</summary>
/// <param name="Graph">Null if there are errors.</param>
/// <param name="Diagnostics">One for each mistake, none that follow from another.</param>
/// <param name="Layers">One row for each call of a layer, in order; also of an invalid model, as far as it goes.</param>
/// <param name="IndexLimits">The targets that hold indices, and what their values must stay below.</param>
/// <param name="BatchCounters">The layers that count their batches: checkpoints hold <c>num_batches_tracked</c> for each.</param>
internal sealed record BuildResult(
    ModelGraph? Graph, EquatableArray<DiagnosticData> Diagnostics, EquatableArray<LayerRow> Layers,
    EquatableArray<IndexLimit> IndexLimits, EquatableArray<string> BatchCounters)
{
    /// <summary>What each of the graph's settings may be, in their order.</summary>
    public EquatableArray<SettingRange> SettingRanges { get; init; }
}

/// <summary>One line of a model's summary.</summary>
/// <param name="Name">The layer's name, <c>conv1</c>.</param>
/// <param name="Kind">Its kind and settings, <c>Conv2d(32, Kernel = 3, Padding = 1)</c>.</param>
/// <param name="ParameterCount">The numbers it learns; 0 where a later call shares them.</param>
/// <param name="Token">Where the layer is declared.</param>
internal sealed record LayerRow(string Name, string Kind, string InputShape, string OutputShape, long ParameterCount, int Token);

/// <summary>The values of an integer target are in [0, <paramref name="Limit"/>).</summary>
internal readonly record struct IndexLimit(string Target, long Limit);

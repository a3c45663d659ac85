using System.Collections.Immutable;
using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Schedule;

/// <summary>A program as a target runs it: its launches, and the memory that they use.</summary>
/// <param name="Arena">The arena's storages in order, with the first and the last launch that touches each.</param>
internal sealed record ProgramPlan(
    string Name,
    ModelGraph Model,
    ImmutableArray<Launch> Launches,
    ImmutableArray<(Storage Storage, int First, int Last)> Arena,
    ImmutableArray<Storage> Inputs,
    ImmutableArray<Storage> Outputs,
    Storage? Loss)
{
    /// <summary>The gradients with respect to inputs.</summary>
    public ImmutableArray<Storage> InputGradients { get; init; } = [];
}

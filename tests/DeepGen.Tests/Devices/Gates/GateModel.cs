using DeepGen.Runtime;

namespace DeepGen.Tests.Devices.Gates;

/// <summary>A model that is checked as a whole: how it is made, and shapes that leave a remainder in every loop.</summary>
/// <param name="Make">Makes it.</param>
/// <param name="Dims">The run-time dims.</param>
internal sealed record GateModel(Func<Device, CompiledModel> Make, params nint[] Dims)
{
    private const ulong Seed = 5;

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyDictionary<string, GateModel> All { get; } = new Dictionary<string, GateModel>
    {
        ["Dense"] = new(device => new DenseGate(device, Seed), 19),
        ["Convolution"] = new(device => new ConvolutionGate(device, Seed), 2),
        ["Residual"] = new(device => new ResidualGate(device, Seed), 2, 5, 6),
        ["Pair"] = new(device => new PairGate(device, Seed), 3),
        ["Reduction"] = new(device => new ReductionGate(device, Seed), 9),
        ["Pieces"] = new(device => new PiecesGate(device, Seed), 3),
        ["Lines"] = new(device => new LinesGate(device, Seed), 5),
    };

    /// <summary>Inputs in [-1, 1), targets in [0, 1), indices below 3.</summary>
    public GateBatch Batch(ModelDefinition definition, int seed) => new(definition, Dims, seed);
}

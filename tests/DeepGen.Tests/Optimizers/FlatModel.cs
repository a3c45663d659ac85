using DeepGen.Runtime;

namespace DeepGen.Tests.Optimizers;

/// <summary>A model that is nothing but parameters, for gradients that a test prescribes.</summary>
internal sealed class FlatModel(int length, int threads) : CompiledModel(Definition(length), Device.CpuWithThreads(threads), 5)
{
    private static new ModelDefinition Definition(int length) => new()
    {
        Name = "Flat",
        Fingerprint = "flat",
        Parameters = [new TensorDefinition("weight", [length], Initializer.Normal())],
        Inputs = [],
        Outputs = [],
        Predict = new ProgramDefinition("Predict", [], static (_, _) => { }, static _ => { }),
    };
}

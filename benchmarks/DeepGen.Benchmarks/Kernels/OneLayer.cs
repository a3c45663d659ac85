namespace DeepGen.Benchmarks.Kernels;

/// <summary>A model of one layer, behind what the benchmarks do with it.</summary>
/// <param name="Model">The model.</param>
/// <param name="Predict">Forward, of an input at a batch.</param>
/// <param name="Step">Forward and backward.</param>
public sealed record OneLayer(CompiledModel Model, Action<float[], int> Predict, Action<float[], int> Step)
{
    /// <summary>What makes a model on one thread.</summary>
    /// <param name="make">The constructor.</param>
    /// <param name="predict">Its door Predict.</param>
    /// <param name="step">Its door Step.</param>
    /// <typeparam name="T">The model's class.</typeparam>
    public static Func<OneLayer> Of<T>(Func<Device, T> make, Action<T, float[], int> predict, Action<T, float[], int> step)
        where T : CompiledModel => () =>
        {
            var model = make(Device.CpuWithThreads(1));
            return new OneLayer(model, (x, batch) => predict(model, x, batch), (x, batch) => step(model, x, batch));
        };
}

using DeepGen.Runtime;

namespace DeepGen.Benchmarks.Kernels;

/// <summary>What the benchmarks do with a model of one layer.</summary>
public interface IOneLayer : IDisposable
{
    /// <summary>Forward.</summary>
    OutputView Predict(ReadOnlySpan<float> x, int batch, Session? session = null);

    /// <summary>Forward and backward.</summary>
    StepResult Step(ReadOnlySpan<float> x, int batch, Gradients gradients = Gradients.Overwrite);
}

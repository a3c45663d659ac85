using BenchmarkDotNet.Attributes;
using Digits;

namespace DeepGen.Benchmarks.Kernels;

/// <summary>The model of samples/Digits, on all cores.</summary>
public class DigitsBenchmarks : IDisposable
{
    private readonly DigitClassifier model = new(seed: 1);
    private readonly AdamW optimizer;
    private float[] images = [];
    private int[] labels = [];

    /// <summary>Makes the model and its optimizer.</summary>
    public DigitsBenchmarks() => optimizer = new AdamW(model.Parameters);

    /// <summary>The number of images in a step.</summary>
    [Params(1, 32, 128)]
    public int Batch { get; set; }

    /// <summary>Makes the images.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        images = [.. Enumerable.Range(0, Batch * 784).Select(_ => random.NextSingle())];
        labels = [.. Enumerable.Range(0, Batch).Select(_ => random.Next(10))];
    }

    /// <summary>Forward, loss, backward and the optimizer's pass.</summary>
    [Benchmark]
    public float Train()
    {
        float loss = model.Step(images, labels, Batch).Loss;
        optimizer.Step();
        return loss;
    }

    /// <summary>Inference.</summary>
    [Benchmark]
    public float Predict() => model.Predict(images, Batch).Values[0];

    /// <inheritdoc/>
    public void Dispose()
    {
        optimizer.Dispose();
        model.Dispose();
        GC.SuppressFinalize(this);
    }
}

using System.Globalization;
using System.Numerics.Tensors;
using DeepGen.Data;

namespace DeepGen.Samples.Tests.Resume;

/// <summary>Everything that draws random numbers or keeps something from step to step: dropout, batch norm, and small.</summary>
[Model]
[Input("image", "N, 1, 8, 8")]
[Conv2d(4, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)]
[Flatten, Dropout(0.2), Linear(16), BatchNorm1d, Tanh, Dropout(0.5), Linear(3)]
[CrossEntropyLoss("label")]
public partial class FullOfState;

/// <summary>
/// A training that its parent can kill at any step: it says what it is about to do, and goes on when it is told to. It saves every
/// third step, and goes on from what it finds in its folder.
/// </summary>
internal sealed class TrainingProcess : IDisposable
{
    public const int BatchesPerEpoch = 7;
    private const int Samples = 50;
    private const int BatchSize = 8;
    private const int Epochs = 4;
    private readonly string folder;
    private readonly bool usesMomentum;
    private readonly FullOfState model;
    private readonly Optimizer optimizer;
    private readonly TrainingState state = new() { Numbers = { ["epoch"] = 0, ["batch"] = 0 } };

    private TrainingProcess(string folder, string variant, ulong seed, int threads)
    {
        this.folder = folder;
        usesMomentum = variant == "nesterov";
        model = new FullOfState(Device.CpuWithThreads(threads), seed);
        optimizer = usesMomentum
            ? new SGD(model.Parameters, 0.05, momentum: 0.9, weightDecay: 1e-3, nesterov: true)
            : new AdamW(model.Parameters, 0.01, amsgrad: variant == "amsgrad");
    }

    private string Checkpoint => Path.Combine(folder, "checkpoint.safetensors");

    /// <summary>The arguments are a folder, the kind of optimizer, a seed and a number of threads.</summary>
    public static void Run(string[] arguments)
    {
        var numbers = Array.ConvertAll(arguments[2..], text => int.Parse(text, CultureInfo.InvariantCulture));
        using var process = new TrainingProcess(arguments[0], arguments[1], (ulong)numbers[0], numbers[1]);
        process.Train();
    }

    public void Dispose()
    {
        optimizer.Dispose();
        model.Dispose();
    }

    private void Train()
    {
        if (File.Exists(Checkpoint))
        {
            model.Load(Checkpoint, optimizer, state);
        }

        // The seed of the checkpoint.
        var loader = new DataLoader<float, int>(Data(), BatchSize, shuffle: true, model.Seed);
        var (first, start) = ((int)state.Numbers["epoch"], (int)state.Numbers["batch"]);
        Say("start", start);
        for (var epoch = first; epoch < Epochs; epoch++)
        {
            foreach (var batch in loader.Epoch(epoch, epoch == first ? start : 0))
            {
                Say("step", model.StepCount);
                Step(batch);
                (state.Numbers["epoch"], state.Numbers["batch"]) = (epoch, batch.Index + 1);
                if (model.StepCount % 3 == 0)
                {
                    Say("save", model.StepCount);
                    model.Save(Checkpoint, optimizer, state);
                }
            }
        }

        model.Save(Path.Combine(folder, "final.safetensors"), optimizer);
        Say("done", model.StepCount);
    }

    private void Step(Batch<float, int> batch)
    {
        if (!usesMomentum)
        {
            // A schedule that follows from the count of steps.
            optimizer.LearningRate = 0.01 * (1 + Math.Cos(Math.PI * model.StepCount / (Epochs * BatchesPerEpoch))) / 2;
        }

        model.Step(batch.Inputs, batch.Targets);
        optimizer.Step();
        if (usesMomentum)
        {
            // And one that follows from what was there before.
            optimizer.LearningRate *= 0.97;
        }
    }

    /// <summary>Images that a random transform changes in each epoch anew.</summary>
    private static TensorDataset<float, int> Data()
    {
        var random = new SampleRandom(seed: 9);
        var (images, labels) = (new float[Samples * 64], new int[Samples]);
        foreach (ref var pixel in images.AsSpan())
        {
            pixel = random.NextNormal();
        }

        foreach (ref var label in labels.AsSpan())
        {
            label = random.NextInt(3);
        }

        var data = new TensorDataset<float, int>(Tensor.Create(images, [Samples, 1, 8, 8]), Tensor.Create(labels));
        return data.WithInputs(column => column.Transform(
            (Span<float> image, ref SampleRandom noise) => image[noise.NextInt(64)] += noise.NextNormal()));
    }

    private static void Say(string what, long number)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} {number}"));
        Console.ReadLine();
    }
}

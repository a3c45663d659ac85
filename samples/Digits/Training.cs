using DeepGen;
using DeepGen.Data;
using DeepGen.Training;

namespace Digits;

/// <summary>The main job: train and test, epoch by epoch, with everything that is kept of it in one folder.</summary>
internal sealed class Training : IDisposable
{
    private const int TestBatch = 500;
    private const int StepsBetweenCheckpoints = 50; // A killed run loses seconds; writing takes hundredths of one.
    private readonly Options options;
    private readonly OutputFolder output;
    private readonly DigitClassifier model;
    private readonly AdamW optimizer;
    private readonly DataLoader<float, int> loader;
    private readonly DataLoader<float, int> tests;
    private readonly Checkpoint checkpoint;
    private readonly TrainingHistory history = new();
    private readonly EpochMeans resumed;
    private readonly TrainingProgress progress;

    public Training(Options options)
    {
        this.options = options;
        output = new OutputFolder(options.Output);
        var (train, test) = DigitData.Load(options);
        loader = new DataLoader<float, int>(train, options.Batch, shuffle: true, options.Seed);
        tests = new DataLoader<float, int>(test, TestBatch);
        model = new DigitClassifier(options.Device, options.Seed);
        optimizer = new AdamW(model.Parameters, options.LearningRate);
        checkpoint = new Checkpoint(options, DigitData.Fingerprint(train));
        if (options.Resume is { } file)
        {
            (history, resumed) = checkpoint.Load(file, model, optimizer, loader.BatchCount);
        }

        progress = new TrainingProgress(options.Epochs, train.Count, options.Quiet ? ProgressStyle.Quiet : ProgressStyle.Automatic);
        options.Say($"{train.Count:N0} images to train with, {test.Count:N0} to test; {model.Parameters.Span.Length:N0} parameters");
    }

    /// <summary>The epochs that are done, with the one that has begun as a part of it.</summary>
    private double EpochsDone => (double)model.StepCount / loader.BatchCount;

    public void Run()
    {
        // The steps of the model say where a resumed run is: its epoch, and the next batch in it.
        var (first, startBatch) = Math.DivRem((int)model.StepCount, loader.BatchCount);
        for (var epoch = first; epoch < options.Epochs; epoch++)
        {
            TrainEpoch(epoch, startBatch);
            var (loss, accuracy) = Test(model);
            progress.EndEpoch(("test loss", loss), ("test accuracy", accuracy));
            history.Add(new EpochRecord(epoch + 1, progress.Loss, progress.Accuracy, loss, accuracy));
            SaveCheckpoint();
            startBatch = 0;
        }

        model.Save(output.Model);
        CurvePlot.Write(output.Curve, history, options.Data is { } data ? $"Digits of {new DirectoryInfo(data).Name}" : "Rendered digits");
        options.Say($"the model is in {output.Model}, its training curve in {output.Curve}");
    }

    /// <summary>The accuracy of what was saved: a new model that knows nothing else reads the file.</summary>
    public double TestFile()
    {
        using var reloaded = new DigitClassifier(options.Device, options.Seed + 1);
        reloaded.Load(output.Model);
        return Test(reloaded).Accuracy;
    }

    public void Dispose()
    {
        optimizer.Dispose();
        model.Dispose();
    }

    private void TrainEpoch(int epoch, int startBatch)
    {
        var accuracy = new Accuracy();
        progress.BeginEpoch(epoch, startBatch * options.Batch, resumed.Loss, resumed.Accuracy);
        foreach (var batch in loader.Epoch(epoch, startBatch))
        {
            optimizer.LearningRate = options.LearningRate * CosineDecay();
            var step = model.Step(batch.Inputs, batch.Targets);
            optimizer.Step();
            if (!float.IsFinite(step.Loss))
            {
                throw new TrainingException($"the loss is no number any more in epoch {epoch + 1}; try a smaller --learning-rate.");
            }

            progress.Report(batch.Count, step.Loss, accuracy.Add(step.Output.Tensor, batch.Targets));
            history.Add(new StepRecord(EpochsDone, step.Loss));
            // At the end of the epoch the test comes first.
            if ((batch.Index + 1) % StepsBetweenCheckpoints == 0 && batch.Index + 1 < loader.BatchCount)
            {
                SaveCheckpoint();
            }
        }
    }

    private void SaveCheckpoint() => checkpoint.Save(output.Checkpoint, model, optimizer, history, new(progress.Loss, progress.Accuracy));

    /// <summary>From 1 at the first step to 0 after the last (https://arxiv.org/abs/1608.03983, without restarts).</summary>
    private double CosineDecay() => (1 + Math.Cos(Math.PI * EpochsDone / options.Epochs)) / 2;

    private (double Loss, double Accuracy) Test(DigitClassifier tested)
    {
        var loss = new RunningMean();
        var accuracy = new Accuracy();
        foreach (var batch in tests.Epoch(0))
        {
            var result = tested.Evaluate(batch.Inputs, batch.Targets);
            loss.Add(result.Loss, batch.Count);
            accuracy.Add(result.Output.Tensor, batch.Targets);
        }

        return (loss.Value, accuracy.Value);
    }
}

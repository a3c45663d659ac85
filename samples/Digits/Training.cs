using DeepGen;
using DeepGen.Data;
using DeepGen.Training;

namespace Digits;

/// <summary>A training that cannot go on, in words for its user.</summary>
internal sealed class TrainingException(string message) : Exception(message);

/// <summary>The main job: train and test, epoch by epoch, with everything that is kept of it in one folder.</summary>
internal sealed class Training : IDisposable
{
    private const int TestBatch = 500;
    private readonly Options options;
    private readonly DigitClassifier model;
    private readonly AdamW optimizer;
    private readonly DataLoader<float, int> loader;
    private readonly DataLoader<float, int> tests;
    private readonly TrainingHistory history;
    private readonly TrainingProgress progress;

    public Training(Options options)
    {
        this.options = options;
        var (train, test) = DigitData.Load(options);
        model = new DigitClassifier(options.Device, options.Seed);
        optimizer = new AdamW(model.Parameters, options.LearningRate);
        if (options.Resume is { } checkpoint)
        {
            model.Load(checkpoint, optimizer);
        }

        // After a resume the seed is that of the checkpoint, and its steps say where in the epochs it was taken.
        loader = new DataLoader<float, int>(train, options.Batch, shuffle: true, model.Seed);
        tests = new DataLoader<float, int>(test, TestBatch);
        history = options.Resume is null || !File.Exists(FileFor("history.csv")) ? new() : HistoryFile.Read(FileFor("history.csv"));
        history.TruncateAfter((double)model.StepCount / loader.BatchCount);
        progress = new(options.Epochs, train.Count, options.Quiet ? ProgressStyle.Quiet : ProgressStyle.Automatic);
    }

    public void Run()
    {
        Directory.CreateDirectory(options.Output);
        var (first, startBatch) = Math.DivRem((int)model.StepCount, loader.BatchCount);
        for (var epoch = first; epoch < options.Epochs; epoch++)
        {
            TrainEpoch(epoch, startBatch);
            var (loss, accuracy) = Test(model);
            progress.EndEpoch(("test loss", loss), ("test accuracy", accuracy));
            history.Add(new EpochRecord(epoch + 1, progress.Loss, progress.Accuracy, loss, accuracy));
            model.Save(FileFor("checkpoint.safetensors"), optimizer);
            HistoryFile.Write(FileFor("history.csv"), history);
            startBatch = 0;
        }

        model.Save(FileFor("digits.safetensors"));
        CurvePlot.Write(FileFor("training.svg"), history, options.Data is null ? "Rendered digits" : "Digits of " + options.Data);
    }

    /// <summary>The accuracy of what was saved: a new model that knows nothing else reads the file.</summary>
    public double TestFile()
    {
        using var reloaded = new DigitClassifier(options.Device, options.Seed + 1);
        reloaded.Load(FileFor("digits.safetensors"));
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
        progress.BeginEpoch(epoch, startBatch * options.Batch);
        foreach (var batch in loader.Epoch(epoch, startBatch))
        {
            optimizer.LearningRate = options.LearningRate * CosineDecay();
            var step = model.Step(batch.Inputs, batch.Targets);
            optimizer.Step();
            progress.Report(batch.Count, step.Loss, accuracy.Add(step.Output.Tensor, batch.Targets));
            history.Add(new StepRecord(epoch + ((batch.Index + 1.0) / loader.BatchCount), step.Loss));
            if (!float.IsFinite(step.Loss))
            {
                throw new TrainingException($"the loss is no number any more in epoch {epoch + 1}; try a smaller --learning-rate.");
            }
        }
    }

    /// <summary>From 1 at the first step to 0 after the last (https://arxiv.org/abs/1608.03983, without restarts).</summary>
    private double CosineDecay() => (1 + Math.Cos(Math.PI * model.StepCount / (options.Epochs * (double)loader.BatchCount))) / 2;

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

    private string FileFor(string name) => Path.Combine(options.Output, name);
}

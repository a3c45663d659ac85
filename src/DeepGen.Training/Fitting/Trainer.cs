using DeepGen.Data;

namespace DeepGen.Training;

/// <summary>
/// The usual training loop: epochs over a loader, a schedule of the learning rate, a measurement on held-out samples after each epoch,
/// the best model kept, an early end, checkpoints to resume from exactly, progress and a history.
/// </summary>
/// <remarks>
/// A checkpoint holds everything that the further course depends on, so that a run that was killed and resumed ends with the same bits as
/// one that was not. Its history lies beside it as "history.csv", so each run needs a folder of its own.
/// </remarks>
/// <typeparam name="TBatch">The type of a batch.</typeparam>
public sealed class Trainer<TBatch>
    where TBatch : struct, IBatch<TBatch>
{
    private readonly CompiledModel model;
    private readonly Optimizer optimizer;
    private readonly DataLoader<TBatch> data;
    private readonly Func<TBatch, StepResult> step;
    private readonly double learningRate;
    private Measurement soFar = new(double.NaN, double.NaN);
    private RunCheckpoint? files;

    /// <summary>Prepares a training; nothing runs yet.</summary>
    /// <param name="model">The model, which other code may look at meanwhile but not change.</param>
    /// <param name="optimizer">Its optimizer, with the learning rate that schedules are factors of.</param>
    /// <param name="data">The training samples; usually shuffled.</param>
    /// <param name="step">Runs forward and backward on a batch: the model's Step.</param>
    /// <exception cref="ArgumentException">The loader has no batch, or the optimizer is that of another model.</exception>
    public Trainer(CompiledModel model, Optimizer optimizer, DataLoader<TBatch> data, Func<TBatch, StepResult> step)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(step);
        if (data.BatchCount == 0)
        {
            throw new ArgumentException("The loader has no batch to train with.", nameof(data));
        }

        if (!ReferenceEquals(optimizer.Parameters, model.Parameters))
        {
            throw new ArgumentException("The optimizer belongs to another model; make one for this model's parameters.", nameof(optimizer));
        }

        (this.model, this.optimizer, this.data, this.step) = (model, optimizer, data, step);
        learningRate = optimizer.LearningRate;
    }

    /// <summary>The most epochs; 10 by default.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>The learning rate's factor for the part of all epochs that is done, 0 to 1; constant by default.</summary>
    public Func<double, double> Schedule { get; init; } = static _ => 1;

    /// <summary>The share of a batch that is right, such as <see cref="Accuracy.Of"/>; null where there is no such thing.</summary>
    public Func<StepResult, TBatch, double>? Accuracy { get; init; }

    /// <summary>
    /// Measures the model on held-out samples after each epoch, such as by <see cref="Measurement.Of"/>; null for no measurement. Where
    /// it decides something (<see cref="Best"/>, <see cref="Patience"/>), these must not be the samples of the final test.
    /// </summary>
    public Func<Measurement>? HeldOut { get; init; }

    /// <summary>What the held-out samples are called in what is printed: "test" by default.</summary>
    public string HeldOutName { get; init; } = "test";

    /// <summary>What says which epoch is the best; the held-out loss by default.</summary>
    public Monitor Monitor { get; init; } = Monitor.Loss;

    /// <summary>The file that gets the model of the best epoch so far; null to keep none.</summary>
    public string? Best { get; init; }

    /// <summary>After how many epochs without a new best the training ends; 0 for never.</summary>
    public int Patience { get; init; }

    /// <summary>The file that gets a checkpoint after each epoch and every <see cref="CheckpointSteps"/> within; null for none.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>How many steps lie between two checkpoints of an epoch; 50 by default.</summary>
    public int CheckpointSteps { get; init; } = 50;

    /// <summary>How the progress is shown.</summary>
    public ProgressStyle Style { get; init; }

    /// <summary>What was measured so far.</summary>
    public TrainingHistory History { get; private set; } = new();

    /// <summary>The epochs that are done, with the one that has begun as a part of it.</summary>
    public double EpochsDone => (double)model.StepCount / data.BatchCount;

    /// <summary>The best epoch so far, the first of equal ones; null while nothing was held out.</summary>
    public EpochRecord? BestEpoch
    {
        get
        {
            EpochRecord? best = null;
            foreach (var record in History.Epochs)
            {
                var isBetter = Monitor == Monitor.Loss ? record.TestLoss < best?.TestLoss : record.TestAccuracy > best?.TestAccuracy;
                var isNumber = double.IsFinite(Monitor == Monitor.Loss ? record.TestLoss : record.TestAccuracy);
                best = isNumber && (best is null || isBetter) ? record : best;
            }

            return best;
        }
    }

    private bool IsExhausted => Patience > 0 && BestEpoch is { } best && History.Epochs[^1].Epoch - best.Epoch >= Patience;

    private RunCheckpoint Files => files ??= new(model, optimizer, new RunFacts(data.Dataset, data.BatchSize, Epochs, learningRate));

    /// <summary>
    /// Goes back to a checkpoint of a run with the same model, optimizer, samples, batches and seed. Where <see cref="Best"/> is kept, the
    /// best model so far is taken from the file of that name beside the checkpoint.
    /// </summary>
    /// <param name="checkpoint">The file.</param>
    /// <returns>A remark where the run will not end as the earlier one would have, with other epochs or another rate; or null.</returns>
    /// <exception cref="CheckpointException">The file is missing, damaged, or not of this model.</exception>
    /// <exception cref="TrainingException">The run was another, is longer than <see cref="Epochs"/>, or lacks its best model.</exception>
    /// <exception cref="InvalidDataException">The history beside it is damaged.</exception>
    public string? Resume(string checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        (History, soFar, var note) = Files.Load(checkpoint, data.BatchCount);
        if (Best is { } best && BestEpoch is { } record)
        {
            KeepBest(Path.Combine(Path.GetDirectoryName(checkpoint) ?? "", Path.GetFileName(best)), best, record);
        }

        return note;
    }

    /// <summary>Trains from where the model is: its first step, or the one that <see cref="Resume"/> has gone back to.</summary>
    /// <returns>The last epoch's numbers; see <see cref="BestEpoch"/> for the best one's.</returns>
    /// <exception cref="TrainingException">The loss is no number any more.</exception>
    public EpochRecord Fit()
    {
        var progress = new TrainingProgress(Epochs, data.SampleCount, Style);
        // The steps of the model say where a resumed run is: its epoch, and the next batch in it.
        var (first, startBatch) = Math.DivRem((int)model.StepCount, data.BatchCount);
        for (var epoch = first; epoch < Epochs && !(startBatch == 0 && History.Epochs.Count > 0 && IsExhausted); epoch++)
        {
            progress.BeginEpoch(epoch, startBatch * data.BatchSize, soFar.Loss, soFar.Accuracy);
            TrainEpoch(epoch, startBatch, progress);
            EndEpoch(epoch, progress);
            (startBatch, soFar) = (0, new(double.NaN, double.NaN));
        }

        return History.Epochs.Count > 0 ? History.Epochs[^1] : new EpochRecord(0, double.NaN);
    }

    /// <summary>The best epoch may lie behind: its file is beside the checkpoint, also when the run goes on in another folder.</summary>
    private static void KeepBest(string before, string best, EpochRecord record)
    {
        if (!File.Exists(before))
        {
            throw new TrainingException($"'{before}' is missing, the model of epoch {record.Epoch}, which is the best so far; restore it.");
        }

        if (Path.GetFullPath(before) != Path.GetFullPath(best))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(best))!);
            File.Copy(before, best, overwrite: true);
        }
    }

    private void TrainEpoch(int epoch, int startBatch, TrainingProgress progress)
    {
        foreach (var batch in data.Epoch(epoch, startBatch))
        {
            optimizer.LearningRate = learningRate * Schedule(EpochsDone / Epochs);
            var result = step(batch);
            var loss = result.Loss;
            if (!float.IsFinite(loss))
            {
                throw new TrainingException($"the loss is no number any more in epoch {epoch + 1}; try a smaller learning rate.");
            }

            optimizer.Step();
            progress.Report(batch.Count, loss, Accuracy?.Invoke(result, batch));
            History.Add(new StepRecord(EpochsDone, loss));
            // At the end of the epoch the measurement comes first.
            if ((batch.Index + 1) % CheckpointSteps == 0 && batch.Index + 1 < data.BatchCount)
            {
                Save(progress);
            }
        }
    }

    private void EndEpoch(int epoch, TrainingProgress progress)
    {
        var heldOut = HeldOut?.Invoke();
        (string, double)[] shown = heldOut is not { } found ? []
            : double.IsNaN(found.Accuracy) ? [($"{HeldOutName} loss", found.Loss)]
            : [($"{HeldOutName} loss", found.Loss), ($"{HeldOutName} accuracy", found.Accuracy)];
        progress.EndEpoch(shown);
        var record = new EpochRecord(
            epoch + 1, progress.Loss, progress.Accuracy, heldOut?.Loss ?? double.NaN, heldOut?.Accuracy ?? double.NaN);
        History.Add(record);
        if (Best is { } file && BestEpoch == record)
        {
            model.Save(file);
        }

        Save(progress);
    }

    private void Save(TrainingProgress progress)
    {
        if (Checkpoint is { } file)
        {
            Files.Save(file, History, new(progress.Loss, progress.Accuracy));
        }
    }
}

namespace DeepGen.Training;

/// <summary>The loss of one training step.</summary>
/// <param name="Epoch">When, in epochs: 1.5 is the middle of the second epoch.</param>
/// <param name="Loss">The mean loss of the step's batch.</param>
public readonly record struct StepRecord(double Epoch, double Loss);

/// <summary>What was measured at the end of an epoch; NaN where nothing was.</summary>
/// <param name="Epoch">The number of epochs that were done then: 1 after the first.</param>
/// <param name="TrainLoss">The mean loss over the training samples while training.</param>
/// <param name="TrainAccuracy">The accuracy on the training samples while training, from 0 to 1.</param>
/// <param name="TestLoss">The mean loss on held-out samples.</param>
/// <param name="TestAccuracy">The accuracy on held-out samples, from 0 to 1.</param>
public readonly record struct EpochRecord(
    double Epoch, double TrainLoss, double TrainAccuracy = double.NaN, double TestLoss = double.NaN, double TestAccuracy = double.NaN);

/// <summary>What was measured in a training run, step by step and epoch by epoch.</summary>
public sealed class TrainingHistory
{
    private readonly List<StepRecord> steps = [];
    private readonly List<EpochRecord> epochs = [];

    /// <summary>The steps in the order in which they were added.</summary>
    public IReadOnlyList<StepRecord> Steps => steps;

    /// <summary>The epochs in the order in which they were added.</summary>
    public IReadOnlyList<EpochRecord> Epochs => epochs;

    /// <summary>Adds a step.</summary>
    /// <param name="step">What was measured.</param>
    public void Add(StepRecord step) => steps.Add(step);

    /// <summary>Adds an epoch.</summary>
    /// <param name="epoch">What was measured.</param>
    public void Add(EpochRecord epoch) => epochs.Add(epoch);

    /// <summary>Forgets what lies behind a moment, for a run that goes on from there.</summary>
    /// <param name="epoch">The moment, in epochs.</param>
    public void TruncateAfter(double epoch)
    {
        steps.RemoveAll(step => step.Epoch > epoch);
        epochs.RemoveAll(record => record.Epoch > epoch);
    }
}

using DeepGen.Data;

namespace DeepGen.Training;

/// <summary>How well a model does on samples.</summary>
/// <param name="Loss">The mean loss.</param>
/// <param name="Accuracy">The share that is right, from 0 to 1; NaN if it was not asked for.</param>
public readonly record struct Measurement(double Loss, double Accuracy)
{
    /// <summary>Measures a model on every sample of a loader.</summary>
    /// <typeparam name="TBatch">The type of a batch.</typeparam>
    /// <param name="loader">The samples.</param>
    /// <param name="evaluate">Runs the model on a batch: its Evaluate.</param>
    /// <param name="accuracy">The share of a batch that is right, such as Accuracy.Of; null if it is not wanted.</param>
    /// <returns>The means over all samples; NaN if there are none.</returns>
    public static Measurement Of<TBatch>(
        DataLoader<TBatch> loader, Func<TBatch, StepResult> evaluate, Func<StepResult, TBatch, double>? accuracy = null)
        where TBatch : struct, IBatch<TBatch>
    {
        ArgumentNullException.ThrowIfNull(loader);
        ArgumentNullException.ThrowIfNull(evaluate);
        var (losses, accuracies) = (new RunningMean(), new RunningMean());
        foreach (var batch in loader.Epoch(0))
        {
            var result = evaluate(batch);
            losses.Add(result.Loss, batch.Count);
            if (accuracy is not null)
            {
                accuracies.Add(accuracy(result, batch), batch.Count);
            }
        }

        return new(losses.Value, accuracies.Value);
    }
}

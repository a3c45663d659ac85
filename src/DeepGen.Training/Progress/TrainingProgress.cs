using System.Globalization;

namespace DeepGen.Training;

/// <summary>Shows how training goes: epoch, bar, mean loss and accuracy of the epoch, samples per second and the time left.</summary>
public sealed class TrainingProgress
{
    private const int LongestBar = 24;
    private const int ShortestBar = 6;
    private static readonly TimeSpan RedrawInterval = TimeSpan.FromMilliseconds(100);

    private readonly int epochs;
    private readonly int samplesPerEpoch;
    private readonly TextWriter writer;
    private readonly TimeProvider time;
    private readonly ProgressStyle style;
    private readonly int width;
    private readonly RunningMean loss = new();
    private readonly RunningMean accuracy = new();
    private int epoch;
    private long samples;
    private long samplesThisRun;
    private long samplesAtStart;
    private long? runStart;
    private long epochStart;
    private long drawnAt;
    private int drawnLength;
    private int quarter;

    /// <summary>Prepares for a training run; nothing is written yet.</summary>
    /// <param name="epochs">The number of epochs in all.</param>
    /// <param name="samplesPerEpoch">The number of samples in an epoch.</param>
    /// <param name="style">How it is shown.</param>
    /// <param name="writer">Where it is shown; the console by default.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <param name="width">The width of the live line in characters; 0 asks the console.</param>
    public TrainingProgress(
        int epochs,
        int samplesPerEpoch,
        ProgressStyle style = ProgressStyle.Automatic,
        TextWriter? writer = null,
        TimeProvider? time = null,
        int width = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        ArgumentOutOfRangeException.ThrowIfNegative(samplesPerEpoch);
        (this.epochs, this.samplesPerEpoch, this.time) = (epochs, samplesPerEpoch, time ?? TimeProvider.System);
        this.style = style == ProgressStyle.Automatic ? Terminal.Style(writer) : style;
        this.writer = writer ?? Console.Out;
        this.width = width > 0 ? width : Terminal.Width;
    }

    /// <summary>The mean loss of the epoch so far, weighted by samples; NaN before the first report.</summary>
    public double Loss => loss.Value;

    /// <summary>The mean accuracy of the epoch so far, weighted by samples; NaN if none was reported.</summary>
    public double Accuracy => accuracy.Value;

    /// <summary>Begins an epoch.</summary>
    /// <param name="epoch">The number of the epoch, from 0.</param>
    /// <param name="samplesDone">How many of its samples an earlier run has done already.</param>
    /// <param name="lossSoFar">The mean loss of those; NaN leaves them out of <see cref="Loss"/>.</param>
    /// <param name="accuracySoFar">The mean accuracy of those; NaN leaves them out of <see cref="Accuracy"/>.</param>
    public void BeginEpoch(int epoch, int samplesDone = 0, double lossSoFar = double.NaN, double accuracySoFar = double.NaN)
    {
        this.epoch = epoch;
        samples = samplesAtStart = samplesDone;
        Begin(loss, lossSoFar, samplesDone);
        Begin(accuracy, accuracySoFar, samplesDone);
        epochStart = time.GetTimestamp();
        runStart ??= epochStart;
        drawnAt = epochStart;
        quarter = Quarter;
    }

    /// <summary>Counts a batch, and shows the new numbers if it is time to.</summary>
    /// <param name="batchSamples">The number of samples in the batch; at least 1.</param>
    /// <param name="batchLoss">Its mean loss.</param>
    /// <param name="batchAccuracy">Its accuracy from 0 to 1; null if it is not measured.</param>
    public void Report(int batchSamples, double batchLoss, double? batchAccuracy = null)
    {
        samples += batchSamples;
        samplesThisRun += batchSamples;
        loss.Add(batchLoss, batchSamples);
        if (batchAccuracy is { } value)
        {
            accuracy.Add(value, batchSamples);
        }

        if (style == ProgressStyle.Live && time.GetElapsedTime(drawnAt) >= RedrawInterval)
        {
            drawnAt = time.GetTimestamp();
            Draw([.. Fields(), ProgressFormat.Time(TimeLeft()) + " left"]);
        }
        else if (style == ProgressStyle.Plain && Quarter > quarter && Quarter < 4)
        {
            quarter = Quarter;
            writer.WriteLine(Line(0, [.. Fields(), ProgressFormat.Time(TimeLeft()) + " left"]));
        }
    }

    /// <summary>Ends the epoch with a line that stays.</summary>
    /// <param name="results">What else was measured, such as ("test accuracy", 0.98).</param>
    public void EndEpoch(params ReadOnlySpan<(string Name, double Value)> results)
    {
        string[] fields = [.. Fields(), ProgressFormat.Time(time.GetElapsedTime(epochStart))];
        foreach (var (name, value) in results)
        {
            fields = [.. fields, $"{name} {ProgressFormat.Number(value)}"];
        }

        if (style == ProgressStyle.Plain)
        {
            writer.WriteLine(Line(0, fields));
        }
        else if (style == ProgressStyle.Live)
        {
            // Whole even where it is wider than the terminal: it is not drawn again.
            var line = Line(LongestBar, fields);
            writer.WriteLine("\r" + line.PadRight(drawnLength));
            drawnLength = 0;
        }

        writer.Flush();
    }

    private static void Begin(RunningMean mean, double valueSoFar, int samplesDone)
    {
        mean.Reset();
        if (samplesDone > 0 && !double.IsNaN(valueSoFar))
        {
            mean.Add(valueSoFar, samplesDone);
        }
    }

    private int Quarter => samplesPerEpoch == 0 ? 4 : (int)(samples * 4 / samplesPerEpoch);

    private double Fraction => samplesPerEpoch == 0 ? 1 : (double)samples / samplesPerEpoch;

    private string[] Fields()
    {
        var seconds = time.GetElapsedTime(epochStart).TotalSeconds;
        var rate = seconds > 0 ? (samples - samplesAtStart) / seconds : 0;
        var lossText = "loss " + ProgressFormat.Number(loss.Value);
        return accuracy.Weight > 0
            ? [lossText, "accuracy " + ProgressFormat.Number(accuracy.Value), ProgressFormat.Rate(rate)]
            : [lossText, ProgressFormat.Rate(rate)];
    }

    /// <summary>By the pace of the run so far, with everything that happened between its samples.</summary>
    private TimeSpan TimeLeft()
    {
        var left = ((long)(epochs - epoch) * samplesPerEpoch) - samples;
        return left <= 0 ? TimeSpan.Zero : time.GetElapsedTime(runStart!.Value) * ((double)left / samplesThisRun);
    }

    private void Draw(string[] fields)
    {
        var bar = LongestBar;
        var line = Line(bar, fields);
        if (line.Length >= width)
        {
            line = Line(Math.Max(ShortestBar, bar - (line.Length - width + 1)), fields);
        }

        // A line that wraps cannot be drawn again in place.
        line = line.Length < width ? line : line[..(width - 1)];
        writer.Write("\r" + line.PadRight(drawnLength));
        writer.Flush();
        drawnLength = line.Length;
    }

    private string Line(int bar, string[] fields)
    {
        var total = epochs.ToString(CultureInfo.InvariantCulture);
        var number = (epoch + 1).ToString(CultureInfo.InvariantCulture).PadLeft(total.Length);
        var percent = ((int)(100 * Math.Min(1, Fraction))).ToString(CultureInfo.InvariantCulture).PadLeft(3) + "%";
        var picture = bar == 0 ? "" : ProgressBar.Format(Fraction, bar, writer.Encoding.CodePage == 65001 || writer is StringWriter) + " ";
        return $"epoch {number}/{total} {picture}{percent}  {string.Join("  ", fields)}";
    }
}

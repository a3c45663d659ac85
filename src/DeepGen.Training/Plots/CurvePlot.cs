namespace DeepGen.Training;

/// <summary>Draws a training run: its losses above, its accuracies below, over the epochs.</summary>
public static class CurvePlot
{
    private const int Width = 900;
    private const int Height = 640;

    // What is measured while training is a mean over the epoch: it belongs to its middle, where it lies among the steps.
    private const double Middle = -0.5;
    private const string Train = "#3b6fd4";
    private const string Test = "#e8643c";

    /// <summary>Writes the picture as SVG: beside the file first, then in its place, so that a reader never sees half of it.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="history">What was measured.</param>
    /// <param name="title">The heading.</param>
    /// <param name="heldOut">What the held-out samples are called.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, TrainingHistory history, string title = "Training", string heldOut = "test")
    {
        ArgumentNullException.ThrowIfNull(path);
        AtomicFile.WriteText(path, ToSvg(history, title, heldOut));
    }

    /// <summary>The picture as the text of an SVG file.</summary>
    /// <param name="history">What was measured; values that are not finite leave gaps.</param>
    /// <param name="title">The heading.</param>
    /// <param name="heldOut">What the held-out samples are called.</param>
    public static string ToSvg(TrainingHistory history, string title = "Training", string heldOut = "test")
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(heldOut);
        Curve[] losses =
        [
            new("", Train, Curve.Thin([.. history.Steps.Select(step => (step.Epoch, step.Loss))]), IsFaint: true),
            Of("train loss", Train, record => record.TrainLoss, Middle),
            Of(heldOut + " loss", Test, record => record.TestLoss),
        ];
        Curve[] accuracies =
        [
            Of("train accuracy", Train, record => record.TrainAccuracy, Middle),
            Of(heldOut + " accuracy", Test, record => record.TestAccuracy),
        ];
        var epochs = history.Epochs.Select(record => record.Epoch).Concat(history.Steps.Select(step => step.Epoch));
        var horizontal = Axis.Linear(0, epochs.Where(double.IsFinite).DefaultIfEmpty(1).Max(), 10, smallestStep: 1);

        var svg = new Svg(Width, Height, title);
        svg.Text(72, 38, title, "#1f2733", 20, weight: "600");
        new Panel("Loss", 72, 92, 756, 240, horizontal, Axis.ForLoss(Values(losses))).Draw(svg, losses, null);
        new Panel("Accuracy", 72, 402, 756, 176, horizontal, Axis.ForAccuracy(Values(accuracies))).Draw(svg, accuracies, "epoch");
        return svg.ToString();

        Curve Of(string name, string color, Func<EpochRecord, double> value, double shift = 0)
        {
            var points = Curve.Thin([.. history.Epochs.Select(record => (record.Epoch + shift, value(record)))]);
            return new(name, color, points.Any(point => double.IsFinite(point.Y)) ? points : []);
        }
    }

    private static IEnumerable<double> Values(Curve[] curves) => curves.SelectMany(curve => curve.Points).Select(point => point.Y);
}

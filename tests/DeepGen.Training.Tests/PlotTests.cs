using System.Globalization;
using System.Xml.Linq;

namespace DeepGen.Training.Tests;

public sealed class PlotTests : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("deepgen-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Curves_go_through_the_points_of_the_history()
    {
        var history = History(4);
        var lines = Lines(CurvePlot.ToSvg(history));
        lines.Count.ShouldBe(5);
        // The panels lie between x 72 and 828; four epochs make an epoch 189 wide.
        lines[0].Select(point => point.X).ShouldBe(Enumerable.Range(1, 40).Select(i => 72 + (i * 18.9)), tolerance: 0.006);
        lines[1].Select(point => point.X).ShouldBe([166.5, 355.5, 544.5, 733.5], tolerance: 0.006);
        lines[2].Select(point => point.X).ShouldBe([261, 450, 639, 828], tolerance: 0.006);
        // Test accuracies 0.9, 0.925, 0.95, 0.975 on an axis from 0.9 to 1 between y 578 and 402.
        lines[4].Select(point => point.Y).ShouldBe([578, 534, 490, 446], tolerance: 0.006);
    }

    [Fact]
    public void Values_that_are_not_numbers_leave_gaps()
    {
        var history = new TrainingHistory();
        foreach (var loss in (double[])[1, 2, double.NaN, 3, 4, double.PositiveInfinity])
        {
            history.Add(new StepRecord((history.Steps.Count + 1) / 6.0, loss));
        }

        var lines = Lines(CurvePlot.ToSvg(history));
        lines.Select(line => line.Count).ShouldBe([2, 2]);
        lines.SelectMany(line => line).ShouldAllBe(point => point.Y >= 92 && point.Y <= 332);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void Any_number_of_points_makes_a_picture(int epochs)
    {
        var text = CurvePlot.ToSvg(History(epochs));
        XDocument.Parse(text).Root!.Name.ShouldBe(Svg + "svg");
        text.ShouldNotContain("NaN");
        text.ShouldNotContain("∞");
        // Steps are thinned out: a long run must not make a file of megabytes.
        text.Length.ShouldBeLessThan(200_000);
        text.Contains("nothing measured yet", StringComparison.Ordinal).ShouldBe(epochs == 0);
    }

    [Fact]
    public void Nothing_but_nan_is_a_picture_too()
    {
        var history = new TrainingHistory();
        history.Add(new StepRecord(0.5, double.NaN));
        history.Add(new EpochRecord(1, double.NaN, double.NaN));
        CurvePlot.ToSvg(history).ShouldContain("nothing measured yet");
    }

    [Fact]
    public void Text_is_escaped_and_control_characters_are_left_out()
    {
        const string Title = "a < b & \"c\" > d \u0001 \ud83d\ude00 \ud800";
        var text = XDocument.Parse(CurvePlot.ToSvg(History(1), Title)).Descendants(Svg + "text").First().Value;
        text.ShouldBe("a < b & \"c\" > d   \ud83d\ude00 \ufffd");
    }

    [Fact]
    public void The_picture_is_the_same_in_every_culture()
    {
        var expected = CurvePlot.ToSvg(History(3));
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            CurvePlot.ToSvg(History(3)).ShouldBe(expected);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void The_file_is_replaced_and_nothing_is_left_beside_it()
    {
        var path = Path.Combine(folder.FullName, "training.svg");
        File.WriteAllText(path, "old");
        CurvePlot.Write(path, History(2), "new");
        XDocument.Load(path).Root!.Element(Svg + "title")!.Value.ShouldBe("new");
        folder.GetFiles().Length.ShouldBe(1);
        Should.Throw<IOException>(() => CurvePlot.Write(Path.Combine(folder.FullName, "none", "x.svg"), History(1)));
    }

    [Fact]
    public void Two_last_values_that_are_near_stand_apart()
    {
        var history = new TrainingHistory();
        history.Add(new EpochRecord(1, 0.5, 0.98, 0.5, 0.9801));
        var values = XDocument.Parse(CurvePlot.ToSvg(history)).Descendants(Svg + "text")
            .Where(text => text.Value is "0.9800" or "0.9801").Select(text => (double)text.Attribute("y")!).ToArray();
        values.Length.ShouldBe(2);
        Math.Abs(values[0] - values[1]).ShouldBeGreaterThanOrEqualTo(14);
    }

    [Theory]
    [InlineData(0, 1, 5, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0, 7, 10, "0 1 2 3 4 5 6 7")]
    [InlineData(0.93, 1, 4, "0.92 0.94 0.96 0.98 1.00")]
    [InlineData(3, 3, 5, "3 4 5 6")]
    [InlineData(-0.3, 0.3, 5, "-0.4 -0.2 0.0 0.2 0.4")]
    [InlineData(0, 123456, 5, "0 50000 100000 150000")]
    [InlineData(0, 3e-9, 5, "0e+0 1e-9 2e-9 3e-9")]
    public void Ticks_are_round_numbers(double low, double high, int intervals, string expected)
    {
        var axis = Axis.Linear(low, high, intervals);
        string.Join(' ', axis.Ticks.Select(axis.Label)).ShouldBe(expected);
        axis.Map(low).ShouldBeGreaterThanOrEqualTo(-1e-9);
        axis.Map(high).ShouldBeLessThanOrEqualTo(1 + 1e-9);
    }

    [Fact]
    public void Losses_over_decades_get_a_logarithmic_axis()
    {
        var axis = Axis.ForLoss([2.3, 0.03]);
        axis.IsLogarithmic.ShouldBeTrue();
        string.Join(' ', axis.Ticks.Select(axis.Label)).ShouldBe("0.02 0.05 0.1 0.2 0.5 1 2 5");
        axis.CanShow(0).ShouldBeFalse();
        Axis.ForLoss([2.3, 0.3]).IsLogarithmic.ShouldBeFalse();
        Axis.ForLoss([2.3, 0]).IsLogarithmic.ShouldBeFalse();
        var wide = Axis.ForLoss([1e-12, 1e12]);
        wide.Map(1e-12).ShouldBe(0, 1e-9);
        wide.Map(1e12).ShouldBe(1, 1e-9);
    }

    [Fact]
    public void A_history_file_gives_back_every_bit()
    {
        var path = Path.Combine(folder.FullName, "history.csv");
        var history = History(3);
        history.Add(new EpochRecord(4, Math.PI, double.NaN, double.PositiveInfinity, 1.0 / 3));
        HistoryFile.Write(path, history);
        var read = HistoryFile.Read(path);
        read.Steps.ShouldBe(history.Steps);
        read.Epochs.ShouldBe(history.Epochs);
        read.TruncateAfter(2);
        (read.Steps.Count, read.Epochs.Count).ShouldBe((20, 2));
        File.AppendAllText(path, "step,1\n");
        Should.Throw<InvalidDataException>(() => HistoryFile.Read(path)).Message.ShouldContain("line 36 is 'step,1'");
        File.WriteAllText(path, "hello\n");
        Should.Throw<InvalidDataException>(() => HistoryFile.Read(path)).Message.ShouldContain("line 1 is 'hello'");
    }

    private static TrainingHistory History(int epochs)
    {
        var history = new TrainingHistory();
        for (var step = 1; step <= epochs * 10; step++)
        {
            history.Add(new StepRecord(step / 10.0, 2.0 / step));
        }

        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            var (train, test) = (0.88 + (0.12 * epoch / (epochs + 1)), 0.9 + (0.1 * (epoch - 1) / epochs));
            history.Add(new EpochRecord(epoch, 1.0 / epoch, train, 1.1 / epoch, test));
        }

        return history;
    }

    private static List<List<(double X, double Y)>> Lines(string svg)
        => [.. XDocument.Parse(svg).Descendants(Svg + "polyline").Select(line => line.Attribute("points")!.Value.Split(' ')
            .Select(point => point.Split(',').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray())
            .Select(point => (point[0], point[1])).ToList())];
}

using System.Globalization;

namespace DeepGen.Training.Tests;

public sealed class ProgressTests
{
    private readonly FakeClock clock = new();
    private readonly StringWriter writer = new() { NewLine = "\n" };

    [Fact]
    public void Plain_lines_come_at_each_quarter()
    {
        var progress = Progress(ProgressStyle.Plain);
        Train(progress, epochs: 2);
        writer.ToString().ShouldBe(
            """
            epoch 1/2  25%  loss 1.5000  accuracy 0.1875  1,000 samples/s  0:07 left
            epoch 1/2  50%  loss 1.0417  accuracy 0.3125  1,000 samples/s  0:06 left
            epoch 1/2  75%  loss 0.8167  accuracy 0.4375  1,000 samples/s  0:05 left
            epoch 1/2 100%  loss 0.6795  accuracy 0.5625  1,000 samples/s  0:04  test accuracy 0.9000
            epoch 2/2  25%  loss 1.5000  accuracy 0.1875  1,000 samples/s  0:03 left
            epoch 2/2  50%  loss 1.0417  accuracy 0.3125  1,000 samples/s  0:02 left
            epoch 2/2  75%  loss 0.8167  accuracy 0.4375  1,000 samples/s  0:01 left
            epoch 2/2 100%  loss 0.6795  accuracy 0.5625  1,000 samples/s  0:04  test accuracy 0.9000

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_live_line_is_drawn_in_place_and_stays_at_the_end()
    {
        var progress = Progress(ProgressStyle.Live);
        Train(progress, epochs: 1);
        writer.ToString().Replace("\r", "\n").TrimStart('\n').ShouldBe(
            """
            epoch 1/2 ━━━─────────────────────  12%  loss 2.0000  accuracy 0.1250  1,000 samples/s  0:08 left
            epoch 1/2 ━━━━━━──────────────────  25%  loss 1.5000  accuracy 0.1875  1,000 samples/s  0:07 left
            epoch 1/2 ━━━━━━━━━───────────────  37%  loss 1.2222  accuracy 0.2500  1,000 samples/s  0:07 left
            epoch 1/2 ━━━━━━━━━━━━────────────  50%  loss 1.0417  accuracy 0.3125  1,000 samples/s  0:06 left
            epoch 1/2 ━━━━━━━━━━━━━━━─────────  62%  loss 0.9133  accuracy 0.3750  1,000 samples/s  0:06 left
            epoch 1/2 ━━━━━━━━━━━━━━━━━━──────  75%  loss 0.8167  accuracy 0.4375  1,000 samples/s  0:05 left
            epoch 1/2 ━━━━━━━━━━━━━━━━━━━━━───  87%  loss 0.7408  accuracy 0.5000  1,000 samples/s  0:05 left
            epoch 1/2 ━━━━━━━━━━━━━━━━━━━━━━━━ 100%  loss 0.6795  accuracy 0.5625  1,000 samples/s  0:04 left
            epoch 1/2 ━━━━━━━━━━━━━━━━━━━━━━━━ 100%  loss 0.6795  accuracy 0.5625  1,000 samples/s  0:04  test accuracy 0.9000

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_live_line_is_not_drawn_more_than_ten_times_a_second()
    {
        var progress = new TrainingProgress(1, 1000, ProgressStyle.Live, writer, clock, 120);
        progress.BeginEpoch(0);
        for (var i = 0; i < 1000; i++)
        {
            clock.Advance(0.001);
            progress.Report(1, 1);
        }

        writer.ToString().Count(character => character == '\r').ShouldBe(10);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(95)]
    public void A_live_line_fits_into_a_narrow_terminal(int width)
    {
        var progress = new TrainingProgress(2, 4000, ProgressStyle.Live, writer, clock, width);
        progress.BeginEpoch(0);
        clock.Advance(1);
        progress.Report(500, 1.5, 0.5);
        var line = writer.ToString().TrimStart('\r');
        line.Length.ShouldBeLessThan(width);
        line.Length.ShouldBeGreaterThan(width - 16);
        line.ShouldStartWith("epoch 1/2 ");
    }

    [Fact]
    public void A_shorter_line_covers_the_longer_one_before_it()
    {
        var progress = new TrainingProgress(1, 10, ProgressStyle.Live, writer, clock, 120);
        progress.BeginEpoch(0);
        clock.Advance(1000);
        progress.Report(1, 1.0);
        clock.Advance(10);
        progress.Report(8, 1.0);
        var lines = writer.ToString().Split('\r');
        lines[2].Length.ShouldBe(lines[1].Length);
        lines[2].TrimEnd().Length.ShouldBeLessThan(lines[1].Length);
    }

    [Fact]
    public void Quiet_means_nothing_at_all()
    {
        Train(Progress(ProgressStyle.Quiet), epochs: 2);
        writer.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void A_writer_that_is_not_the_console_gets_plain_lines()
    {
        Train(Progress(ProgressStyle.Automatic), epochs: 1);
        writer.ToString().ShouldNotContain("\r");
        writer.ToString().Split('\n').Length.ShouldBe(5);
    }

    [Fact]
    public void A_resumed_epoch_counts_only_its_own_pace()
    {
        var progress = new TrainingProgress(3, 1000, ProgressStyle.Plain, writer, clock);
        progress.BeginEpoch(1, samplesDone: 500);
        clock.Advance(1);
        progress.Report(250, double.NaN);
        clock.Advance(1);
        progress.Report(250, 1);
        progress.EndEpoch();
        writer.ToString().ShouldBe(
            """
            epoch 2/3  75%  loss nan  250 samples/s  0:05 left
            epoch 2/3 100%  loss nan  250 samples/s  0:02

            """.ReplaceLineEndings("\n"));
        progress.Loss.ShouldBe(double.NaN);
    }

    [Fact]
    public void A_resumed_epoch_goes_on_with_the_means_so_far()
    {
        var progress = new TrainingProgress(3, 1000, ProgressStyle.Quiet, writer, clock);
        progress.BeginEpoch(1, samplesDone: 500, lossSoFar: 2, accuracySoFar: 0.5);
        progress.Report(250, 1, 1);
        progress.Loss.ShouldBe((2.0 + 2.0 + 1.0) / 3);
        progress.Accuracy.ShouldBe((0.5 + 0.5 + 1.0) / 3);

        // The means of a resumed epoch mean nothing in the next one, which begins at its first sample.
        progress.BeginEpoch(2, samplesDone: 0, lossSoFar: 2, accuracySoFar: 0.5);
        progress.Report(250, 1, 1);
        progress.Loss.ShouldBe(1);
        progress.Accuracy.ShouldBe(1);
    }

    [Fact]
    public void The_numbers_are_the_same_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fi-FI");
            Train(Progress(ProgressStyle.Plain), epochs: 1);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        writer.ToString().ShouldContain("loss 0.6795  accuracy 0.5625  1,000 samples/s");
    }

    [Theory]
    [InlineData(double.NaN, "......")]
    [InlineData(-1, "......")]
    [InlineData(0.25, "=-....")]
    [InlineData(0.5, "===...")]
    [InlineData(2, "======")]
    public void A_bar_shows_halves_and_stays_inside(double fraction, string expected)
        => ProgressBar.Format(fraction, 6, unicode: false).ShouldBe(expected);

    [Theory]
    [InlineData(0, "0.0000")]
    [InlineData(-1.5, "-1.5000")]
    [InlineData(0.00001234, "1.23e-5")]
    [InlineData(123456, "1.23e+5")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void Numbers_of_any_size_stay_short(double value, string expected) => ProgressFormat.Number(value).ShouldBe(expected);

    [Theory]
    [InlineData(0, "0:00")]
    [InlineData(59.6, "1:00")]
    [InlineData(3599, "59:59")]
    [InlineData(3661, "1:01:01")]
    [InlineData(1e9, "99:59:59")]
    public void Times_are_read_as_on_a_clock(double seconds, string expected)
        => ProgressFormat.Time(TimeSpan.FromSeconds(seconds)).ShouldBe(expected);

    private TrainingProgress Progress(ProgressStyle style) => new(2, 4000, style, writer, clock, 120);

    private void Train(TrainingProgress progress, int epochs)
    {
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            progress.BeginEpoch(epoch);
            for (var batch = 1; batch <= 8; batch++)
            {
                clock.Advance(0.5);
                progress.Report(500, 2.0 / batch, batch / 8.0);
            }

            progress.EndEpoch(("test accuracy", 0.9));
        }
    }
}

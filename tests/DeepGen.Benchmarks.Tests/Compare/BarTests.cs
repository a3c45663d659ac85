using DeepGen.Benchmarks.Compare;

namespace DeepGen.Benchmarks.Tests.Compare;

/// <summary>Whether a row reaches its bar, by the ratio or by the share of the roof.</summary>
public class BarTests
{
    private const string HoldsByShare = "holds by share (below by ratio)";

    [Fact]
    public void The_roof_is_the_arithmetic_and_then_the_memory()
        => new Roof(100e9, 50e9).Seconds(1e9, 2e9).ShouldBe(0.01 + 0.04, 1e-12);

    [Fact]
    public void A_bar_means_the_peers_time_there_over_the_ratio()
    {
        // A millisecond of arithmetic and one of memory, where the peer's ten milliseconds allow five.
        Bar bar = new(2, null, 10e-3);
        bar.Share(255e6, 41e6)!.Value.ShouldBe(0.4, 1e-12);
        new Bar(2, null).Share(255e6, 41e6).ShouldBeNull("the peer's time there is not known");
    }

    [Fact]
    public void Our_share_is_of_the_roof_that_the_run_measured()
        => Row(0.02, 0.05).ShareOfRoof(2e9).ShouldBe((0.01 + 0.04) / 0.02, 1e-12);

    [Theory]
    [InlineData("b256-adam", "train", 28)]
    [InlineData("b256-adam", "predict", 4)]
    public void A_call_moves_what_its_optimizer_does_or_reads_the_parameters(string workload, string mode, int bytesOfOne)
    {
        const int Parameters = (784 * 256) + 256 + (256 * 128) + 128 + (128 * 10) + 10;
        Workload.Named(workload).ParameterBytes(mode).ShouldBe(bytesOfOne * Parameters);
    }

    [Fact]
    public void Plain_descent_moves_less_than_Adam()
        => (28 * Workload.Named("a2-sgd").ParameterBytes("train")).ShouldBe(12 * Workload.Named("a2-adam").ParameterBytes("train"));

    [Theory]
    [InlineData(5, 0.1, 0.5, 0.1, "aim reached")]
    [InlineData(4.99, 0.1, 0.5, 0.1, "holds")]
    [InlineData(3, 0.1, 0.5, 0.1, "holds")]
    [InlineData(2.99, 0.5, 0.5, 0.1, HoldsByShare)]
    [InlineData(2.99, 0.95, 0.5, 0.92, HoldsByShare)]
    [InlineData(2.99, 0.49, 0.5, 0.1, "**below**")]
    [InlineData(2.99, 0.95, null, 0.89, "**below**")]
    [InlineData(2.99, 0.95, null, 0.9, "below, at the roof (90 % of the peak)")]
    [InlineData(2.99, 0.953, 0.96, 0.931, "below, at the roof (93.1 % of the peak)")]
    [InlineData(2.99, 1.2, 1.3, 1.06, "**below**")]
    public void The_verdict_is_the_best_that_is_true(double measured, double ours, double? bars, double ofPeak, string verdict)
        => BarTable.Verdict(new Bar(3, 5), measured, new BarTable.Shares(ours, bars, ofPeak)).ShouldBe(verdict);

    [Theory]
    [InlineData(5, "aim reached")]
    [InlineData(3, "holds")]
    [InlineData(2.99, "**below**")]
    public void What_is_no_time_reaches_its_bar_by_the_ratio_alone(double measured, string verdict)
        => BarTable.Verdict(new Bar(3, 5), measured, null).ShouldBe(verdict);

    [Theory]
    [InlineData("c64-adam", "train", Peers.Torch, 3, 29.82e-3)]
    [InlineData("b256-adam", "predict", Peers.OnnxRuntime, 1, 0.5e-3)]
    public void A_row_knows_its_peers_time_there(string workload, string mode, string peer, double atLeast, double there)
    {
        var bar = Bar.Of(Row(1, 1) with { Workload = workload, Mode = mode, Peer = peer })!;
        (bar.AtLeast, bar.PeerThere).ShouldBe((atLeast, there));
    }

    [Fact]
    public void Only_batches_that_were_not_measured_there_have_the_ratio_alone()
    {
        var rows = from workload in Workload.All
                   from mode in new[] { "train", "predict" }
                   from peer in new[] { Peers.Torch, Peers.OnnxRuntime }
                   select Row(1, 1) with { Workload = workload.Name, Mode = mode, Peer = peer };
        rows.Where(row => Bar.Of(row) is { PeerThere: null }).Select(row => row.Workload).Distinct().ShouldBe(["b7-adam", "b33-adam"]);
    }

    [Fact]
    public void The_table_shows_both_shares_and_says_what_they_are()
    {
        // 256 MFLOP take 2.56 ms here at least, and the parameters of 4 bytes each hardly anything.
        string table = BarTable.Print(
            [Row(2.7e-3, 2.6e-3) with { Workload = "b256-adam", Mode = "predict", Peer = Peers.OnnxRuntime, Flops = 256e6 }]);
        string line = table.Split('\n')[2];
        line.ShouldStartWith("| b: digits MLP | 256 | predict | ONNX Runtime / ours | 0.963 | 1 | 1.05 | 95.");
        line.ShouldContain(" % | 205 % | below, at the roof (94.8 % of the peak) |");
        table.ShouldContain("255 GFLOP/s fused, 41 GB/s from memory");
    }

    [Fact]
    public void What_is_no_time_has_no_share()
    {
        string table = BarTable.Print([Row(1e-3, 1e-3) with { Workload = "b256-adam", Threads = 2, SingleSeconds = 1.5e-3 }]);
        table.ShouldContain("| our one thread / ours | 1.5 | 1.7 |  |  |  | **below** |");
        table.ShouldNotContain("Zen 5");
        BarTable.Print([]).ShouldBeEmpty();
    }

    private static Row Row(double seconds, double peerSeconds) => new()
    {
        Workload = "a2-sgd",
        Mode = "train",
        Peer = Peers.Torch,
        Version = "",
        PeerVersion = "",
        Threads = 1,
        Deviation = 0,
        Seconds = seconds,
        PeerSeconds = peerSeconds,
        Flops = 1e9,
        Allocated = 0,
        Arena = 0,
        Growth = 1,
        PeerGrowth = 1,
        Run = new Run(default, "", "", 100e9, 50e9),
    };
}

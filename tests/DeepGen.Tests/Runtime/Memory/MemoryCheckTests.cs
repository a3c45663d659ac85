using System.Diagnostics;
using DeepGen.Runtime;
using DeepGen.Tests.Models;
using DeepGen.Tests.Runtime.Programs;

namespace DeepGen.Tests.Runtime.Memory;

/// <summary>Runs alone, since it switches the debug mode on for buffers that are made meanwhile.</summary>
[CollectionDefinition(nameof(MemoryCheckTests), DisableParallelization = true)]
public sealed class MemoryCheckTestsRunAlone;

/// <summary>The debug mode for memory finds planted mistakes.</summary>
[Collection(nameof(MemoryCheckTests))]
public sealed class MemoryCheckTests : IDisposable
{
    private const int Batch = 5;

    private static readonly float[] X = [.. Enumerable.Range(0, 3 * Batch).Select(i => i + 1f)];
    private static readonly float[] Expected = [.. Enumerable.Range(0, Batch).Select(n => (18f * n) + 12)];

    private readonly bool wasOn = MemoryChecks.AreOn;

    public MemoryCheckTests() => MemoryChecks.AreOn = true;

    public void Dispose() => MemoryChecks.AreOn = wasOn;

    [Fact]
    public void AFlawlessModelPassesAgainAndAgain()
    {
        using FaultyModel model = new(Fault.None);
        for (int call = 0; call < 3; call++)
        {
            model.Predict(X, Batch).ShouldBe(Expected);
            model.Predict(X[..3], 1).ShouldBe(Expected[..1]);
        }
    }

    [Theory]
    [InlineData(Fault.WriteBehind, "launch 2, Double,", "float 0 of the 65 in the gap between buffers 1 and 2")]
    [InlineData(Fault.CopyBehind, "launch 2, Double,", "float 0 of the 65 in the gap between buffers 1 and 2")]
    [InlineData(Fault.WriteBefore, "launch 2, Double,", "float 64 of the 65 in the gap between buffers 0 and 1")]
    [InlineData(Fault.WriteBehindGradients, "launch 2, Double,", "a float beside the gradients")]
    [InlineData(Fault.WriteBehindPack, "launch 1", "a float beside packed copy 0")]
    [InlineData(Fault.WriteDead, "launch 4", "float 0 of buffer 1, after the last launch that uses it")]
    [InlineData(Fault.WriteBehindRoom, "launch 3, Sum,", "float 0 behind the 3 in the room of thread 0")]
    [InlineData(Fault.WriteUnaskedRoom, "launch 4, Late,", "float 0 behind the 0 in the room of thread 0")]
    public void AWriteOfOneFloatTooManyNamesTheKernel(Fault fault, string launch, string place)
    {
        using FaultyModel model = new(fault);
        Should.Throw<InvalidOperationException>(() => model.Predict(X, Batch))
            .Message.ShouldBe($"FaultyModel.Predict: after {launch} something was written to {place}.");
    }

    [Theory]
    [InlineData(Fault.ReadBehind, 0)]
    [InlineData(Fault.ReadUnwritten, Batch - 1)]
    [InlineData(Fault.ReadDead, 0)]
    [InlineData(Fault.ReadUnwrittenRoom, 0)]
    [InlineData(Fault.ReadStaleRoom, 1)]
    public void AReadOfWhatIsNotThereGivesNaN(Fault fault, int row)
    {
        using FaultyModel model = new(fault);
        model.Predict(X, Batch)[row].ShouldBe(float.NaN);
        MemoryChecks.AreOn = false;
        using FaultyModel unwatched = new(fault);
        float.IsNaN(unwatched.Predict(X, Batch)[row]).ShouldBeFalse("without the debug mode nobody sees it");
    }

    [Fact]
    public void TheRoomOfEachThreadIsWatched()
    {
        using FaultyModel flawless = new(Fault.None, threads: 3);
        using FaultyModel model = new(Fault.WriteBehindRoom, threads: 3);
        flawless.Team.ForkThreshold = model.Team.ForkThreshold = 0;
        flawless.Predict(X, Batch).ShouldBe(Expected);
        Should.Throw<InvalidOperationException>(() => model.Predict(X, Batch))
            .Message.ShouldContain("float 0 behind the 3 in the room of thread ");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void TheRoomOfAChainIsWatched(int threads)
    {
        // On three threads the two elements are worked on by all of them, in the first one's room.
        float[] x = [.. Enumerable.Range(0, 2 * ChainedRows.Columns).Select(i => i + 1f)];
        using ChainedRows flawless = new(threads), stale = new(threads, ChainFault.ReadStaleRoom);
        using ChainedRows model = new(threads, ChainFault.WriteBehindRoom);
        flawless.Team.ForkThreshold = stale.Team.ForkThreshold = model.Team.ForkThreshold = 0;
        flawless.Predict(x, 2).ShouldAllBe(value => float.IsFinite(value));
        float[] y = stale.Predict(x, 2);
        y[..ChainedRows.Columns].ShouldAllBe(value => float.IsFinite(value));
        y[ChainedRows.Columns].ShouldBe(float.NaN, "the element before has left a number there");
        Should.Throw<InvalidOperationException>(() => model.Predict(x, 2)).Message.ShouldBe(
            "ChainedRows.Predict: after launch 1, RunParts, something was written to float 0 behind the 6 in the room of thread 0.");
    }

    [Fact]
    public void ACallAfterOneThatFailedFindsItsRoomsClean()
    {
        using FaultyModel model = new(Fault.WriteBehindRoom);
        for (int call = 0; call < 2; call++)
        {
            Should.Throw<InvalidOperationException>(() => model.Predict(X, Batch)).Message.ShouldContain("after launch 3, Sum,");
        }
    }

    [Fact]
    public void AWholeTrainingStepPasses()
    {
        var pictures = new Pictures(7, seed: 1);
        using SmallCnn model = new(seed: 1);
        float first = model.Step(pictures.Images, pictures.Labels, 7).Loss;
        float.IsFinite(first).ShouldBeTrue();
        model.Store.Gradients.Read().ToArray().ShouldAllBe(value => float.IsFinite(value));
        MemoryChecks.AreOn = false;
        using SmallCnn plain = new(seed: 1);
        plain.Step(pictures.Images, pictures.Labels, 7).Loss.ShouldBe(first);
        plain.ArenaBytes.ShouldBeLessThan(model.ArenaBytes);
    }

    [LinuxFact("guard pages")]
    public void AWriteBehindTheArenaEndsTheProcess()
    {
        (int exitCode, string output) = RunChild("none");
        (exitCode, output.Trim()).ShouldBe((0, "called, and returned"));
        (exitCode, output) = RunChild("write-behind-arena");
        exitCode.ShouldNotBe(0);
        output.ShouldStartWith("called, ");
        output.ShouldNotContain("returned");
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("checked", true)]
    public void TheVariableSwitchesItOn(string? text, bool expected) => MemoryChecks.IsAskedFor(text).ShouldBe(expected);

    [Fact]
    public void AnotherTextIsRefused() =>
        Should.Throw<InvalidOperationException>(() => MemoryChecks.IsAskedFor("on")).Message.ShouldContain("'on'");

    /// <summary>What the process of <see cref="RunChild"/> does.</summary>
    internal static void RunAsChild(string[] arguments)
    {
        using FaultyModel model = new(arguments[0] == "write-behind-arena" ? Fault.WriteBehindArena : Fault.None);
        Console.Write("called, ");
        Console.Out.Flush();
        model.Predict(X, Batch);
        Console.WriteLine("and returned");
    }

    private static (int ExitCode, string Output) RunChild(string fault)
    {
        string program = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string assembly = Path.Combine(AppContext.BaseDirectory, "DeepGen.Tests.dll");
        var start = new ProcessStartInfo(program, [assembly, "memory", fault])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[MemoryChecks.Variable] = "checked";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        errors.Wait();
        return (process.ExitCode, output);
    }
}

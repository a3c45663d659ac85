using DeepGen.Samples.Tests.Digits;

namespace DeepGen.Samples.Tests.Residual;

public sealed class ResidualTests(Xunit.Abstractions.ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Made_textures_are_learnt_where_a_line_fails()
    {
        var run = (await Child.Run("Residual", "--epochs", "1", "--out", folder["out"])).ShouldSucceed();
        output.WriteLine(run.Output);
        run.Output.ShouldContain("4,000 samples to train with, 1,000 to test; 701,466 parameters");
        run.Figure("a linear classifier: ").ShouldBeLessThan(0.22);
        // Ten classes; what four epochs reach is in samples/README.md.
        run.Figure("test accuracy: ").ShouldBeGreaterThan(0.3);
    }

    [Fact]
    public async Task Images_of_a_folder_are_learnt_and_a_stopped_run_goes_on()
    {
        var data = ImageFolder.Write(folder["data"], train: 1280, test: 200);
        var whole = (await Child.Run("Residual", Arguments("whole"))).ShouldSucceed();
        output.WriteLine(whole.Output);
        whole.Figure("test accuracy: ").ShouldBeGreaterThan(0.5);
        whole.Output.ShouldContain("a linear classifier: ");

        using (var child = Child.Start("Residual.dll", Arguments("killed")))
        {
            var finished = child.Output.ReadToEndAsync();
            while (StateFile.Steps(folder["killed/checkpoint.state.safetensors"]) < 20)
            {
                finished.IsCompleted.ShouldBeFalse("the run ended before it could be killed");
                await Task.Delay(2);
            }

            child.Kill();
        }

        (await Child.Run("Residual", [.. Arguments("killed"), "--resume", folder["killed/checkpoint.safetensors"]])).ShouldSucceed();
        StateFile.Hash(folder["killed/residual.safetensors"]).ShouldBe(StateFile.Hash(folder["whole/residual.safetensors"]));

        string[] Arguments(string run) => ["--data", data, "--epochs", "2", "--out", folder[run]];
    }

    [Fact]
    public async Task The_whole_network_refuses_a_narrow_one_s_checkpoint()
    {
        var data = ImageFolder.Write(folder["data"], train: 64, test: 20);
        string[] common = ["--data", data, "--epochs", "1", "--quiet", "--out", folder["out"]];
        (await Child.Run("Residual", common)).ShouldSucceed();
        (await Child.Run("Residual", [.. common, "--full", "--resume", folder["out/checkpoint.safetensors"]]))
            .ShouldFailWith("checkpoint.safetensors'");
        (await Child.Run("Residual", [.. common, "--full"])).ShouldSucceed();
    }

    [Fact]
    public async Task Bad_data_is_named()
    {
        (await Child.Run("Residual", "--data", folder["none"], "--out", folder["out"])).ShouldFailWith("is not a folder");
    }
}

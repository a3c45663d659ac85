namespace DeepGen.Samples.Tests.Digits;

public sealed class OptionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Help_lists_every_option()
    {
        var help = (await Child.RunDigits("--help")).ShouldSucceed();
        string[] options =
            ["--data <DIR>", "--epochs <NUMBER>", "--batch <NUMBER>", "--learning-rate <NUMBER>", "--seed <NUMBER>", "--seeds <NUMBER>",
             "--threads <NUMBER>", "--device <DEVICE>", "--devices",
             "--resume <FILE>", "--out <DIR>", "--quiet"];
        foreach (var option in options)
        {
            help.Output.ShouldContain("  " + option);
        }

        help.Output.ShouldContain("[default: 0.001]");
        help.Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--epochs needs a number from 1 to 10000, but got '0'", "--epochs", "0")]
    [InlineData("--batch needs a number from 1 to 8192, but got 'many'", "--batch", "many")]
    [InlineData("--learning-rate needs a number from 1E-09 to 10, but got '0,001'", "--learning-rate", "0,001")]
    [InlineData("--learning-rate needs a number from 1E-09 to 10, but got 'NaN'", "--learning-rate", "NaN")]
    [InlineData("--seed needs a number from 0 to 18446744073709551615, but got '-1'", "--seed", "-1")]
    [InlineData("--threads needs a number from 0 to 1024, but got '1.5'", "--threads", "1.5")]
    [InlineData("--device needs cpu, cpu:4, opencl:0, cuda:0 or best, but got 'gpu'", "--device", "gpu")]
    [InlineData("--threads and --device exclude each other", "--device", "cpu:2", "--threads", "3")]
    [InlineData("Required argument missing for option: '--data'", "--data")]
    [InlineData("--out needs a name, but got an empty one", "--out", "")]
    [InlineData("--resume needs a name, but got an empty one", "--resume", " ")]
    [InlineData("Unrecognized command or argument '--frobnicate'", "--frobnicate")]
    [InlineData("Unrecognized command or argument 'mnist'", "mnist")]
    public async Task A_wrong_option_is_named(string words, params string[] arguments)
    {
        var run = await Child.RunDigits(arguments);
        run.ShouldFailWith(words);
        run.Errors.ShouldEndWith("; --help shows the options.\n");
        run.Output.ShouldBeEmpty();
        run.ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task Devices_are_listed()
    {
        var lines = (await Child.RunDigits("--devices")).ShouldSucceed().Output.Split(Environment.NewLine);
        lines[0].ShouldBe($"cpu       the processor, {Environment.ProcessorCount} threads");
        foreach (var info in DeviceInfo.All)
        {
            lines.ShouldContain(line => line.StartsWith($"{info.Id,-10}{info.Name}, ", StringComparison.Ordinal));
        }

        lines.Count(line => line.StartsWith("note: ", StringComparison.Ordinal)).ShouldBe(DeviceInfo.Problems.Count);
    }

    [Fact]
    public async Task A_device_that_is_not_there_is_named()
    {
        var run = await Child.RunDigits("--quiet", "--out", folder["out"], "--device", "opencl:77");
        run.ShouldFailWith("There is no device opencl:77");
        run.ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        File.WriteAllText(folder["file"], "in the way");
        var run = await Child.RunDigits("--quiet", "--out", folder["file/out"]);
        run.ShouldFailWith($"the folder '{folder["file/out"]}' cannot be made; give --out a path that can be written to");
    }
}

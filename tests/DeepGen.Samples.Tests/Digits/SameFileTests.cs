namespace DeepGen.Samples.Tests.Digits;

public sealed class SameFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string data;

    public SameFileTests() => data = ImageFolder.Write(folder["data"], compress: true);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_file_depends_on_the_seed_and_not_on_threads()
    {
        var expected = await Train("one", "--threads", "1");
        (await Train("three", "--threads", "3")).ShouldBe(expected);
        (await Train("all")).ShouldBe(expected);
        (await Train("seed", "--seed", "43")).ShouldNotBe(expected);
        (await Train("rate", "--learning-rate", "0.0011")).ShouldNotBe(expected);
    }

    private async Task<string> Train(string name, params string[] options)
    {
        (await Child.RunDigits(["--data", data, "--epochs", "1", "--quiet", "--out", folder[name], .. options])).ShouldSucceed();
        return StateFile.Hash(folder[name + "/digits.safetensors"]);
    }
}

using System.IO.Compression;

namespace DeepGen.Samples.Tests.Omniglot;

public sealed class OmniglotTests(Xunit.Abstractions.ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Made_characters_are_read_and_a_stopped_run_goes_on()
    {
        var first = (await Child.Run("Omniglot", "--epochs", "1", "--out", folder["out"])).ShouldSucceed();
        var checkpoint = folder["out/checkpoint.safetensors"];
        var run = (await Child.Run("Omniglot", "--epochs", "3", "--out", folder["out"], "--resume", checkpoint)).ShouldSucceed();
        output.WriteLine(first.Output + run.Output);
        run.Errors.ShouldContain("was made for 1 epochs");
        run.Output.ShouldContain("3,584 samples to train with, 1,210 to test");
        // 242 characters: guessing gets 0.004, and 0.03 within an alphabet. What 12 epochs reach is in samples/README.md.
        run.Figure("test accuracy: ").ShouldBeGreaterThan(0.15);
        run.Figure("test accuracy: ").ShouldBeGreaterThan(first.Figure("test accuracy: "));
        // The alphabets have about equally many characters: guessing gets 0.125, with a standard deviation of 0.01 over 1,210 images.
        run.Figure("without the hint: alphabet ").ShouldBeGreaterThan(0.2);
        run.Figure("the nearest training image of the alphabet: ").ShouldBeInRange(0.05, 0.6);
    }

    [Theory]
    [InlineData("nothing", "does not exist; give a folder with PNG images")]
    [InlineData("flat", "has the image 'one.png'; images are called alphabet/character/name_drawer.png")]
    [InlineData("drawer", "has the image 'Greek/alpha/one.png'; images are called")]
    [InlineData("damaged", "is not a PNG image: it begins with 6E6F6E65")]
    [InlineData("archive", "is a damaged or unusual zip archive")]
    [InlineData("few", "has 1 alphabets; the model is made for 8")]
    public async Task Bad_data_is_named(string damage, string words)
    {
        // One white pixel.
        var png = Convert.FromHexString(
            "89504E470D0A1A0A0000000D49484452000000010000000108000000003A7E9B55"
            + "0000000A49444154789C63F80F0001010100B138F6140000000049454E44AE426082");
        var path = damage switch { "flat" => "one.png", "drawer" => "Greek/alpha/one.png", _ => "Greek/alpha/one_01.png" };
        if (damage != "nothing")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder["data/" + path])!);
            File.WriteAllBytes(folder["data/" + path], damage == "damaged" ? "none"u8.ToArray() : png);
        }

        if (damage == "archive")
        {
            ZipFile.CreateFromDirectory(folder["data"], folder["whole.zip"]);
            File.WriteAllBytes(folder["data/half.zip"], File.ReadAllBytes(folder["whole.zip"])[..100]);
        }

        (await Child.Run("Omniglot", "--data", folder["data"], "--out", folder["out"], "--quiet")).ShouldFailWith(words);
    }
}

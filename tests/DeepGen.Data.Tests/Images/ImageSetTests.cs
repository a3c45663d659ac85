using System.IO.Compression;

namespace DeepGen.Data.Tests;

public sealed class ImageSetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Folders_and_archives_are_read_alike()
    {
        Put("images/b/2.png", 51);
        Put("images/b/1.PNG", 102);
        Put("images/a/x.png", 255, side: 4);
        File.WriteAllText(folder.File("images/readme.txt"), "no image");
        ZipFile.CreateFromDirectory(folder.File("images"), folder.File("set.zip"));
        foreach (var path in new[] { "images", "set.zip" })
        {
            var set = ImageSet.Read(folder.File(path), channels: 3, height: 2, width: 2);
            set.Paths.ShouldBe(["a/x.png", "b/1.PNG", "b/2.png"]);
            set.Labels(out var names).ShouldBe([0, 1, 1]);
            names.ShouldBe(["a", "b"]);
            set.Labels(image => image[^5..^4], out names).ShouldBe([2, 0, 1]);
            names.ShouldBe(["1", "2", "x"]);
            set.Images.Shape.ToArray().ShouldBe([3, 2, 2]);
            var values = new float[36];
            set.Images.Read(0, 3, values, default);
            values.Chunk(12).Select(image => image.Distinct().Single()).ShouldBe([1f, 0.4f, 0.2f]);
        }
    }

    [Fact]
    public void Archives_in_a_folder_count_as_folders()
    {
        Put("a/1.png", 0);
        Directory.CreateDirectory(folder.File("all"));
        ZipFile.CreateFromDirectory(folder.File("a"), folder.File("all/one.zip"));
        ZipFile.CreateFromDirectory(folder.File("a"), folder.File("all/two.zip"), CompressionLevel.NoCompression, true);
        ImageSet.Read(folder.File("all"), 1, 2, 2).Paths.ShouldBe(["1.png", "a/1.png"]);
    }

    [Fact]
    public void What_is_wrong_is_named_with_its_place()
    {
        Message("none").ShouldContain("none' does not exist; give a folder with PNG images, or a zip archive of such");
        Directory.CreateDirectory(folder.File("empty"));
        Message("empty").ShouldContain("has no PNG image");
        Put("bad/z.png", 1);
        Put("bad/y.png", 1);
        File.WriteAllBytes(folder.File("bad/a.png"), [1, 2, 3]);
        File.WriteAllBytes(folder.File("bad/b.png"), []);
        Message("bad").ShouldStartWith($"'{Path.Combine(folder.File("bad"), "a.png")}' is not a PNG image");
        ZipFile.CreateFromDirectory(folder.File("bad"), folder.File("bad.zip"));
        Message("bad.zip").ShouldContain("bad.zip:a.png' is not a PNG image");
        folder.Write("text.zip", "no archive"u8.ToArray());
        Message("text.zip").ShouldContain("text.zip' is a damaged or unusual zip archive");
    }

    [Fact]
    public void Every_damaged_archive_is_one_sentence_or_another_archive()
    {
        Put("s/1.png", 7);
        ZipFile.CreateFromDirectory(folder.File("s"), folder.File("whole.zip"));
        var whole = File.ReadAllBytes(folder.File("whole.zip"));
        var noticed = 0;
        for (var at = 0; at < whole.Length; at++)
        {
            foreach (var damaged in new[] { whole[..at], [.. whole[..at], (byte)~whole[at], .. whole[(at + 1)..]] })
            {
                try
                {
                    ImageSet.Read(folder.Write("damaged.zip", damaged), 1, 2, 2).Count.ShouldBe(1);
                }
                catch (DataFormatException exception)
                {
                    exception.Message.ShouldStartWith($"'{folder.File("damaged.zip")}");
                    exception.Message.ShouldEndWith(".");
                    exception.Message.ShouldNotContain("\n");
                    noticed++;
                }
            }
        }

        // Times, attributes and the like carry nothing that is read; a cut archive is always noticed.
        noticed.ShouldBeGreaterThan(whole.Length * 3 / 2);
    }

    [Fact]
    public void Omniglot_is_read()
    {
        if (SharedData.Find("omniglot") is not { } data)
        {
            return;
        }

        var set = ImageSet.Read(Path.Combine(data, "images_background_small1.zip"), 1, 105, 105);
        set.Count.ShouldBe(2720);
        set.Labels(out var names);
        names.Length.ShouldBe(136);
        set.Paths[0].ShouldBe("images_background_small1/Balinese/character01/0108_01.png");
        var values = new float[105 * 105];
        set.Images.Read(0, 1, values, default);
        values.Distinct().Order().ShouldBe([0f, 1f]);
        // The black pixels as PIL counts them.
        values.Count(value => value == 0).ShouldBe(881);
    }

    private void Put(string path, byte value, int side = 2)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.File(path))!);
        var pixels = Enumerable.Repeat((ushort)value, side * side).ToArray();
        folder.Write(path, new PngWriter { Width = side, Height = side }.Write(pixels));
    }

    private string Message(string path) => Should.Throw<DataFormatException>(() => ImageSet.Read(folder.File(path), 1, 2, 2)).Message;
}

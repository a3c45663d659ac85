using System.Text;
using DeepGen.Tests.Runtime.Programs;

namespace DeepGen.Tests.Checkpoints;

/// <summary>A load gives exactly what was saved, or throws, allocates little, and changes nothing.</summary>
public sealed class DamageTests : IDisposable
{
    // The promise for a small file; what the attempts here really allocate is near 0.1 MB.
    private const long MostBytes = 64L * 1024 * 1024;

    private readonly CheckpointFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void EveryTruncationThrows()
    {
        byte[] file = Saved(out string good);
        for (int length = 0; length < file.Length; length++)
        {
            Attempt(file.AsSpan(0, length), good).ShouldBeFalse($"{length} of {file.Length} bytes were taken");
        }

        Attempt(file, good).ShouldBeTrue();
        Attempt([.. file, 0], good).ShouldBeFalse();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void FlippedBitsAreSeen(int flips)
    {
        byte[] file = Saved(out string good);
        int header = 8 + (int)BitConverter.ToUInt64(file);
        var random = new System.Random(flips);
        int refused = 0;
        for (int round = 0; round < 1000; round++)
        {
            // Half of the rounds in the header, half in the data, which is much shorter.
            byte[] damaged = [.. file];
            for (int i = 0; i < flips; i++)
            {
                int position = round % 2 == 0 ? random.Next(header) : random.Next(header, file.Length);
                damaged[position] ^= (byte)(1 << random.Next(8));
            }

            refused += Attempt(damaged, good) ? 0 : 1;
        }

        // With several flips two may undo each other; one flip always changes the file.
        refused.ShouldBeGreaterThan(flips == 1 ? 999 : 950);
    }

    [Fact]
    public void EveryByteOfTheHeaderCounts()
    {
        byte[] file = Saved(out string good);
        int header = 8 + (int)BitConverter.ToUInt64(file);
        for (int position = 0; position < header; position++)
        {
            foreach (byte value in "\0\"1"u8)
            {
                byte[] damaged = [.. file];
                damaged[position] = value;
                Attempt(damaged, good).ShouldBe(value == file[position]);
            }
        }
    }

    [Fact]
    public void TheStateOfTrainingIsGuardedToo()
    {
        using var model = CheckpointFolder.Trained();
        using var adam = new Adam(model.Parameters);
        CheckpointFolder.Trained(adam, model);
        model.Save(folder["m.safetensors"], adam, new TrainingState { Numbers = { ["epoch"] = 3 } });
        byte[] file = File.ReadAllBytes(folder["m.state.safetensors"]);
        CheckpointFolder.Trained(adam, model, steps: 1);
        string before = CheckpointFolder.Hash(model, adam);
        var random = new System.Random(3);
        for (int round = 0; round < 500; round++)
        {
            byte[] damaged = [.. file];
            damaged[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(folder["m.state.safetensors"], damaged);
            var training = new TrainingState();
            Should.Throw<CheckpointException>(() => model.Load(folder["m.safetensors"], adam, training));
            training.Numbers.ShouldBeEmpty();
            CheckpointFolder.Hash(model, adam).ShouldBe(before);
        }
    }

    public static TheoryData<string, string> WrongHeaders => new()
    {
        { """{"linear1.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,20]}}""", "differ in length" },
        { """{"a":{"dtype":"F32","shape":[9223372036854775807,9223372036854775807],"data_offsets":[0,4]}}""", "too large" },
        { """{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", "whole numbers" },
        { """{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", "whole numbers" },
        { """{"a":{"dtype":"F99","shape":[1],"data_offsets":[0,4]}}""", "'F99' is unknown" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", "beginning and an end" },
        { """{"a":{"dtype":"F32","shape":[1]}}""", "lacks" },
        { """{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "twice" },
        { """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", "two of this" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "overlaps" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "gap" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "24 bytes of data are there and 4 are described" },
        { """{"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}}""", "too many dimensions" },
        { """{"__metadata__":{"a":1}}""", "a text is expected" },
        { """{"__metadata__":{"deepgen.kind":"model"}}""", "24 bytes" },
        { """[1]""", "does not begin" },
        { """{"a":3}""", "braces" },
        { "", "is not JSON" },
        { "{\"\\uD800\":{}}", "is not JSON" },
    };

    [Theory]
    [MemberData(nameof(WrongHeaders))]
    public void AWrongHeaderIsRefusedWithItsReason(string header, string words)
    {
        using var model = new TinyModel();
        ForeignFile.WriteRaw(folder["wrong.safetensors"], header, new byte[24]);
        var error = Should.Throw<CheckpointException>(() => model.Load(folder["wrong.safetensors"]));
        error.Message.ShouldContain(words);
        error.Message.ShouldContain("wrong.safetensors");
    }

    [Fact]
    public void MetadataOfOursWithoutAChecksumIsRefused()
    {
        using var model = new TinyModel();
        ForeignFile.WriteRaw(folder["x.safetensors"], """{"__metadata__":{"deepgen.version":"1","deepgen.kind":"model"}}""", []);
        Should.Throw<CheckpointException>(() => model.Load(folder["x.safetensors"])).Entry.ShouldBe("deepgen.sha256");
        ForeignFile.WriteRaw(folder["x.safetensors"], """{"__metadata__":{"deepgen.version":"2"}}""", []);
        Should.Throw<CheckpointException>(() => model.Load(folder["x.safetensors"])).Message.ShouldContain("the format's version is '2'");
    }

    [Theory]
    [InlineData("names")]
    [InlineData("a long name")]
    [InlineData("metadata")]
    [InlineData("a length beyond the limit")]
    public void AHeaderOfMegabytesTakesLittleMemory(string kind)
    {
        using var model = new TinyModel();
        string path = folder["large.safetensors"];
        var header = new StringBuilder("{");
        switch (kind)
        {
            case "names":
                for (int i = 0; header.Length < 15_900_000; i++)
                {
                    header.Append($$"""{{(i > 0 ? "," : "")}}"{{i}}":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}""");
                }

                break;
            case "a long name":
                header.Append('"').Append('a', 15_900_000).Append("\":{}");
                break;
            case "metadata":
                header.Append("\"__metadata__\":{\"deepgen.version\":\"").Append('a', 15_900_000).Append("\"}");
                break;
            default:
                header.Append(' ', 17_000_000);
                break;
        }

        ForeignFile.WriteRaw(path, header.Append('}').ToString(), []);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<CheckpointException>(() => model.Load(path)).Message.Length.ShouldBeLessThan(20_000);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(MostBytes);
    }

    private byte[] Saved(out string hash)
    {
        using TinyModel model = CheckpointFolder.Trained();
        model.Save(folder["good.safetensors"]);
        using TinyModel loaded = Fresh();
        loaded.Load(folder["good.safetensors"]);
        hash = CheckpointFolder.Hash(loaded);
        return File.ReadAllBytes(folder["good.safetensors"]);
    }

    /// <summary>Whether a file is taken; checks what the model is afterwards, and what the attempt allocated.</summary>
    private bool Attempt(ReadOnlySpan<byte> file, string good)
    {
        string path = folder["damaged.safetensors"];
        File.WriteAllBytes(path, file);
        using TinyModel model = Fresh();
        string before = CheckpointFolder.Hash(model);
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        bool taken = true;
        try
        {
            model.Load(path);
        }
        catch (CheckpointException e)
        {
            taken = false;
            e.Message.ShouldStartWith($"Checkpoint '{path}'");
        }

        (GC.GetAllocatedBytesForCurrentThread() - allocated).ShouldBeLessThan(MostBytes);
        CheckpointFolder.Hash(model).ShouldBe(taken ? good : before);
        return taken;
    }

    private static TinyModel Fresh() => new(seed: 4);
}

using System.Text;
using System.Text.Json;
using DeepGen.Runtime;
using DeepGen.Tests.Runtime.Programs;

namespace DeepGen.Tests.Checkpoints;

public sealed class CheckpointTests : IDisposable
{
    private readonly CheckpointFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AModelComesBackAsItWas()
    {
        using TinyModel saved = CheckpointFolder.Trained();
        saved.Save(folder["sub/model.safetensors"]);
        using var loaded = new TinyModel(seed: 9);
        long version = loaded.Parameters.Version;
        loaded.Load(folder["sub/model.safetensors"]);
        loaded.Parameters.Span.ToArray().ShouldBe(saved.Parameters.Span.ToArray());
        loaded.State["norm1.running_mean"].ToArray().ShouldBe(saved.State["norm1.running_mean"].ToArray());
        loaded.State.NumBatchesTracked("norm1.num_batches_tracked").ShouldBe(3);
        loaded.Parameters.Version.ShouldBeGreaterThan(version);
        loaded.Seed.ShouldBe(9ul, "weights alone say nothing about the randomness of a training");
        loaded.StepCount.ShouldBe(0);
        Directory.GetFiles(folder["sub"]).Length.ShouldBe(1);
    }

    [Fact]
    public void TheFileIsOneThatOtherReadersTake()
    {
        using TinyModel model = CheckpointFolder.Trained();
        model.Save(folder["model.safetensors"]);
        byte[] file = File.ReadAllBytes(folder["model.safetensors"]);

        // Read here as the format's description says, with nothing of the reader under test.
        int length = (int)BitConverter.ToUInt64(file);
        file[8].ShouldBe((byte)'{');
        ((8 + length) % 8).ShouldBe(0);
        using JsonDocument header = JsonDocument.Parse(Encoding.UTF8.GetString(file, 8, length));
        header.RootElement.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal).ShouldBe(
            ["__metadata__", "linear1.bias", "linear1.weight", "norm1.num_batches_tracked", "norm1.running_mean"]);
        header.RootElement.GetProperty("__metadata__").EnumerateObject().ShouldAllBe(line => line.Value.ValueKind == JsonValueKind.String);
        header.RootElement.GetProperty("__metadata__").GetProperty("deepgen.fingerprint").GetString().ShouldBe("tiny-1");
        JsonElement weight = header.RootElement.GetProperty("linear1.weight");
        weight.GetProperty("dtype").GetString().ShouldBe("F32");
        weight.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt32()).ShouldBe([2, 3]);
        int begin = weight.GetProperty("data_offsets")[0].GetInt32();
        (begin % 4).ShouldBe(0);
        Enumerable.Range(0, 6).Select(i => BitConverter.ToSingle(file, 8 + length + begin + (4 * i)))
            .ShouldBe(model.Parameters.Linear1.Weight.Values.ToArray());
        JsonElement counter = header.RootElement.GetProperty("norm1.num_batches_tracked");
        counter.GetProperty("dtype").GetString().ShouldBe("I64");
        counter.GetProperty("shape").GetArrayLength().ShouldBe(0);
        BitConverter.ToInt64(file, 8 + length + counter.GetProperty("data_offsets")[0].GetInt32()).ShouldBe(3);
    }

    [Fact]
    public void SavingIsDeterministic()
    {
        using TinyModel model = CheckpointFolder.Trained();
        using var adam = new Adam(model.Parameters);
        model.Save(folder["a.safetensors"], adam);
        model.Save(folder["b.safetensors"], adam);
        File.ReadAllBytes(folder["a.safetensors"]).ShouldBe(File.ReadAllBytes(folder["b.safetensors"]));
        File.ReadAllBytes(folder["a.state.safetensors"]).ShouldBe(File.ReadAllBytes(folder["b.state.safetensors"]));
    }

    [Fact]
    public void AFileOfPyTorchIsTakenWithTheNamesOfASequential()
    {
        ForeignFile.Write(
            folder["torch.safetensors"],
            ("0.weight", "F32", [2, 3], ForeignFile.Floats(1, 2, 3, 4, 5, 6)),
            ("0.bias", "F16", [2], ForeignFile.Halves(0.5f, -3)),
            ("1.running_mean", "BF16", [3], ForeignFile.Brains(1, -2, 0.25f)),
            ("1.num_batches_tracked", "I64", [], BitConverter.GetBytes(77L)));
        using var model = new TinyModel();
        model.Load(folder["torch.safetensors"]);
        model.Parameters.Span.ToArray().ShouldBe([1, 2, 3, 4, 5, 6, 0.5f, -3]);
        model.State["norm1.running_mean"].ToArray().ShouldBe([1, -2, 0.25f]);
        model.State.NumBatchesTracked("norm1.num_batches_tracked").ShouldBe(77);
    }

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "missing", "linear1.bias", "the model needs this tensor and the file has none; load the file of this model" },
        { "unknown", "head.weight", "the model has no tensor of this name; load the file of this model, or remove the entry" },
        {
            "shape",
            "linear1.weight",
            "its shape is [3, 2] and the model's is [2, 3]; load the file of this model, or change the model's layer"
        },
        { "double", "linear1.bias", "its type is F64 and F32 is expected; save it as 32-bit floats, with .float()" },
        { "twice", "0.bias", "the file holds the same tensor as 'linear1.bias' too; remove one of them" },
        { "counter", "norm1.num_batches_tracked", "its type is F32 and its shape [], and one I64 is expected; save it as one I64" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void AFileOfAnotherModelIsRefusedInOneSentence(string mistake, string entry, string words)
    {
        (string, string, int[], byte[]) weight = ("linear1.weight", "F32", mistake == "shape" ? [3, 2] : [2, 3], new byte[24]);
        (string, string, int[], byte[]) bias = mistake == "double"
            ? ("linear1.bias", "F64", [2], new byte[16])
            : (mistake == "missing" ? "x" : "linear1.bias", "F32", [2], new byte[8]);
        (string, string, int[], byte[]) mean = ("norm1.running_mean", "F32", [3], new byte[12]);
        (string, string, int[], byte[])[] more = mistake switch
        {
            "unknown" => [("head.weight", "F32", [1], new byte[4])],
            "twice" => [("0.bias", "F32", [2], new byte[8])],
            "counter" => [("norm1.num_batches_tracked", "F32", [], new byte[4])],
            _ => [],
        };
        ForeignFile.Write(folder["other.safetensors"], [weight, bias, mean, .. more]);
        using TinyModel model = CheckpointFolder.Trained();
        string before = CheckpointFolder.Hash(model);
        var error = Should.Throw<CheckpointException>(() => model.Load(folder["other.safetensors"]));
        error.Message.ShouldBe($"Checkpoint '{folder["other.safetensors"]}', entry '{entry}': {words}.");
        error.Entry.ShouldBe(entry);
        CheckpointFolder.Hash(model).ShouldBe(before);
    }

    [Fact]
    public void AnotherArchitectureOfEqualTensorsIsRefusedUnlessAskedFor()
    {
        using TinyModel saved = CheckpointFolder.Trained();
        saved.Save(folder["model.safetensors"]);
        ModelDefinition tiny = TinyModel.Definition();
        using var other = new TinyModel(new ModelDefinition
        {
            Name = "Other",
            Fingerprint = "other-1",
            Parameters = tiny.Parameters,
            State = tiny.State,
            Counters = tiny.Counters,
            Inputs = tiny.Inputs,
            Outputs = tiny.Outputs,
            Predict = tiny.Predict,
            Dims = tiny.Dims,
            PackSizes = tiny.PackSizes,
        });
        Should.Throw<CheckpointException>(() => other.Load(folder["model.safetensors"])).Entry.ShouldBe("deepgen.fingerprint");
        other.Load(folder["model.safetensors"], checkArchitecture: false);
        other.Parameters.Span.ToArray().ShouldBe(saved.Parameters.Span.ToArray());
    }

    [Fact]
    public void FilesThatCannotBeReadOrWrittenAreNamed()
    {
        using var model = new TinyModel();
        Should.Throw<CheckpointException>(() => model.Load(folder["none.safetensors"])).Message
            .ShouldBe($"Checkpoint '{folder["none.safetensors"]}': there is no such file; check the path.");
        Should.Throw<CheckpointException>(() => model.Load(folder.Root));
        Directory.CreateDirectory(folder["folder.safetensors"]);
        Should.Throw<CheckpointException>(() => model.Save(folder["folder.safetensors"])).Path.ShouldBe(folder["folder.safetensors"]);
        File.Exists(folder["folder.safetensors.tmp"]).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => model.Save(""));
        model.Dispose();
        Should.Throw<ObjectDisposedException>(() => model.Save(folder["x.safetensors"]));
        Should.Throw<ObjectDisposedException>(() => model.Load(folder["x.safetensors"]));
    }
}

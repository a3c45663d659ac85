using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DeepGen.Tests.Runtime.Programs;

namespace DeepGen.Tests.Checkpoints;

/// <summary>A folder of its own for a test, and what tests ask of models and files.</summary>
public sealed class CheckpointFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("deepgen-checkpoints-");

    public string Root => folder.FullName;

    public string this[string name] => Path.Combine(folder.FullName, name);

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>A digest of everything of a model that a load may change.</summary>
    public static string Hash(TinyModel model, Optimizer? optimizer = null)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(model.Parameters.Span));
        hash.AppendData(MemoryMarshal.AsBytes(model.State["norm1.running_mean"]));
        long[] counters =
        [
            model.State.NumBatchesTracked("norm1.num_batches_tracked"), model.StepCount, (long)model.Seed, optimizer?.StepCount ?? 0,
            BitConverter.DoubleToInt64Bits(optimizer?.LearningRate ?? 0),
        ];
        hash.AppendData(MemoryMarshal.AsBytes(counters.AsSpan()));
        foreach (var (_, buffer) in optimizer?.Buffers ?? [])
        {
            hash.AppendData(MemoryMarshal.AsBytes(buffer.Read()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A model after some steps, so that nothing in it is at its first value.</summary>
    public static TinyModel Trained(Optimizer? optimizer = null, TinyModel? model = null, int steps = 3)
    {
        model ??= ModelTests.Prepared();
        for (int i = 0; i < steps; i++)
        {
            TrainOnce(model, optimizer);
        }

        return model;
    }

    public static void TrainOnce(TinyModel model, Optimizer? optimizer)
    {
        float shift = model.StepCount;
        model.Step(new System.Numerics.Tensors.ReadOnlyTensorSpan<float>([1 + shift, 2, 3, -1, shift, 0.5f], [2, 3]), new[] { 1, 0 });
        optimizer?.Step();
    }
}

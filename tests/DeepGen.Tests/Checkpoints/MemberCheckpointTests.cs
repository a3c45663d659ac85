using DeepGen.Tests.Models;

namespace DeepGen.Tests.Checkpoints;

/// <summary>What files hold of parameters, buffers and settings of a model's own.</summary>
public sealed class MemberCheckpointTests : IDisposable
{
    private readonly CheckpointFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TheModelsFileHoldsTensorsAndNoSettings()
    {
        using var saved = new Membered(seed: 1);
        saved.ClassWeights.CopyFrom([7, 8, 9]);
        saved.Rate = 0.125f;
        saved.Save(folder["m.safetensors"]);
        using var loaded = new Membered(seed: 2);
        loaded.Load(folder["m.safetensors"]);
        loaded.Parameters.Span.ToArray().ShouldBe(saved.Parameters.Span.ToArray());
        loaded.ClassWeights.Values.ToArray().ShouldBe([7, 8, 9]);
        loaded.Rate.ShouldBe(0.5f);
    }

    [Fact]
    public void TrainingGoesOnExactlyWithTheSettingsThatItHad()
    {
        using var whole = new Membered(seed: 1);
        using var wholeOptimizer = new AdamW(whole.Parameters, 0.01);
        whole.Rate = 0.3f;
        whole.Penalty = 0.1f;
        Train(whole, wholeOptimizer);
        whole.Save(folder["m.safetensors"], wholeOptimizer);
        Train(whole, wholeOptimizer);

        using var resumed = new Membered(seed: 9);
        using var optimizer = new AdamW(resumed.Parameters, 0.01);
        resumed.Load(folder["m.safetensors"], optimizer);
        resumed.Rate.ShouldBe(0.3f);
        resumed.Penalty.ShouldBe(0.1f);
        Train(resumed, optimizer);
        whole.Save(folder["whole.safetensors"], wholeOptimizer);
        resumed.Save(folder["resumed.safetensors"], optimizer);
        File.ReadAllBytes(folder["resumed.safetensors"]).ShouldBe(File.ReadAllBytes(folder["whole.safetensors"]));
        File.ReadAllBytes(folder["resumed.state.safetensors"]).ShouldBe(File.ReadAllBytes(folder["whole.state.safetensors"]));
    }

    private static void Train(Membered model, Optimizer optimizer)
    {
        float[] x = [.. Enumerable.Range(0, 24).Select(i => (i % 7 / 7f) - 0.5f)], target = new float[12];
        for (int step = 0; step < 5; step++)
        {
            model.Step(x, target, 4);
            optimizer.Step();
        }
    }
}

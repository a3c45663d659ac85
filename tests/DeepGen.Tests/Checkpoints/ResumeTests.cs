using DeepGen.Tests.Runtime.Programs;

namespace DeepGen.Tests.Checkpoints;

public sealed class ResumeTests : IDisposable
{
    private readonly CheckpointFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string> Optimizers => ["SGD", "Nesterov", "Adam", "AdamW, amsgrad"];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void TrainingGoesOnAsIfItHadNotStopped(string name)
    {
        using TinyModel whole = ModelTests.Prepared();
        using Optimizer wholeOptimizer = Make(name, whole);
        CheckpointFolder.Trained(wholeOptimizer, whole, steps: 4);
        wholeOptimizer.LearningRate = 0.007;
        whole.Save(folder["m.safetensors"], wholeOptimizer, new TrainingState
        {
            Numbers = { ["epoch"] = -3, ["position"] = long.MaxValue },
            Texts = { ["loader"] = "shuffle \"7\" é\n" },
        });
        CheckpointFolder.Trained(wholeOptimizer, whole, steps: 5);

        using var resumed = new TinyModel(seed: 99);
        using Optimizer optimizer = Make(name, resumed);
        var training = new TrainingState { Numbers = { ["stale"] = 1 } };
        resumed.Load(folder["m.safetensors"], optimizer, training);
        training.Numbers.ShouldBe(new Dictionary<string, long> { ["epoch"] = -3, ["position"] = long.MaxValue });
        training.Texts.ShouldBe(new Dictionary<string, string> { ["loader"] = "shuffle \"7\" é\n" });
        resumed.StepCount.ShouldBe(4);
        resumed.Seed.ShouldBe(3ul);
        optimizer.LearningRate.ShouldBe(0.007);
        CheckpointFolder.Trained(optimizer, resumed, steps: 5);
        CheckpointFolder.Hash(resumed, optimizer).ShouldBe(CheckpointFolder.Hash(whole, wholeOptimizer));

        // Without the optimizer's state it would not come out the same: the moments count.
        using var cold = new TinyModel(seed: 3);
        using Optimizer coldOptimizer = Make(name, cold);
        cold.Load(folder["m.safetensors"], training: new TrainingState());
        coldOptimizer.LearningRate = 0.007;
        CheckpointFolder.Trained(coldOptimizer, cold, steps: 5);
        cold.Parameters.Span.SequenceEqual(whole.Parameters.Span).ShouldBe(name == "SGD");
    }

    [Fact]
    public void WhateverSaveIsInterruptedTheFilesBelongTogether()
    {
        string[] files = [folder["m.safetensors"], folder["m.state.safetensors"], folder["m.state.safetensors.previous"]];
        using TinyModel model = ModelTests.Prepared();
        using var adam = new Adam(model.Parameters);
        var oldState = Saved(model, adam, files);
        CheckpointFolder.Trained(adam, model);
        var newState = Saved(model, adam, files);
        CheckpointFolder.Trained(adam, model);
        model.Save(folder["next.safetensors"], adam);
        byte[] next = File.ReadAllBytes(folder["next.safetensors"]), nextState = File.ReadAllBytes(folder["next.state.safetensors"]);

        // The states of the folder between the renames of the second save.
        (byte[]? Model, byte[]? State, byte[]? Previous, string Expected)[] moments =
        [
            (oldState.Model, oldState.State, null, oldState.Hash),
            (oldState.Model, null, oldState.State, oldState.Hash),
            (oldState.Model, newState.State, oldState.State, oldState.Hash),
            (newState.Model, newState.State, oldState.State, newState.Hash),
            (newState.Model, newState.State, null, newState.Hash),
        ];
        foreach (var moment in moments)
        {
            Restore(files, moment.Model, moment.State, moment.Previous);
            LoadedHash().ShouldBe(moment.Expected);

            // The next save brings the folder in order.
            model.Save(files[0], adam);
            File.ReadAllBytes(files[0]).ShouldBe(next);
            File.ReadAllBytes(files[1]).ShouldBe(nextState);
            File.Exists(files[2]).ShouldBeFalse();
            Directory.GetFiles(folder.Root, "*.tmp").ShouldBeEmpty();
        }
    }

    [Fact]
    public void AfterAnInterruptedSaveTheNextOneKeepsTheStateThatCounts()
    {
        string[] files = [folder["m.safetensors"], folder["m.state.safetensors"], folder["m.state.safetensors.previous"]];
        using TinyModel model = ModelTests.Prepared();
        using var adam = new Adam(model.Parameters);
        var oldState = Saved(model, adam, files);
        CheckpointFolder.Trained(adam, model);
        var newState = Saved(model, adam, files);
        Restore(files, oldState.Model, newState.State, oldState.State);

        // The first thing that the next save does with the files; if it ends here, the old pair must still be there.
        CheckpointStorage.Retire(files[0], files[1]);
        File.ReadAllBytes(files[2]).ShouldBe(oldState.State);
        LoadedHash().ShouldBe(oldState.Hash);

        // Where the state beside the model is the one that counts, it takes the place of an older one.
        Restore(files, newState.Model, newState.State, oldState.State);
        CheckpointStorage.Retire(files[0], files[1]);
        File.ReadAllBytes(files[2]).ShouldBe(newState.State);
        LoadedHash().ShouldBe(newState.Hash);
    }

    [Fact]
    public void AStateOfOtherParametersIsRefused()
    {
        using TinyModel model = ModelTests.Prepared();
        using var adam = new Adam(model.Parameters);
        model.Save(folder["m.safetensors"], adam);
        CheckpointFolder.Trained(adam, model);
        model.Save(folder["m.safetensors"]);
        string before = CheckpointFolder.Hash(model, adam);
        Should.Throw<CheckpointException>(() => model.Load(folder["m.safetensors"], adam)).Message
            .ShouldContain("saved with other parameters than those beside it");
        CheckpointFolder.Hash(model, adam).ShouldBe(before);
        File.Delete(folder["m.state.safetensors"]);
        Should.Throw<CheckpointException>(() => model.Load(folder["m.safetensors"], adam)).Message.ShouldContain("m.state.safetensors");
        model.Load(folder["m.safetensors"]);
    }

    [Fact]
    public void AnotherOptimizerIsRefusedAndNothingChanges()
    {
        using TinyModel model = ModelTests.Prepared();
        using var adam = new Adam(model.Parameters);
        using var amsgrad = new Adam(model.Parameters, amsgrad: true);
        using var sgd = new SGD(model.Parameters);
        using var momentum = new SGD(model.Parameters, momentum: 0.9);
        model.Save(folder["adam.safetensors"], adam);
        model.Save(folder["momentum.safetensors"], momentum);
        CheckpointFolder.Trained(amsgrad, model);
        string before = CheckpointFolder.Hash(model, amsgrad);
        Should.Throw<CheckpointException>(() => model.Load(folder["adam.safetensors"], sgd)).Message
            .ShouldContain("it holds the state of the optimizer 'Adam', and this one is 'SGD'");
        Should.Throw<CheckpointException>(() => model.Load(folder["adam.safetensors"], amsgrad)).Entry
            .ShouldBe("deepgen.option.amsgrad");
        Should.Throw<CheckpointException>(() => model.Load(folder["momentum.safetensors"], sgd)).Entry
            .ShouldBe("optimizer.momentum_buffer");
        sgd.Momentum.ShouldBe(0);
        CheckpointFolder.Hash(model, amsgrad).ShouldBe(before);
        using var other = new TinyModel();
        Should.Throw<ArgumentException>(() => other.Load(folder["adam.safetensors"], adam));
        Should.Throw<ArgumentException>(() => other.Save(folder["adam.safetensors"], adam));
    }

    [Theory]
    [InlineData("nesterov")]
    [InlineData("maximize")]
    [InlineData("Adam, maximize")]
    [InlineData("Adam, amsgrad")]
    public void AnotherFormOfTheSameOptimizerIsRefusedAndNothingChanges(string form)
    {
        using TinyModel model = ModelTests.Prepared();
        Optimizer Make(bool with) => form.StartsWith("Adam", StringComparison.Ordinal)
            ? new Adam(model.Parameters, 0.01, maximize: with && form.EndsWith("maximize"), amsgrad: with && form.EndsWith("amsgrad"))
            : new SGD(model.Parameters, 0.01, 0.9, nesterov: with && form == "nesterov", maximize: with && form == "maximize");
        using Optimizer with = Make(true), without = Make(false);
        string option = form.Split(' ')[^1], file = folder["m.safetensors"];
        foreach (var (saved, other, words) in new[]
        {
            (with, without, $"saved with '{option}', and this '{with.Name}' is without it"),
            (without, with, $"saved without '{option}', and this '{with.Name}' is with it"),
        })
        {
            model.Save(file, saved);
            CheckpointFolder.Trained(other, model);
            string before = CheckpointFolder.Hash(model, other);
            var error = Should.Throw<CheckpointException>(() => model.Load(file, other));
            error.Message.ShouldBe(
                $"Checkpoint '{folder["m.state.safetensors"]}', entry 'deepgen.option.{option}': the optimizer was {words}; " +
                "make the optimizer with the options that it was saved with, or load without one.");
            CheckpointFolder.Hash(model, other).ShouldBe(before);
            model.Load(file, saved);
        }
    }

    private (byte[] Model, byte[] State, string Hash) Saved(TinyModel model, Optimizer optimizer, string[] files)
    {
        model.Save(files[0], optimizer);
        return (File.ReadAllBytes(files[0]), File.ReadAllBytes(files[1]), CheckpointFolder.Hash(model, optimizer));
    }

    private static void Restore(string[] files, params byte[]?[] contents)
    {
        for (int i = 0; i < files.Length; i++)
        {
            File.Delete(files[i]);
            if (contents[i] is { } bytes)
            {
                File.WriteAllBytes(files[i], bytes);
            }
        }
    }

    private string LoadedHash()
    {
        using var model = new TinyModel(seed: 50);
        using var adam = new Adam(model.Parameters);
        model.Load(folder["m.safetensors"], adam);
        return CheckpointFolder.Hash(model, adam);
    }

    private static Optimizer Make(string name, TinyModel model) => name switch
    {
        "SGD" => new SGD(model.Parameters, 0.01),
        "Nesterov" => new SGD(model.Parameters, 0.01, 0.9, weightDecay: 0.01, nesterov: true),
        "Adam" => new Adam(model.Parameters, 0.01),
        _ => new AdamW(model.Parameters, 0.01, amsgrad: true),
    };
}

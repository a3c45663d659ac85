using System.Numerics.Tensors;
using DeepGen.Data;

namespace DeepGen.Training.Tests;

/// <summary>Small and with everything that has a state: dropout and batch norm.</summary>
[Model]
[Input("point", "N, 2")]
[Linear(16), BatchNorm1d, ReLU, Dropout(0.1), Linear(2)]
[CrossEntropyLoss("side")]
public partial class Sides;

public sealed class TrainerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TensorDataset<float, int> points = Points(200, seed: 1);
    private readonly TensorDataset<float, int> others = Points(100, seed: 2);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Fit_trains_measures_and_keeps_the_best()
    {
        using var run = new Run(this, epochs: 12, schedule: Schedules.Cosine, best: folder["best.safetensors"]);
        var last = run.Trainer.Fit();

        last.Epoch.ShouldBe(12);
        run.Trainer.EpochsDone.ShouldBe(12);
        run.Trainer.History.Epochs.Count.ShouldBe(12);
        run.Trainer.History.Steps.Count.ShouldBe(12 * 7);
        // Guessing gets half, a line some 0.7.
        last.TestAccuracy.ShouldBeGreaterThan(0.8);
        last.TrainLoss.ShouldBeLessThan(run.Trainer.History.Epochs[0].TrainLoss);
        // The last step of a cosine is one step before its end.
        run.Optimizer.LearningRate.ShouldBe(0.02 * Schedules.Cosine(83 / 84.0), 1e-12);

        var best = run.Trainer.BestEpoch!.Value;
        best.TestLoss.ShouldBe(run.Trainer.History.Epochs.Min(record => record.TestLoss));
        using var reloaded = new Sides(seed: 9);
        reloaded.Load(folder["best.safetensors"]);
        run.Measure(reloaded).ShouldBe(new Measurement(best.TestLoss, best.TestAccuracy));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    public void A_resumed_run_ends_with_the_same_bits(int stop)
    {
        using var whole = new Run(this, epochs: 4);
        whole.Trainer.Fit();

        // Stopped in the second epoch or at the first one's checkpoint, at a step that is not a checkpoint's.
        using (var killed = new Run(this, epochs: 4, checkpoint: folder["a/checkpoint.safetensors"], stop: stop))
        {
            Should.Throw<OperationCanceledException>(() => killed.Trainer.Fit());
        }

        using var resumed = new Run(this, epochs: 4, checkpoint: folder["a/checkpoint.safetensors"]);
        resumed.Trainer.Resume(folder["a/checkpoint.safetensors"]).ShouldBeNull();
        resumed.Trainer.EpochsDone.ShouldBe(stop == 3 ? 2 / 7.0 : 9 / 7.0);
        resumed.Trainer.Fit();
        resumed.Model.Parameters.Span.SequenceEqual(whole.Model.Parameters.Span).ShouldBeTrue();
        resumed.Trainer.History.Steps.ShouldBe(whole.Trainer.History.Steps);
        resumed.Trainer.History.Epochs.Select(record => record.TestLoss)
            .ShouldBe(whole.Trainer.History.Epochs.Select(record => record.TestLoss));
    }

    [Fact]
    public void Patience_ends_a_run_that_gets_no_better()
    {
        double[] losses = [3, 2, double.NaN, 2, 1.5, 1.6, 1.5, 1.7, 1, 1];
        var epoch = 0;
        using var run = new Run(this, epochs: 10, patience: 3, heldOut: () => new Measurement(losses[epoch++], 0.5));
        run.Trainer.Fit();
        // 1.5 of the fifth epoch is not beaten in the next three; an equal value is no better, and no number is no value.
        epoch.ShouldBe(8);
        run.Trainer.BestEpoch!.Value.Epoch.ShouldBe(5);
    }

    [Fact]
    public void The_accuracy_may_say_what_is_best()
    {
        double[] accuracies = [0.5, 0.7, 0.7, 0.6];
        var epoch = 0;
        using var run = new Run(this, epochs: 4, monitor: Monitor.Accuracy, heldOut: () => new Measurement(1, accuracies[epoch++]));
        run.Trainer.Fit();
        run.Trainer.BestEpoch!.Value.Epoch.ShouldBe(2);
    }

    [Fact]
    public void A_loss_that_is_no_number_ends_the_run_in_words()
    {
        using var run = new Run(this, epochs: 2);
        run.Model.Parameters["linear1.weight"].Edit(static values => values.Fill(float.NaN));
        Should.Throw<TrainingException>(() => run.Trainer.Fit()).Message
            .ShouldBe("the loss is no number any more in epoch 1; try a smaller learning rate.");
    }

    [Fact]
    public void A_checkpoint_is_for_the_run_that_it_belongs_to()
    {
        var file = folder["c/checkpoint.safetensors"];
        using (var run = new Run(this, epochs: 2, checkpoint: file))
        {
            run.Trainer.Fit();
        }

        Refused(new Run(this, epochs: 2, seed: 8), "was made with the seed 7; this run has 8, so give it 7.");
        Refused(new Run(this, epochs: 2, batch: 50), "was made with the batch 32; this run has 50, so give it 32.");
        Refused(new Run(this, epochs: 1), "has 2 epochs behind it; give epochs a larger number.");
        Refused(new Run(this, epochs: 2, train: Points(200, seed: 3)), "was made with other training data; give the data of that run");
        using var longer = new Run(this, epochs: 3);
        longer.Trainer.Resume(file)!.ShouldContain("was made for 2 epochs with the learning rate 0.02");

        void Refused(Run other, string words)
        {
            using (other)
            {
                Should.Throw<TrainingException>(() => other.Trainer.Resume(file)).Message.ShouldContain(words);
            }
        }
    }

    [Fact]
    public void Schedules_begin_and_end_where_they_say()
    {
        Schedules.Cosine(0).ShouldBe(1);
        Schedules.Cosine(0.5).ShouldBe(0.5, 1e-15);
        Schedules.Cosine(1).ShouldBe(0);
        var warm = Schedules.Warmup(0.2, Schedules.Cosine);
        warm(0).ShouldBe(0);
        warm(0.1).ShouldBe(0.5, 1e-15);
        warm(0.2).ShouldBe(1);
        warm(1).ShouldBe(0);
        Should.Throw<ArgumentOutOfRangeException>(() => Schedules.Warmup(1, Schedules.Cosine));
    }

    [Fact]
    public void What_cannot_be_trained_is_refused()
    {
        using var run = new Run(this, epochs: 1);
        using var other = new Sides();
        CompiledModel trained = run.Model, unlike = other;
        using var optimizer = new SGD(other.Parameters, 0.1);
        var loader = new DataLoader<float, int>(points, 32);
        Should.Throw<ArgumentException>(() => new Trainer<Batch<float, int>>(trained, optimizer, loader, _ => default)).Message
            .ShouldContain("The optimizer belongs to another model");
        var empty = new DataLoader<float, int>(points.Slice(0, 20), 32, dropLast: true);
        Should.Throw<ArgumentException>(() => new Trainer<Batch<float, int>>(unlike, optimizer, empty, _ => default)).Message
            .ShouldContain("no batch to train with");
    }

    /// <summary>Points in a square, and whether they lie left or right of a wave.</summary>
    private static TensorDataset<float, int> Points(int count, ulong seed)
    {
        var (values, labels) = (new float[2 * count], new int[count]);
        for (var i = 0; i < count; i++)
        {
            var random = new SampleRandom(seed, 0, (ulong)i);
            (values[2 * i], values[(2 * i) + 1]) = (random.NextFloat(-2, 2), random.NextFloat(-2, 2));
            labels[i] = values[2 * i] > MathF.Sin(2 * values[(2 * i) + 1]) ? 1 : 0;
        }

        return new(Tensor.Create(values, [count, 2]), Tensor.Create(labels));
    }

    private sealed class Run : IDisposable
    {
        private readonly DataLoader<float, int> held;

        public Run(
            TrainerTests test, int epochs, ulong seed = 7, int batch = 32, Func<double, double>? schedule = null, string? best = null,
            string? checkpoint = null, int patience = 0, Monitor monitor = Monitor.Loss, Func<Measurement>? heldOut = null, int stop = -1,
            TensorDataset<float, int>? train = null)
        {
            Model = new Sides(seed: seed);
            Optimizer = new AdamW(Model.Parameters, 0.02);
            held = new DataLoader<float, int>(test.others, 64);
            var loader = new DataLoader<float, int>(train ?? test.points, batch, shuffle: true, seed);
            Trainer = new(Model, Optimizer, loader, step => Model.StepCount == stop
                ? throw new OperationCanceledException()
                : Model.Step(step.Inputs, step.Targets))
            {
                Epochs = epochs,
                Schedule = schedule ?? (_ => 1),
                Accuracy = (result, step) => Accuracy.Of(result.Output.Tensor, step.Targets),
                HeldOut = heldOut ?? (() => Measure(Model)),
                Best = best,
                Patience = patience,
                Monitor = monitor,
                Checkpoint = checkpoint,
                CheckpointSteps = 2,
                Style = ProgressStyle.Quiet,
            };
        }

        public Sides Model { get; }

        public AdamW Optimizer { get; }

        public Trainer<Batch<float, int>> Trainer { get; }

        public Measurement Measure(Sides model) => Measurement.Of(
            held,
            batch => model.Evaluate(batch.Inputs, batch.Targets),
            (result, batch) => Accuracy.Of(result.Output.Tensor, batch.Targets));

        public void Dispose()
        {
            Optimizer.Dispose();
            Model.Dispose();
        }
    }
}

using DeepGen;
using DeepGen.Data;
using DeepGen.Samples;
using DeepGen.Training;
using Residual;
using Images = DeepGen.Data.Batch<float, int>;

var about = new About(
    "residual",
    "Trains a residual network on 32 x 32 colour images of ten classes: a ResNet-18 with a quarter of its channels, or with --full all of "
        + "them. Without --data the images are textures, turned, coloured and hidden in noise.",
    "A folder with IDX files such as those of MNIST",
    Epochs: 4,
    Batch: 32,
    LearningRate: 2e-3,
    ("--full", "Trains the whole ResNet-18, which takes sixteen times as long"),
    ("--all", "Takes all images of --data, not 4,000 and 1,000 for the test that the seed draws"));

return Sample.Run(args, about, options =>
{
    var (train, test) = ResidualData.Load(options);
    var loader = new DataLoader<float, int>(train, options.Batch, shuffle: true, options.Seed, dropLast: true);
    var tests = new DataLoader<float, int>(test, 250);
    var accuracy = options.Has("--full")
        ? Train(
            (device, seed) => new ResNet18(device, seed),
            (model, batch) => model.Step(batch.Inputs, batch.Targets),
            (model, batch) => model.Evaluate(batch.Inputs, batch.Targets))
        : Train(
            (device, seed) => new NarrowResNet18(device, seed),
            (model, batch) => model.Step(batch.Inputs, batch.Targets),
            (model, batch) => model.Evaluate(batch.Inputs, batch.Targets));
    options.Say($"the most frequent class: {Baselines.MostFrequentClass(Labels.Of(train), Labels.Of(test)):0.0000}");
    return new Figures(accuracy, Linear(), "a linear classifier");

    double Train<TModel>(
        Func<Device, ulong, TModel> create, Func<TModel, Images, StepResult> step, Func<TModel, Images, StepResult> evaluate)
        where TModel : CompiledModel
    {
        var run = new TrainingRun<TModel, Images>(options)
        {
            Create = create,
            Train = loader,
            Test = tests,
            Step = step,
            Evaluate = evaluate,
            Accuracy = Right,
            Schedule = Schedules.Warmup(0.1, Schedules.Cosine),
        };
        return run.Run(options.Data is { } data ? $"Residual network, {new DirectoryInfo(data).Name}" : "Residual network, made textures");
    }

    // The same images and the same optimizer for one linear layer.
    double Linear()
    {
        using var model = new LinearClassifier(options.Device, options.Seed);
        using var optimizer = new AdamW(model.Parameters, learningRate: 1e-3);
        var trainer = new Trainer<Images>(model, optimizer, loader, batch => model.Step(batch.Inputs, batch.Targets))
        {
            Epochs = 5,
            Schedule = Schedules.Cosine,
            Style = ProgressStyle.Quiet,
        };
        trainer.Fit();
        return Measurement.Of(tests, batch => model.Evaluate(batch.Inputs, batch.Targets), Right).Accuracy;
    }
});

static double Right(StepResult result, Images batch) => Accuracy.Of(result.Output.Tensor, batch.Targets);

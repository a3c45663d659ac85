using System.Numerics.Tensors;
using DeepGen;
using DeepGen.Data;
using DeepGen.Samples;
using DeepGen.Training;
using Water;

var about = new About(
    "water",
    "Trains a network on a table of measurements with gaps: whether water can be drunk. The best epoch on validation samples is kept, "
        + "and tested on others. The seed decides the split too.",
    "The folder of water_potability.csv, or such a file",
    Epochs: 60,
    Batch: 64);

return Sample.Run(args, about, options =>
{
    var (train, validation, test) = Split(WaterData.Load(options), options.Seed);
    // A batch of a few samples has no statistics worth the name, so an incomplete last one is left out.
    var loader = new DataLoader<float, float>(train, options.Batch, shuffle: true, options.Seed, dropLast: true);
    var run = new TrainingRun<WaterClassifier, Batch<float, float>>(options)
    {
        Create = (device, seed) => new WaterClassifier(device, seed),
        Train = loader,
        Validation = new DataLoader<float, float>(validation, 500),
        Test = new DataLoader<float, float>(test, 500),
        Step = (model, batch) => model.Step(batch.Inputs, batch.Targets),
        Evaluate = (model, batch) => model.Evaluate(batch.Inputs, batch.Targets),
        Accuracy = (result, batch) => Accuracy.OfBinary(result.Output.Tensor, batch.Targets),
    };
    var accuracy = run.Run(options.Data is null ? "Made water" : "Water");
    options.Say($"logistic regression: {Linear(loader, run.Test, options):0.0000}");
    return new Figures(accuracy, Baselines.MostFrequentClass(Labels(train), Labels(test)), "the most frequent class");
});

// Three fifths to train with, a fifth each to choose the epoch and to test. Gaps and scales are learnt from the training samples alone.
static (Samples Train, Samples Validation, Samples Test) Split(WaterData data, ulong seed)
{
    var parts = StratifiedSplit.Indices(data.Labels, seed, 0.6, 0.2, 0.2);
    var complete = Imputer.Median(data.Features, parts[0]).Apply(data.Features);
    var features = Standardizer.Fit(complete, parts[0]).Apply(complete);
    var all = new Samples(features, Tensor.Create(Array.ConvertAll(data.Labels, label => (float)label), [data.Labels.Length, 1]));
    return (all.Subset(parts[0]), all.Subset(parts[1]), all.Subset(parts[2]));
}

// The same samples and the same optimizer, without hidden layers.
static double Linear(DataLoader<float, float> train, DataLoader<Batch<float, float>> test, Options options)
{
    using var model = new LogisticRegression(options.Device, options.Seed);
    using var optimizer = new AdamW(model.Parameters, learningRate: 1e-2);
    var trainer = new Trainer<Batch<float, float>>(model, optimizer, train, batch => model.Step(batch.Inputs, batch.Targets))
    {
        Epochs = 20,
        Schedule = Schedules.Cosine,
        Style = ProgressStyle.Quiet,
    };
    trainer.Fit();
    return Measurement.Of(
        test,
        batch => model.Evaluate(batch.Inputs, batch.Targets),
        (result, batch) => Accuracy.OfBinary(result.Output.Tensor, batch.Targets)).Accuracy;
}

static int[] Labels(Samples samples)
{
    var labels = new List<int>();
    foreach (var (_, targets) in new DataLoader<float, float>(samples, 500).Epoch(0))
    {
        labels.AddRange(Array.ConvertAll(targets.ToArray(), target => (int)target));
    }

    return [.. labels];
}

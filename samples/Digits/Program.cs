using DeepGen.Data;
using DeepGen.Samples;
using DeepGen.Training;
using Digits;

var about = new About(
    "digits",
    "Trains a classifier of handwritten digits, saves it, loads it into a new model and prints that model's accuracy on images that "
        + "it has not seen. Without --data it renders its own images.",
    "A folder with IDX files such as those of MNIST",
    Epochs: 4);

return Sample.Run(args, about, options =>
{
    const int TestBatch = 500;
    var (train, test) = DigitData.Load(options);
    var run = new TrainingRun<DigitClassifier, Batch<float, int>>(options)
    {
        Create = (device, seed) => new DigitClassifier(device, seed),
        Train = new DataLoader<float, int>(train, options.Batch, shuffle: true, options.Seed),
        Test = new DataLoader<float, int>(test, TestBatch),
        Step = (model, batch) => model.Step(batch.Inputs, batch.Targets),
        Evaluate = (model, batch) => model.Evaluate(batch.Inputs, batch.Targets),
        Accuracy = (result, batch) => Accuracy.Of(result.Output.Tensor, batch.Targets),
    };
    var accuracy = run.Run(options.Data is { } data ? $"Digits of {new DirectoryInfo(data).Name}" : "Rendered digits");
    var baseline = Baselines.MostFrequentClass(Labels.Of(train), Labels.Of(test));
    return new Figures(accuracy, baseline, "the most frequent digit");
});

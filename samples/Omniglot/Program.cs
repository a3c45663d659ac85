using DeepGen;
using DeepGen.Data;
using DeepGen.Samples;
using DeepGen.Training;
using Omniglot;
using Samples = DeepGen.Data.TensorDataset<float, float, int, int>;

var about = new About(
    "omniglot",
    "Trains a network of two inputs and two outputs on handwritten characters: from the image and perhaps a hint at the alphabet, which "
        + "alphabet and which character it is. A quarter of the people, whom the seed draws, write the test images.",
    "A folder with zip archives or folders of Omniglot, such as images_background_small1.zip and images_background_small2.zip",
    Epochs: 12,
    Batch: 64,
    LearningRate: 2e-3);

return Sample.Run(args, about, options =>
{
    var data = OmniglotData.Load(options);
    var (train, test) = data.SplitByDrawer(options.Seed);
    var hints = new TensorColumn<float>(data.Hints());
    // In training every other hint is left out, and characters move a little; both change from epoch to epoch.
    var practice = new Samples(data.Images.RandomShift(3), Hide(hints, 0.5f), data.AlphabetLabels, data.CharacterLabels).Subset(train);
    var run = new TrainingRun<OmniglotClassifier, Batch<float, float, int, int>>(options)
    {
        Create = (device, seed) => new OmniglotClassifier(device, seed),
        Train = new DataLoader<float, float, int, int>(practice, options.Batch, shuffle: true, options.Seed, dropLast: true),
        Test = Tests(hints),
        Step = (model, batch) => model.Step(batch.First, batch.Second, batch.Third, batch.Fourth),
        Evaluate = Evaluate,
        Accuracy = (result, batch) => Accuracy.Of(result.Outputs["character"].Tensor, batch.Fourth),
    };
    var accuracy = run.Run(options.Data is null ? "Made characters" : "Omniglot", model =>
    {
        var unhinted = Tests(Hide(hints, 1));
        var alphabet = Measurement.Of(
            unhinted, batch => Evaluate(model, batch), (result, batch) => Accuracy.Of(result.Outputs["alphabet"].Tensor, batch.Third));
        var character = Measurement.Of(unhinted, batch => Evaluate(model, batch), run.Accuracy);
        options.Say($"without the hint: alphabet {alphabet.Accuracy:0.0000}, character {character.Accuracy:0.0000}");
    });
    var nearest = Baselines.NearestSample(data.Images, data.Characters, data.Alphabets, train, test);
    return new Figures(accuracy, nearest, "the nearest training image of the alphabet");

    DataLoader<float, float, int, int> Tests(Column<float> itsHints)
        => new(new Samples(data.Images, itsHints, data.AlphabetLabels, data.CharacterLabels).Subset(test), 121);
});

static Column<float> Hide(Column<float> hints, float share) => hints.Transform((Span<float> hint, ref SampleRandom random) =>
{
    if (random.NextFloat() < share)
    {
        hint.Clear();
    }
});

static StepResult Evaluate(OmniglotClassifier model, Batch<float, float, int, int> batch)
    => model.Evaluate(batch.First, batch.Second, batch.Third, batch.Fourth);

using System.Numerics.Tensors;
using DeepGen.Data;
using DeepGen.Samples;

namespace Omniglot;

/// <summary>Images of characters, each drawn once by each of twenty people.</summary>
/// <param name="Images">The images [samples, 1, 64, 64]: 1 for ink, 0 for paper.</param>
/// <param name="Alphabets">The alphabet of each image.</param>
/// <param name="Characters">Its character, counted through all alphabets.</param>
/// <param name="Drawers">Who has drawn it.</param>
/// <param name="Rows">The images that count: each drawing once.</param>
internal sealed record OmniglotData(Column<float> Images, int[] Alphabets, int[] Characters, int[] Drawers, int[] Rows)
{
    public const int Side = 64;

    public Tensor<int> AlphabetLabels => Tensor.Create(Alphabets);

    public Tensor<int> CharacterLabels => Tensor.Create(Characters);

    /// <summary>The alphabet of each image as the model takes it: a 1 at its place, 0 elsewhere.</summary>
    public Tensor<float> Hints()
    {
        var hints = new float[Alphabets.Length * OmniglotClassifier.Alphabets];
        for (var i = 0; i < Alphabets.Length; i++)
        {
            hints[(i * OmniglotClassifier.Alphabets) + Alphabets[i]] = 1;
        }

        return Tensor.Create(hints, [Alphabets.Length, OmniglotClassifier.Alphabets]);
    }

    /// <summary>The rows of three quarters of the people, and those of the others.</summary>
    public (int[] Train, int[] Test) SplitByDrawer(ulong seed)
    {
        int[] people = [.. Drawers.Distinct().Order()];
        var parts = StratifiedSplit.Indices(new int[people.Length], seed, 0.75, 0.25);
        var testers = parts[1].Select(i => people[i]).ToHashSet();
        return ([.. Rows.Where(row => !testers.Contains(Drawers[row]))], [.. Rows.Where(row => testers.Contains(Drawers[row]))]);
    }

    public static OmniglotData Load(Options options)
    {
        var threads = options.Threads > 0 ? options.Threads : -1;
        return options.Data is { } path ? Read(path, threads) : CharacterRenderer.Render(seed: 1, threads);
    }

    /// <summary>Reads images that lie, in folders or archives, as alphabet/character/name_drawer.png.</summary>
    private static OmniglotData Read(string path, int threads)
    {
        var set = ImageSet.Read(path, channels: 1, Side, Side, threads);
        var parts = set.Paths.Select(image => image.Split('/')).ToArray();
        foreach (var (image, part) in set.Paths.Zip(parts))
        {
            if (part.Length < 3 || !int.TryParse(part[^1].Split('_', '.')[^2], out _))
            {
                throw new DataFormatException(path, $"has the image '{image}'", "images are called alphabet/character/name_drawer.png");
            }
        }

        var alphabets = set.Labels(image => image.Split('/')[^3], out var alphabetNames);
        var characters = set.Labels(image => string.Join('/', image.Split('/')[^3..^1]), out var characterNames);
        Require(path, "alphabets", alphabetNames.Length, OmniglotClassifier.Alphabets);
        Require(path, "characters", characterNames.Length, OmniglotClassifier.Characters);
        // Two of the small sets share alphabets: an image that is there twice counts once.
        int[] rows = [.. Enumerable.Range(0, set.Count).DistinctBy(i => string.Join('/', parts[i][^3..]))];
        var images = set.Images.Transform((Span<float> pixels, ref SampleRandom _) => Invert(pixels));
        return new(images, alphabets, characters, [.. parts.Select(part => int.Parse(part[^1].Split('_', '.')[^2]))], rows);
    }

    private static void Invert(Span<float> pixels)
    {
        TensorPrimitives.Negate(pixels, pixels);
        TensorPrimitives.Add(pixels, 1f, pixels);
    }

    private static void Require(string path, string what, int found, int expected)
    {
        if (found != expected)
        {
            var cure = $"the model is made for {expected}: those of images_background_small1 and images_background_small2 together";
            throw new DataFormatException(path, $"has {found} {what}", cure);
        }
    }
}

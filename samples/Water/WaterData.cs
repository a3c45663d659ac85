global using Samples = DeepGen.Data.TensorDataset<float, float>;

using System.Numerics.Tensors;
using DeepGen.Data;
using DeepGen.Samples;

namespace Water;

/// <summary>Measurements of water, with gaps, and whether it can be drunk.</summary>
/// <param name="Features">The measurements [samples, 9]; NaN where one is missing.</param>
/// <param name="Labels">1 for water that can be drunk, 0 for other.</param>
internal sealed record WaterData(Tensor<float> Features, int[] Labels)
{
    private static readonly string[] Names =
        ["ph", "Hardness", "Solids", "Chloramines", "Sulfate", "Conductivity", "Organic_carbon", "Trihalomethanes", "Turbidity"];

    /// <summary>Reads the table that --data names, or makes one.</summary>
    public static WaterData Load(Options options) => options.Data is { } path ? Read(path) : Make(count: 4000, seed: 1);

    /// <summary>
    /// A table with a rule that no line through the measurements follows: water is good where two of them go together, away from the
    /// middle of a third and inside a band of a fourth. A tenth of the labels are wrong, and cells are missing as in real tables.
    /// </summary>
    public static WaterData Make(int count, ulong seed)
    {
        var features = new float[count * Names.Length];
        var labels = new int[count];
        for (var i = 0; i < count; i++)
        {
            var random = new SampleRandom(seed, stream: 1, (ulong)i);
            Span<float> z = features.AsSpan(i * Names.Length, Names.Length);
            foreach (ref var value in z)
            {
                value = random.NextNormal();
            }

            var score = (1.2f * z[0] * z[4]) + MathF.Abs(z[2]) - (0.8f * z[5] * z[5]) + (0.3f * z[7]);
            labels[i] = (score > 0.25f) == (random.NextFloat() >= 0.1f) ? 1 : 0;
            for (var column = 0; column < z.Length; column++)
            {
                // Units of their own, as measured: what is learnt must not depend on them.
                var (isMissing, scale) = (column is 0 or 4 or 7 && random.NextFloat() < 0.1f, MathF.Pow(10, (column % 4) - 1));
                z[column] = isMissing ? float.NaN : scale * (5 + z[column]);
            }
        }

        return new(Tensor.Create(features, [count, Names.Length]), labels);
    }

    private static WaterData Read(string path)
    {
        var file = File.Exists(path) ? path : Path.Combine(path, "water_potability.csv");
        var table = CsvFile.Read(file);
        var labels = table.Classes("Potability", out var classes);
        return classes is ["0", "1"]
            ? new(table.Features(Names), labels)
            : throw new DataFormatException(file, $"has {string.Join(", ", classes)} as Potability", "the model tells 0 and 1 apart");
    }
}

using System.Globalization;
using System.Runtime.InteropServices;

namespace DeepGen.Benchmarks.Compare;

/// <summary>The inputs and the target of one step, as every contender gets them.</summary>
internal sealed record Batch(int Size, float[][] Floats, int[] Labels, float[] Truths)
{
    /// <summary>Writes the batches of a workload into a folder: <c>0.input0.f32</c>, <c>0.target.i32</c>, ...</summary>
    public static void WriteAll(Workload workload, string folder)
    {
        var random = new Random(1);
        for (int batch = 0; batch < Workload.Batches; batch++)
        {
            for (int input = 0; input < workload.Inputs.Length; input++)
            {
                float[] values = new float[workload.Batch * workload.Inputs[input].Aggregate(1, (product, extent) => product * extent)];
                foreach (ref float value in values.AsSpan()) value = Normal(random);
                Write(Path(folder, batch, $"input{input}.f32"), values);
            }

            int[] labels = [.. Enumerable.Range(0, workload.Batch).Select(_ => random.Next(Math.Max(workload.Classes, 2)))];
            if (workload.Classes > 0) Write(Path(folder, batch, "target.i32"), labels);
            else Write(Path(folder, batch, "target.f32"), Array.ConvertAll(labels, label => (float)label));
        }
    }

    /// <summary>Reads what <see cref="WriteAll"/> wrote.</summary>
    public static Batch[] ReadAll(Workload workload, string folder) =>
    [
        .. Enumerable.Range(0, Workload.Batches).Select(batch => new Batch(
            workload.Batch,
            [.. workload.Inputs.Select((_, input) => Read<float>(Path(folder, batch, $"input{input}.f32")))],
            workload.Classes > 0 ? Read<int>(Path(folder, batch, "target.i32")) : [],
            workload.Classes > 0 ? [] : Read<float>(Path(folder, batch, "target.f32")))),
    ];

    private static string Path(string folder, int batch, string name) =>
        System.IO.Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{batch}.{name}"));

    private static void Write<T>(string path, T[] values)
        where T : unmanaged => File.WriteAllBytes(path, MemoryMarshal.AsBytes<T>(values));

    private static T[] Read<T>(string path)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(File.ReadAllBytes(path)).ToArray();

    /// <summary>A standard normal number, by Box and Muller.</summary>
    private static float Normal(Random random) =>
        MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle())) * MathF.Cos(2 * MathF.PI * random.NextSingle());
}

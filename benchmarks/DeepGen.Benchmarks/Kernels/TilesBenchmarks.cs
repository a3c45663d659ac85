using BenchmarkDotNet.Attributes;
using DeepGen.Runtime;

namespace DeepGen.Benchmarks.Kernels;

/// <summary>Products of the shapes that models have, on one thread.</summary>
public class TilesBenchmarks
{
    private readonly AlignedBuffer a = new(0);
    private readonly AlignedBuffer b = new(0);
    private readonly AlignedBuffer c = new(0);
    private int rows;
    private int columns;
    private int depth;

    /// <summary>
    /// Rows x columns x depth: squares, the layers of digit classifiers, an embedding of many inputs, a recurrent cell, ten classes.
    /// </summary>
    [Params(
        "64x64x64", "128x128x128", "256x256x256", "512x512x512", "1024x1024x1024",
        "64x256x784", "256x256x784", "64x128x3136", "32x128x16384", "2048x512x128", "32x128x32", "64x10x128", "3x128x3136")]
    public string Shape { get; set; } = "";

    /// <summary>Fills the operands.</summary>
    [GlobalSetup]
    public void Setup()
    {
        int[] extents = [.. Shape.Split('x').Select(int.Parse)];
        (rows, columns, depth) = (extents[0], extents[1], extents[2]);
        a.Resize(rows * depth);
        b.Resize(depth * columns);
        c.Resize(rows * columns);
        var random = new Random(1);
        foreach (var buffer in new[] { a, b })
        {
            for (int i = 0; i < buffer.Length; i++) buffer.At(i) = random.NextSingle() - 0.5f;
        }
    }

    /// <summary>y = x w: a layer's output.</summary>
    [Benchmark]
    public void Product() => Tiles.Multiply(
        in a.At(0), depth, 1, 0, in b.At(0), columns, 0, ref c.At(0), columns, rows, columns, depth, 1, accumulate: false);

    /// <summary>The left factor read by columns: the gradient of a layer's weight.</summary>
    [Benchmark]
    public void Transposed() => Tiles.Multiply(
        in a.At(0), 1, rows, 0, in b.At(0), columns, 0, ref c.At(0), columns, rows, columns, depth, 1, accumulate: false);
}

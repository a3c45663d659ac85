using System.Globalization;
using BenchmarkDotNet.Attributes;
using DeepGen.Runtime;

namespace DeepGen.Benchmarks.Kernels;

/// <summary>Products of the shapes that models have, in the pieces that their kernels take, on one thread.</summary>
[Config(typeof(RateConfig))]
public class TilesBenchmarks
{
    // Rows that compete for a place in the cache lie a line apart, as the memory of a model has them.
    private const int Way = 1024;
    private const int Line = 16;

    private readonly AlignedBuffer a = new(0);
    private readonly AlignedBuffer b = new(0);
    private readonly AlignedBuffer c = new(0);

    /// <summary>
    /// Rows x columns x depth: squares, odd ones, layers larger than the caches, the layers of digit classifiers, an embedding of many
    /// inputs, a recurrent cell, ten classes.
    /// </summary>
    public static IEnumerable<TileWork> Shapes =>
    [
        new(64, 64, 64), new(128, 128, 128), new(256, 256, 256), new(512, 512, 512), new(1024, 1024, 1024), new(1536, 1536, 1536),
        new(2048, 2048, 2048), new(3072, 3072, 3072), new(2000, 1999, 2001), new(2048, 4096, 1024),
        new(64, 256, 784), new(256, 256, 784), new(64, 128, 3136), new(32, 128, 16384), new(2048, 512, 128), new(32, 128, 32),
        new(64, 10, 128), new(3, 128, 3136),
    ];

    /// <summary>The shape.</summary>
    [ParamsSource(nameof(Shapes))]
    public TileWork Shape { get; set; } = null!;

    /// <summary>Fills the operands.</summary>
    [GlobalSetup]
    public void Setup()
    {
        a.Resize(Math.Max((nint)Shape.Rows * Apart(Shape.Depth), (nint)Shape.Depth * Apart(Shape.Rows)));
        b.Resize((nint)Shape.Depth * Apart(Shape.Columns));
        c.Resize((nint)Shape.Rows * Apart(Shape.Columns));
        var random = new Random(1);
        foreach (var buffer in new[] { a, b })
        {
            for (nint i = 0; i < buffer.Length; i++) buffer.At(i) = random.NextSingle() - 0.5f;
        }
    }

    /// <summary>y = x w: a layer's output.</summary>
    [Benchmark, Products(1)]
    public void Product() => InPieces(Apart(Shape.Depth), 1, Shape.Columns, 1);

    /// <summary>The left factor read by columns: the gradient of a layer's weight.</summary>
    [Benchmark, Products(1)]
    public void Transposed() => InPieces(1, Apart(Shape.Rows), Apart(Shape.Columns), 1);

    /// <summary>The right factor read by rows: the gradient of a layer's input.</summary>
    [Benchmark, Products(1)]
    public void Turned() => InPieces(Apart(Shape.Depth), 1, 1, Shape.Depth);

    private static int Apart(int row) => row % Way == 0 ? row + Line : row;

    private void InPieces(nint aRow, nint aK, nint bK, nint bColumn)
    {
        nint row = Apart(Shape.Columns);
        for (nint item = 0; item < Tiles.Pieces(Shape.Rows, Shape.Columns); item++)
        {
            Tiles.Piece(Shape.Rows, Shape.Columns, item, out nint first, out nint rows, out nint column, out nint columns);
            Tiles.Multiply(
                in a.At(first * aRow), aRow, aK, 0, in b.At(column * bColumn), bK, 0, bColumn,
                ref c.At((first * row) + column), row, rows, columns, Shape.Depth, 1, accumulate: false);
        }
    }
}

/// <summary>A product.</summary>
/// <param name="Rows">The rows of the result.</param>
/// <param name="Columns">The columns of the result.</param>
/// <param name="Depth">The terms of each sum.</param>
public sealed record TileWork(int Rows, int Columns, int Depth) : IWork
{
    /// <inheritdoc/>
    public double Flops => 2.0 * Rows * Columns * Depth;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rows}x{Columns}x{Depth}");
}

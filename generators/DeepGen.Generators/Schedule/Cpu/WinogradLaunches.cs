using System.Collections.Immutable;
using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Schedule.Cpu;

/// <summary>Images whose channels lie together: where they start, and how far images, rows and columns are apart.</summary>
internal sealed record ImagesView(Storage Storage, Dim Offset, Dim Image, Dim Row, Dim Column, long Channels);

/// <summary>A convolution by Winograd's algorithm, with its epilogue on the tiles just stored.</summary>
internal sealed record WinogradLaunch(string Name, BoundProduct Product) : ProductLaunch(Name, Product)
{
    /// <summary>The extent of a tile of results.</summary>
    public const long Tile = 4;

    private const long Points = 36, Lanes = 16, Strip = 32;

    /// <summary>Floats at the points that an item may have: they stay in a second-level cache of a megabyte.</summary>
    private const long ItemFloats = 96 * 1024;

    /// <summary>The register tiles' height, twice: fewer tiles would read the kernels too often.</summary>
    private const long FewestTiles = 28;
    private const long MostTiles = 112;

    /// <summary>The factor that is the image; the other one has been packed.</summary>
    public required int Image { get; init; }

    public required LoopAxis Batch { get; init; }

    public required LoopAxis Row { get; init; }

    public required LoopAxis Column { get; init; }

    /// <summary>The channels of the result, which lie together.</summary>
    public required LoopAxis Output { get; init; }

    /// <summary>The channels of the image.</summary>
    public required long Inputs { get; init; }

    /// <summary>The number of tiles in an image.</summary>
    public Dim TilesOfImage => Tiles(Row.Extent) * Tiles(Column.Extent);

    /// <summary>The most tiles that one item covers.</summary>
    public long TilesOfItem => Math.Min(MostTiles, Math.Max(FewestTiles, ItemFloats / (Points * Rounded(Inputs, Lanes)) / 14 * 14));

    public static Dim Tiles(Dim extent) => (extent + (Tile - 1)).FloorDivide(Tile);

    public static Dim PackSize(long inputs, long outputs) => Points * Rounded(inputs, Lanes) * Rounded(outputs, Strip);

    private static long Rounded(long count, long to) => (count + to - 1) / to * to;
}

/// <summary>Writes kernels as a <see cref="WinogradLaunch"/> reads them.</summary>
/// <param name="Strides">From one output to the next, and the same of inputs, rows of taps and columns of taps.</param>
internal sealed record WinogradPackLaunch(
    string Name, Node Weights, Storage From, Dim Offset, Storage To, ImmutableArray<Dim> Strides, long Inputs, long Outputs) : Launch(Name)
{
    public override IEnumerable<Storage> Storages => [From, To];
}

/// <summary>The sums at the points of the gradient of a convolution with respect to its kernel, in parts of the images.</summary>
internal sealed record WinogradSumLaunch(
    string Name, Node Contract, ImagesView Image, ImagesView Gradient, Dim Batch, Dim Rows, Dim Columns) : Launch(Name)
{
    private const long Points = 36, Lanes = 16;

    /// <summary>Outputs that one item covers.</summary>
    private const long OutputBlock = 128;

    /// <summary>Items that are enough for the threads of a usual machine.</summary>
    private const long Items = 8;

    /// <summary>Sums beyond which no more parts are made: memory is dearer than threads without work.</summary>
    private const long MostSums = 1 << 20;

    /// <summary>
    /// Parts of the tiles that are summed apart, fixed for the kernel, so that the sums have the same bits for any number of threads.
    /// </summary>
    public long Parts => Math.Max(1, Math.Min(Items / Blocks, MostSums / SumsOfPart));

    /// <summary>Blocks of outputs.</summary>
    public long Blocks => (Gradient.Channels + OutputBlock - 1) / OutputBlock;

    /// <summary>Outputs of a block: all blocks have as many, or nearly.</summary>
    public long OutputsOfBlock => (Gradient.Channels + Blocks - 1) / Blocks;

    /// <summary>Floats of one part.</summary>
    public long SumsOfPart => SumsOf(Image.Channels, Gradient.Channels);

    /// <summary>Tiles that are summed together: the sums are read and written again for each such step.</summary>
    public long Step => Math.Min(256, Math.Max(28, Image.Channels * OutputsOfBlock / (Image.Channels + OutputsOfBlock) / 4 * 4));

    /// <summary>The sums at the points.</summary>
    public Storage Sums => sums ??= new(StorageKind.Arena, Layouts.NameOf(Contract) + ".sums", Parts * SumsOfPart, Dim.Zero);

    public override IEnumerable<Storage> Storages => [Image.Storage, Gradient.Storage, Sums];

    public static long SumsOf(long inputs, long outputs) => Points * outputs * ((inputs + Lanes - 1) / Lanes * Lanes);

    private Storage? sums;
}

/// <summary>The gradient of the taps from the sums at the points.</summary>
internal sealed record WinogradFinishLaunch(
    string Name, WinogradSumLaunch Sum, Storage Result, Dim Offset, Dim Output, Dim Input, Dim Row, Dim Column) : Launch(Name)
{
    public override IEnumerable<Storage> Storages => [Sum.Sums, Result];
}

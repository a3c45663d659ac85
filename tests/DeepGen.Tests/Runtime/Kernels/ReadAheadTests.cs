using DeepGen.Runtime;

namespace DeepGen.Tests.Runtime.Kernels;

/// <summary>What tiles ask for ahead, step by step.</summary>
public sealed class ReadAheadTests
{
    private const nint Line = 64;
    private const nint Start = 1 << 30;

    [Theory]
    [InlineData(341, 16, 341, 1 << 20)]
    [InlineData(341, 682, 8, 1 << 20)]
    [InlineData(22, 22, 160, 8192)]
    [InlineData(7, 50, 3, 1 << 20)]
    [InlineData(336, 1, 1000, 1 << 20)]
    [InlineData(341, 8, 341, 512)]
    [InlineData(341, 8, 341, 500)]
    public void TheLastTilesAskForEveryLineOfAnArea(int depth, int lines, int rows, int rowBytes)
    {
        int tiles = (rows * ((lines / depth) + 1)) + 5;
        ReadAhead.Walk walk = new(new(Start, rowBytes, rows, lines), depth, tiles);
        HashSet<nint> asked = [];
        int idle = 0;
        for (int i = 0; i < tiles; i++)
        {
            TileArguments tile = Tile(depth);
            walk.Ask(ref tile);
            nint[] addresses = [.. Addresses(tile)];
            if (addresses.Length == 0) idle += asked.Count == 0 ? 1 : tiles;
            asked.UnionWith(addresses);
        }

        idle.ShouldBeInRange(5, tiles - 1, "what is used now is not displaced too early, and nothing comes too late");
        for (int row = 0; row < rows; row++)
        {
            for (int line = 0; line < lines && line * Line < rowBytes; line++)
            {
                asked.ShouldContain((Start + ((nint)row * rowBytes) + (line * Line)) / Line * Line);
            }
        }
    }

    [Fact]
    public void AnAreaWithoutRowsAndNoAddressAskForNothing()
    {
        ReadAhead.Walk walk = new(default, 30, 4);
        TileArguments tile = Tile(30);
        walk.Ask(ref tile);
        ReadAhead.Ask(ref tile, 0, 4096, 4);
        Addresses(tile).ShouldBeEmpty();
        tile.Blocks.ShouldBe(1);
    }

    private static TileArguments Tile(nint depth) => new() { Depth = depth, Blocks = 1, AStep = 3, BStep = 32 };

    /// <summary>The addresses in the order in which a tile asks; its steps have to be those that it had.</summary>
    private static IEnumerable<nint> Addresses(TileArguments tile)
    {
        if (tile.Ahead == 0) yield break;
        nint at = tile.Ahead, steps = tile.Depth + tile.Extra;
        for (nint block = 0; block < tile.Blocks; block++)
        {
            for (nint k = 0; k < steps; k++)
            {
                yield return at;
                at += tile.AheadStep;
            }

            at += tile.AheadBlock - (tile.Depth * tile.AheadStep);
            steps = tile.Depth;
        }

        tile.ABlock.ShouldBe(tile.Depth * tile.AStep);
        tile.BBlock.ShouldBe(tile.Depth * tile.BStep);
    }
}

using System.Runtime.InteropServices;

namespace DeepGen.Runtime;

/// <summary>Strides (in floats) and extents that all tiles of one product share.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct TileArguments
{
    /// <summary>From one row of the left operand to the next.</summary>
    public nint ARow;

    /// <summary>From one step of the depth to the next in the left operand.</summary>
    public nint AStep;

    /// <summary>From one block to the next in the left operand.</summary>
    public nint ABlock;

    /// <summary>From one step of the depth to the next in the right operand.</summary>
    public nint BStep;

    /// <summary>From one block to the next in the right operand.</summary>
    public nint BBlock;

    /// <summary>From one column to the next in the right operand: 1, or any number where <see cref="BStep"/> is 1.</summary>
    public nint BColumn;

    /// <summary>Where the right operand lies in panels as wide as a strip of columns: from one to the next. 0 where it does not.</summary>
    public nint BPanel;

    /// <summary>From the first two vectors of a step of the right operand to the next two: they may lie in another panel.</summary>
    public nint BPair;

    /// <summary>The same from the first four vectors to the next four.</summary>
    public nint BHalf;

    /// <summary>From one row of the result to the next.</summary>
    public nint CRow;

    /// <summary>The terms of each sum in one block.</summary>
    public nint Depth;

    /// <summary>The number of blocks.</summary>
    public nint Blocks;

    /// <summary>Steps of the depth that the first block has more than the others.</summary>
    public nint Extra;

    /// <summary>The first line that the tile asks for ahead, and then one for each step of a block; 0 for none.</summary>
    public nint Ahead;

    /// <summary>Bytes from one line that the tile asks for ahead to the next.</summary>
    public nint AheadStep;

    /// <summary>Bytes from one block to the next in what the tile asks for ahead.</summary>
    public nint AheadBlock;

    /// <summary>Whether the sums start from what the result holds instead of 0.</summary>
    public bool Accumulate;
}

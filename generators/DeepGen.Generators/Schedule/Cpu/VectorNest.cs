namespace DeepGen.Generators.Schedule.Cpu;

/// <summary>The loops of a launch, of which one is taken by vectors.</summary>
internal sealed class VectorNest : LoopNest
{
    /// <summary>Elements that one item of a flat map covers.</summary>
    private const int FlatBlock = 2048;

    /// <summary>Columns that one item of a column sum covers: a few cache lines of each row.</summary>
    private const int ColumnBlock = 64;

    /// <summary>The cost of a column's element up to which two vectors of columns run side by side.</summary>
    private const int SideBySide = 150;

    private const int WidestVector = 16;

    /// <summary>Outer loops that are spread over the threads.</summary>
    public const int ParallelLoops = 2;

    public VectorNest(LoopLaunch launch)
        : base(launch)
    {
        Block = launch.Reduced.Length > 0 ? ColumnBlock : FlatBlock;
        Vector = Together();
        IsVector = Vector is not null;
        Vector ??= Inner.Concat(Outer).OrderByDescending(Contiguous).FirstOrDefault();
        Strips = StripsOf(launch);
    }

    /// <summary>Elements of the vector loop in one item, where no other loop is left to spread over the threads.</summary>
    public int Block { get; }

    /// <summary>
    /// The loop that steps by vectors, or by single elements if <see cref="IsVector"/> is false; null for a scalar domain.
    /// </summary>
    public NestLoop? Vector { get; }

    /// <summary>Whether every operand is contiguous or constant along the vector loop.</summary>
    public bool IsVector { get; }

    public bool VectorIsInner => Vector is not null && Inner.Contains(Vector);

    /// <summary>
    /// Vectors of columns that one pass over the rows takes side by side: more of each row, and sums that do not wait for one another.
    /// </summary>
    public int Strips { get; }

    private int StripsOf(LoopLaunch launch)
    {
        bool isColumns = IsVector && !VectorIsInner && Inner.Length > 0 && launch.Stages.Count(stage => stage.IsFull) == 1;
        bool isWide = isColumns && !(Vector!.Extent.IsConstant && Vector.Extent.Value < 2 * WidestVector);
        return isWide && launch.Stages.SelectMany(stage => stage.Statements).Sum(statement => statement.Value.Cost()) <= SideBySide ? 2 : 1;
    }
}

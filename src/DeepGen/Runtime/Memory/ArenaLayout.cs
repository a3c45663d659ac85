namespace DeepGen.Runtime;

/// <summary>How the buffers of a program lie in an arena.</summary>
/// <param name="Granularity">Each starts at a multiple of so many floats.</param>
/// <param name="IsApart">Whether no buffers share memory, in their order and with gaps around all of them: for the debug mode.</param>
internal readonly record struct ArenaLayout(int Granularity, bool IsApart)
{
    /// <summary>64 bytes: a vector, and a cache line.</summary>
    public static ArenaLayout Processor => new(ArenaPlan.Granularity, IsApart: false);

    /// <summary>256 bytes: what any device asks for, and lets vectors be loaded.</summary>
    public static ArenaLayout Device => new(64, IsApart: false);
}

using System.Runtime.InteropServices;

namespace DeepGen.Runtime;

/// <summary>
/// The height of a tile, as a type of so many bytes: each height is compiled on its own, with the count as a constant. A size the compiler
/// knows while it still reads a method, so that it does not even look at the rows that a height does not have; what a property returns it
/// knows later, after all of them have been looked at, which takes most of the time.
/// </summary>
internal interface IHeight;

/// <summary>The heights that tiles come in.</summary>
internal static class Heights
{
    [StructLayout(LayoutKind.Sequential, Size = 1)]
    public readonly struct Of1 : IHeight;

    [StructLayout(LayoutKind.Sequential, Size = 2)]
    public readonly struct Of2 : IHeight;

    [StructLayout(LayoutKind.Sequential, Size = 3)]
    public readonly struct Of3 : IHeight;

    [StructLayout(LayoutKind.Sequential, Size = 4)]
    public readonly struct Of4 : IHeight;

    [StructLayout(LayoutKind.Sequential, Size = 5)]
    public readonly struct Of5 : IHeight;

    [StructLayout(LayoutKind.Sequential, Size = 6)]
    public readonly struct Of6 : IHeight;

    [StructLayout(LayoutKind.Sequential, Size = 7)]
    public readonly struct Of7 : IHeight;

    [StructLayout(LayoutKind.Sequential, Size = 8)]
    public readonly struct Of8 : IHeight;

    [StructLayout(LayoutKind.Sequential, Size = 9)]
    public readonly struct Of9 : IHeight;

    [StructLayout(LayoutKind.Sequential, Size = 10)]
    public readonly struct Of10 : IHeight;

    [StructLayout(LayoutKind.Sequential, Size = 11)]
    public readonly struct Of11 : IHeight;

    [StructLayout(LayoutKind.Sequential, Size = 12)]
    public readonly struct Of12 : IHeight;

    [StructLayout(LayoutKind.Sequential, Size = 13)]
    public readonly struct Of13 : IHeight;

    [StructLayout(LayoutKind.Sequential, Size = 14)]
    public readonly struct Of14 : IHeight;
}

namespace Digits.Rendering;

/// <summary>One line of a pen: points in percent of a box, joined by a smooth curve or by straight lines.</summary>
internal sealed record Stroke(bool IsSmooth, params int[] Points);

/// <summary>How the ten digits are written, each in the ways that people write it.</summary>
internal static class DigitShapes
{
    /// <summary>For each digit its ways, each of one or several strokes. x grows to the right and y downwards.</summary>
    public static readonly Stroke[][][] All =
    [
        [
            [Smooth(52, 0, 20, 18, 10, 52, 24, 88, 52, 100, 80, 84, 90, 48, 78, 14, 50, 0)],
            [Smooth(62, 4, 34, 8, 14, 36, 18, 78, 46, 98, 76, 80, 84, 40, 70, 10, 40, 6)],
        ],
        [
            [Straight(50, 0, 50, 100)],
            [Straight(26, 24, 54, 0, 54, 100)],
            [Straight(28, 20, 52, 0, 52, 100), Straight(24, 100, 80, 100)],
        ],
        [
            [Smooth(14, 24, 32, 3, 62, 2, 82, 22, 70, 50, 40, 76, 12, 100), Straight(12, 100, 90, 98)],
            [Smooth(16, 22, 40, 0, 76, 14, 74, 44, 44, 78, 22, 96, 10, 86, 26, 78, 52, 94, 90, 98)],
        ],
        [
            [Smooth(14, 12, 44, 0, 76, 10, 76, 34, 42, 47), Smooth(42, 47, 80, 56, 86, 82, 52, 100, 12, 88)],
            [Straight(14, 2, 82, 2, 44, 40), Smooth(44, 40, 80, 50, 86, 78, 54, 100, 12, 90)],
        ],
        [
            [Straight(64, 0, 8, 66, 92, 66), Straight(66, 6, 66, 100)],
            [Straight(24, 2, 14, 54, 84, 54), Straight(72, 20, 70, 100)],
        ],
        [
            [Straight(84, 2, 26, 2, 20, 44), Smooth(20, 44, 54, 36, 84, 56, 80, 86, 46, 100, 12, 88)],
            [Smooth(22, 6, 18, 42, 52, 36, 84, 58, 78, 88, 44, 100, 12, 90), Straight(22, 6, 84, 0)],
        ],
        [
            [Smooth(74, 2, 40, 20, 16, 58, 22, 88, 52, 100, 82, 82, 74, 56, 44, 52, 18, 70)],
            [Smooth(50, 0, 24, 34, 14, 72, 36, 98, 70, 94, 80, 68, 56, 50, 18, 66)],
        ],
        [
            [Straight(10, 4, 88, 2, 40, 100)],
            [Straight(12, 16, 14, 2, 86, 2, 46, 100), Straight(32, 50, 80, 48)],
            [Smooth(10, 8, 44, 6, 84, 4, 62, 44, 46, 100)],
        ],
        [
            [Smooth(76, 12, 44, 0, 20, 20, 46, 44, 80, 70, 58, 99, 22, 92, 18, 68, 54, 44, 78, 24, 74, 10)],
            [Smooth(50, 46, 24, 26, 48, 0, 76, 22, 50, 46), Smooth(50, 46, 16, 72, 46, 100, 84, 76, 50, 46)],
        ],
        [
            [Smooth(78, 26, 54, 50, 24, 40, 22, 12, 52, 0, 78, 18, 78, 54, 66, 100)],
            [Smooth(76, 8, 42, 2, 20, 26, 40, 48, 74, 32, 78, 6), Straight(78, 6, 74, 100)],
        ],
    ];

    private static Stroke Smooth(params int[] points) => new(true, points);

    private static Stroke Straight(params int[] points) => new(false, points);
}

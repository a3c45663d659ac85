using System.Numerics;
using System.Numerics.Tensors;
using DeepGen.Data;
using DeepGen.Samples;

namespace Omniglot;

/// <summary>
/// Invents alphabets and has people write them: a character is a few strokes in the manner of its alphabet, a person has a slant, a size
/// and a pen of their own, and no two drawings are quite the same: each lies elsewhere, turned, slanted, stretched and with uneven strokes,
/// so that comparing pixels alone does not get far.
/// </summary>
internal static class CharacterRenderer
{
    private const int DrawerCount = 20;
    private const int Side = OmniglotData.Side;

    /// <summary>Writes every character by every person.</summary>
    public static OmniglotData Render(ulong seed, int threads)
    {
        const int Count = OmniglotClassifier.Characters * DrawerCount;
        var pixels = new byte[Count * Side * Side];
        var (alphabets, characters, drawers) = (new int[Count], new int[Count], new int[Count]);
        Parallel.For(0, Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            (characters[i], drawers[i]) = (i / DrawerCount, i % DrawerCount);
            alphabets[i] = characters[i] % OmniglotClassifier.Alphabets;
            Draw(Invent(alphabets[i], characters[i], seed), drawers[i], i, seed, pixels.AsSpan(i * Side * Side, Side * Side));
        });
        var images = new ByteColumn(Tensor.Create(pixels, [Count, 1, Side, Side]));
        return new(images, alphabets, characters, drawers, [.. Enumerable.Range(0, Count)]);
    }

    /// <summary>The strokes of a character: points in a square of side 1.</summary>
    private static (bool IsSmooth, Vector2[] Points)[] Invent(int alphabet, int character, ulong seed)
    {
        var manner = new SampleRandom(seed, stream: 2, (ulong)alphabet);
        var (smooth, most) = (manner.NextFloat(), 2 + manner.NextInt(3));
        var random = new SampleRandom(seed, stream: 3, (ulong)character);
        var strokes = new (bool, Vector2[])[1 + random.NextInt(most)];
        for (var i = 0; i < strokes.Length; i++)
        {
            var points = new Vector2[2 + random.NextInt(4)];
            foreach (ref var point in points.AsSpan())
            {
                // On a grid, as letters are: strokes meet, and run straight or across.
                point = new Vector2(random.NextInt(4), random.NextInt(4)) / 3f;
            }

            strokes[i] = (random.NextFloat() < smooth, points);
        }

        return strokes;
    }

    private static void Draw((bool IsSmooth, Vector2[] Points)[] strokes, int drawer, int image, ulong seed, Span<byte> destination)
    {
        var hand = new SampleRandom(seed, stream: 4, (ulong)drawer);
        var random = new SampleRandom(seed, stream: 5, (ulong)image);
        Span<float> canvas = stackalloc float[Side * Side];
        canvas.Clear();
        var pen = new Pen(canvas, Side, width: hand.NextFloat(1.5f, 3f) * random.NextFloat(0.87f, 1.15f), softness: 1f);
        var size = hand.NextFloat(26f, 38f) * random.NextFloat(0.9f, 1.1f);
        var map = Matrix3x2.CreateTranslation(-0.5f, -0.5f)
            * Matrix3x2.CreateScale(size * random.NextFloat(0.85f, 1.15f), size)
            * Matrix3x2.CreateSkew(hand.NextFloat(-0.25f, 0.25f) + random.NextFloat(-0.1f, 0.1f), 0f)
            * Matrix3x2.CreateRotation(hand.NextFloat(-0.15f, 0.15f) + random.NextFloat(-0.15f, 0.15f))
            * Matrix3x2.CreateTranslation((Side / 2f) + random.NextFloat(-8f, 8f), (Side / 2f) + random.NextFloat(-8f, 8f));
        foreach (var (isSmooth, points) in strokes)
        {
            var drawn = Array.ConvertAll(points, point => Vector2.Transform(point, map));
            foreach (ref var point in drawn.AsSpan())
            {
                point += new Vector2(random.NextNormal(), random.NextNormal()) * 1.6f;
            }

            if (isSmooth)
            {
                pen.Smooth(drawn);
            }
            else
            {
                pen.Straight(drawn);
            }
        }

        for (var i = 0; i < canvas.Length; i++)
        {
            destination[i] = (byte)((canvas[i] * 255f) + 0.5f);
        }
    }
}

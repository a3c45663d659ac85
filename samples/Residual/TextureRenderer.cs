using System.Numerics;
using System.Numerics.Tensors;
using DeepGen.Data;

namespace Residual;

/// <summary>
/// Makes colour images of ten patterns: each turned, moved, scaled and coloured at random, under noise, with a patch of something else.
/// No pixel is brighter in one class than in another, so that a linear model has nothing to go by.
/// </summary>
internal static class TextureRenderer
{
    public const int Side = 32;
    public const int Classes = 10;

    /// <summary>Renders images with their labels.</summary>
    /// <param name="count">The number of images.</param>
    /// <param name="seed">The seed; take another one for the test images.</param>
    /// <param name="threads">The most threads to use; -1 for all. The images are the same.</param>
    public static TensorDataset<float, int> Render(int count, ulong seed, int threads)
    {
        var pixels = new byte[count * 3 * Side * Side];
        var labels = new int[count];
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            var random = new SampleRandom(seed, stream: 1, (ulong)i);
            labels[i] = random.NextInt(Classes);
            Draw(labels[i], ref random, pixels.AsSpan(i * 3 * Side * Side, 3 * Side * Side));
        });
        return new(new ByteColumn(Tensor.Create(pixels, [count, 3, Side, Side])), Tensor.Create(labels));
    }

    private static void Draw(int label, ref SampleRandom random, Span<byte> image)
    {
        var (light, dark) = Colours(ref random);
        var map = RandomMap(ref random);
        var (patchLabel, patchMap) = (random.NextInt(Classes), RandomMap(ref random));
        var patch = new Vector2(random.NextInt(Side), random.NextInt(Side));
        var (patchSize, noise) = (random.NextFloat(3f, 6f), random.NextFloat(0.03f, 0.15f));
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var place = new Vector2(x, y);
                // A round patch of another pattern: most of the image says what it is, not all of it.
                var isPatch = Vector2.Distance(place, patch) < patchSize;
                var shade = Pattern(isPatch ? patchLabel : label, Vector2.Transform(place, isPatch ? patchMap : map));
                var colour = Vector3.Lerp(dark, light, shade);
                for (var channel = 0; channel < 3; channel++)
                {
                    var value = colour[channel] + (noise * random.NextNormal());
                    image[(((channel * Side) + y) * Side) + x] = (byte)Math.Clamp((value * 255f) + 0.5f, 0f, 255f);
                }
            }
        }
    }

    /// <summary>Two colours on the two sides of a third, either of them the lighter one in each of red, green and blue.</summary>
    private static (Vector3 Light, Vector3 Dark) Colours(ref SampleRandom random)
    {
        var (middle, way) = (Vector3.Zero, Vector3.Zero);
        for (var channel = 0; channel < 3; channel++)
        {
            middle[channel] = random.NextFloat(0.35f, 0.65f);
            way[channel] = random.NextFloat(0.15f, 0.35f) * (random.NextInt(2) == 0 ? 1 : -1);
        }

        return (middle + way, middle - way);
    }

    /// <summary>From pixels to the plane of the pattern, whose unit is about one repetition.</summary>
    private static Matrix3x2 RandomMap(ref SampleRandom random)
    {
        var middle = new Vector2(Side / 2f) + new Vector2(random.NextFloat(-6f, 6f), random.NextFloat(-6f, 6f));
        return Matrix3x2.CreateTranslation(-middle)
            * Matrix3x2.CreateRotation(random.NextFloat(0f, MathF.Tau))
            * Matrix3x2.CreateScale(1f / random.NextFloat(6f, 9f));
    }

    /// <summary>How light the pattern is at a place, from 0 to 1.</summary>
    private static float Pattern(int label, Vector2 at)
    {
        var (radius, angle) = (at.Length(), MathF.Atan2(at.Y, at.X));
        return label switch
        {
            0 => Wave(at.X),
            1 => Wave(at.X) * Wave(2 * at.X),
            2 => Wave(at.X + (0.4f * MathF.Sin(MathF.Tau * at.Y / 2))),
            3 => Wave(at.X) > 0.5f == Wave(at.Y) > 0.5f ? 1 : 0,
            4 => Wave(at.X) * Wave(at.Y),
            5 => MathF.Max(MathF.Pow(Wave(at.X), 4), MathF.Pow(Wave(at.Y), 4)),
            6 => Wave(radius),
            7 => Wave(radius + (angle / MathF.Tau)),
            8 => Wave(3 * angle / MathF.Tau),
            _ => Wave(MathF.Max(MathF.Abs(at.X), MathF.Abs(at.Y))),
        };
    }

    /// <summary>From 0 to 1 and back in each unit.</summary>
    private static float Wave(float at) => (1 + MathF.Cos(MathF.Tau * at)) / 2;
}

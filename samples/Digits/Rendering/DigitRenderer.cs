using System.Numerics;
using System.Numerics.Tensors;
using DeepGen.Data;
using DeepGen.Samples;

namespace Digits.Rendering;

/// <summary>
/// Makes images of handwritten-looking digits: the strokes of a digit under a random affine map, with a random pen, shaking
/// hand, stray marks and a noisy background. Image i depends on the seed and i alone, not on threads.
/// </summary>
internal static class DigitRenderer
{
    /// <summary>The width and the height of an image in pixels.</summary>
    public const int Side = 28;

    /// <summary>Renders images with their labels.</summary>
    /// <param name="count">The number of images.</param>
    /// <param name="seed">The seed; take another one for the test images.</param>
    /// <param name="threads">The most threads to use; -1 for all. The images are the same.</param>
    public static TensorDataset<float, int> Render(int count, ulong seed, int threads = -1)
    {
        var pixels = new byte[count * Side * Side];
        var labels = new int[count];
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            var random = new SampleRandom(seed, stream: 1, (ulong)i);
            labels[i] = random.NextInt(DigitShapes.All.Length);
            Draw(labels[i], ref random, pixels.AsSpan(i * Side * Side, Side * Side));
        });
        var images = Tensor.Create(pixels, [count, 1, Side, Side]);
        return new(new ByteColumn(images), Tensor.Create(labels));
    }

    private static void Draw(int digit, ref SampleRandom random, Span<byte> destination)
    {
        Span<float> canvas = stackalloc float[Side * Side];
        canvas.Clear();
        var width = random.NextFloat(1.4f, 3.2f);
        var pen = new Pen(canvas, Side, width, softness: random.NextFloat(0.8f, 1.8f));
        var map = RandomMap(ref random);
        var ways = DigitShapes.All[digit];
        foreach (var stroke in ways[random.NextInt(ways.Length)])
        {
            Write(stroke, map, ref random, pen);
        }

        AddMarks(ref random, new Pen(canvas, Side, random.NextFloat(0.8f, 1.6f), softness: 1f));
        Develop(canvas, ref random, destination);
    }

    /// <summary>From the box of the digit to pixels: size, slant, rotation and place.</summary>
    private static Matrix3x2 RandomMap(ref SampleRandom random)
    {
        var centred = Matrix3x2.CreateTranslation(-0.5f, -0.5f);
        var size = random.NextFloat(14.5f, 21f);
        var scale = Matrix3x2.CreateScale(size * random.NextFloat(0.65f, 1f), size);
        var slant = Matrix3x2.CreateSkew(random.NextFloat(-0.35f, 0.35f), 0f);
        var rotation = Matrix3x2.CreateRotation(random.NextFloat(-0.3f, 0.3f));
        var place = new Vector2((Side - 1) / 2f) + new Vector2(random.NextFloat(-3f, 3f), random.NextFloat(-3f, 3f));
        return centred * scale * slant * rotation * Matrix3x2.CreateTranslation(place);
    }

    private static void Write(Stroke stroke, Matrix3x2 map, ref SampleRandom random, Pen pen)
    {
        const float Shake = 0.025f;
        Span<Vector2> points = stackalloc Vector2[stroke.Points.Length / 2];
        var slip = new Vector2(random.NextNormal(), random.NextNormal()) * Shake;
        for (var i = 0; i < points.Length; i++)
        {
            var shake = slip + (new Vector2(random.NextNormal(), random.NextNormal()) * Shake);
            points[i] = Vector2.Transform((new Vector2(stroke.Points[2 * i], stroke.Points[(2 * i) + 1]) / 100f) + shake, map);
        }

        if (stroke.IsSmooth)
        {
            pen.Smooth(points);
        }
        else
        {
            pen.Straight(points);
        }
    }

    /// <summary>Up to two short lines that belong to no digit.</summary>
    private static void AddMarks(ref SampleRandom random, Pen pen)
    {
        for (var marks = random.NextInt(3); marks > 0; marks--)
        {
            var from = new Vector2(random.NextFloat(0f, Side), random.NextFloat(0f, Side));
            var to = from + (new Vector2(random.NextNormal(), random.NextNormal()) * 2f);
            pen.Straight([from, to]);
        }
    }

    /// <summary>Turns ink into bytes, with the contrast and the grain of a bad camera.</summary>
    private static void Develop(ReadOnlySpan<float> canvas, ref SampleRandom random, Span<byte> destination)
    {
        var (paper, ink, grain) = (random.NextFloat(0f, 0.22f), random.NextFloat(0.65f, 1f), random.NextFloat(0.02f, 0.11f));
        for (var i = 0; i < canvas.Length; i++)
        {
            var value = paper + ((ink - paper) * canvas[i]) + (grain * random.NextNormal());
            destination[i] = (byte)Math.Clamp((value * 255f) + 0.5f, 0f, 255f);
        }
    }
}

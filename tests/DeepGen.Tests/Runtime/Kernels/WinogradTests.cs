using DeepGen.Runtime;
using Xunit.Abstractions;

namespace DeepGen.Tests.Runtime.Kernels;

/// <summary>
/// Winograd's convolutions and their kernels' gradients on odd shapes, at every width, against plain sums in double precision.
/// </summary>
[Trait("Category", "Widths")]
public sealed class WinogradTests(ITestOutputHelper output)
{
    /// <summary>
    /// Of the largest result. The transforms cancel: single roundings of 6e-8 come out about seven times as large as those of a plain sum,
    /// and the sums of up to a thousand terms here have errors of up to 4e-7 themselves.
    /// </summary>
    private const double Tolerance = 5e-6;

    public static TheoryData<int, int, int, int, int> Shapes => new()
    {
        // images, inputs, outputs, rows, columns
        { 1, 1, 1, 1, 1 }, { 1, 3, 5, 4, 4 }, { 2, 16, 32, 5, 3 }, { 3, 17, 33, 6, 9 }, { 1, 40, 31, 13, 7 }, { 5, 20, 64, 2, 11 },
        { 2, 33, 47, 8, 12 }, { 1, 64, 96, 1, 17 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Results_and_gradients_are_those_of_plain_sums(int images, int inputs, int outputs, int rows, int columns)
    {
        if (SimdWidth.Preferred == 16) Check<Simd16>(images, inputs, outputs, rows, columns);
        if (SimdWidth.Preferred >= 8) Check<Simd8>(images, inputs, outputs, rows, columns);
        Check<Simd4>(images, inputs, outputs, rows, columns);
    }

    [Fact]
    public void Any_division_of_the_tiles_gives_the_same_bits()
    {
        var problem = new Problem(3, 18, 35, 9, 10);
        float[] whole = problem.Convolve<Simd4>(problem.Tiles);
        foreach (nint step in (nint[])[1, 2, 5, 13]) problem.Convolve<Simd4>(step).ShouldBe(whole, $"{step} tiles at a time");
    }

    [Fact]
    public void Parts_are_added_up()
    {
        var problem = new Problem(2, 9, 6, 9, 10);
        double[] expected = problem.PlainGradient();
        foreach (int parts in (int[])[1, 2, 7, 40])
        {
            Error(expected, problem.KernelGradients<Simd4>(parts, 4, 6)).ShouldBeLessThan(Tolerance, $"{parts} parts");
            Error(expected, problem.KernelGradients<Simd4>(parts, 3, 4)).ShouldBeLessThan(Tolerance, $"{parts} parts, two blocks");
        }
    }

    [Fact]
    public void What_lies_beyond_an_image_is_not_read_into_it()
    {
        // The values right of the border and below it belong to something else: not even infinity may come through.
        var problem = new Problem(1, 16, 16, 5, 6, gap: 3);
        float[] clean = problem.Convolve<Simd4>(4);
        float[] gradient = problem.KernelGradients<Simd4>(1, 4, 16);
        problem.FillGaps(float.PositiveInfinity);
        problem.Convolve<Simd4>(4).ShouldBe(clean);
        problem.KernelGradients<Simd4>(1, 4, 16).ShouldBe(gradient);
    }

    private void Check<T>(int images, int inputs, int outputs, int rows, int columns)
        where T : struct, ISimd<T>
    {
        var problem = new Problem(images, inputs, outputs, rows, columns);
        double result = Error(problem.PlainConvolution(), problem.Convolve<T>(3));
        double gradient = Error(problem.PlainGradient(), problem.KernelGradients<T>(2, 5, outputs));
        output.WriteLine($"width {T.Width}: results {result:E1}, gradients {gradient:E1} of the largest");
        result.ShouldBeLessThan(Tolerance);
        gradient.ShouldBeLessThan(Tolerance);
    }

    private static double Error(double[] expected, float[] actual)
    {
        actual.Length.ShouldBe(expected.Length);
        return expected.Zip(actual, (e, a) => double.IsNaN(a) ? double.PositiveInfinity : Math.Abs(e - a)).Max() / expected.Max(Math.Abs);
    }

    /// <summary>Images with a border of one zero, kernels [outputs][inputs][3][3] and gradients of the results.</summary>
    private sealed class Problem
    {
        private readonly int images, inputs, outputs, rows, columns, gap;
        private readonly float[] x, kernels, g;

        public Problem(int images, int inputs, int outputs, int rows, int columns, int gap = 0)
        {
            (this.images, this.inputs, this.outputs, this.rows, this.columns, this.gap) = (images, inputs, outputs, rows, columns, gap);
            var random = new System.Random(images + inputs + outputs + rows + columns);
            x = new float[(images * (rows + 2 + gap) * XRow) + 64];
            foreach (var (image, row, column) in Positions())
                foreach (int channel in Enumerable.Range(0, inputs)) x[At(image, row + 1, column + 1) + channel] = Value(random);
            kernels = [.. Enumerable.Range(0, outputs * inputs * 9).Select(_ => Value(random))];
            g = [.. Enumerable.Range(0, (images * rows * columns * outputs) + 64).Select(_ => Value(random))];
        }

        public nint Tiles => (nint)images * ((rows + 3) / 4) * ((columns + 3) / 4);

        private int XRow => (columns + 2 + gap) * inputs;

        private int XImage => (rows + 2 + gap) * XRow;

        public void FillGaps(float value)
        {
            for (int row = 0; row < rows + 2 + gap; row++)
            {
                for (int column = 0; column < columns + 2 + gap; column++)
                {
                    if (row < rows + 2 && column < columns + 2) continue;
                    x.AsSpan(At(0, row, column), inputs).Fill(value);
                }
            }
        }

        public float[] Convolve<T>(nint step)
            where T : struct, ISimd<T>
        {
            float[] pack = new float[Winograd.PackSize(inputs, outputs) + 64];
            float[] scratch = Scratch(Winograd.ConvolveScratch(inputs, step));
            float[] y = new float[images * rows * columns * outputs];
            nint items = (nint)((inputs + 15) / 16) * ((outputs + 31) / 32);
            Winograd.PackKernels<T>(in kernels[0], inputs * 9, 9, 3, 1, inputs, outputs, ref pack[0], 0, items);
            for (nint tile = 0; tile < Tiles; tile += step)
            {
                Winograd.Convolve<T>(
                    in x[0], XImage, XRow, inputs, inputs, in pack[0],
                    ref y[0], rows * columns * outputs, columns * outputs, outputs, outputs, rows, columns,
                    tile, nint.Min(tile + step, Tiles), ref scratch[0]);
            }

            return y;
        }

        public float[] KernelGradients<T>(int parts, nint step, int block)
            where T : struct, ISimd<T>
        {
            nint size = Winograd.SumsSize(inputs, outputs);
            float[] sums = Scratch(parts * size);
            float[] scratch = Scratch(Winograd.GradientScratch(inputs, block, step));
            float[] result = new float[kernels.Length];
            for (int part = 0; part < parts; part++)
            {
                for (int first = 0; first < outputs; first += block)
                {
                    Winograd.KernelGradients<T>(
                        in x[0], XImage, XRow, inputs, inputs,
                        in g[first], rows * columns * outputs, columns * outputs, outputs, Math.Min(block, outputs - first), rows, columns,
                        Tiles * part / parts, Tiles * (part + 1) / parts, step,
                        ref sums[(part * size) + (first * size / outputs)], ref scratch[0]);
                }
            }

            Winograd.FinishKernels<T>(ref sums[0], parts, inputs, outputs, ref result[0], inputs * 9, 9, 3, 1, 0, outputs);
            return result;
        }

        public double[] PlainConvolution()
        {
            double[] y = new double[images * rows * columns * outputs];
            ForEachProduct((image, row, column, output, input, tap) =>
                y[Result(image, row, column) + output] += (double)Input(image, row, column, input, tap) * Kernel(output, input, tap));
            return y;
        }

        public double[] PlainGradient()
        {
            double[] result = new double[kernels.Length];
            ForEachProduct((image, row, column, output, input, tap) =>
                result[(((output * inputs) + input) * 9) + tap] +=
                    (double)Input(image, row, column, input, tap) * g[Result(image, row, column) + output]);
            return result;
        }

        private void ForEachProduct(Action<int, int, int, int, int, int> action)
        {
            foreach (var (image, row, column) in Positions())
                for (int output = 0; output < outputs; output++)
                    for (int input = 0; input < inputs; input++)
                        for (int tap = 0; tap < 9; tap++) action(image, row, column, output, input, tap);
        }

        private IEnumerable<(int Image, int Row, int Column)> Positions()
            => from image in Enumerable.Range(0, images)
               from row in Enumerable.Range(0, rows)
               from column in Enumerable.Range(0, columns)
               select (image, row, column);

        private float Input(int image, int row, int column, int input, int tap)
            => x[At(image, row + (tap / 3), column + (tap % 3)) + input];

        private float Kernel(int output, int input, int tap) => kernels[(((output * inputs) + input) * 9) + tap];

        private int At(int image, int row, int column) => (image * XImage) + (row * XRow) + (column * inputs);

        private int Result(int image, int row, int column) => ((((image * rows) + row) * columns) + column) * outputs;

        /// <summary>Room that holds nothing that may be used.</summary>
        private static float[] Scratch(nint size)
        {
            float[] scratch = new float[size + 64];
            Array.Fill(scratch, float.NaN);
            return scratch;
        }

        private static float Value(System.Random random) => (float)((random.NextDouble() * 2) - 1);
    }
}

using System.ComponentModel;
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.Unsafe;

namespace DeepGen.Runtime;

/// <summary>
/// Convolutions with a kernel of 3 x 3 and a stride of 1 by Winograd's algorithm F(4 x 4, 3 x 3): 36 products in place of 144 for each
/// 4 x 4 results, at about seven times the rounding error of the direct sum (with 64 inputs 1.4e-6 of the largest result instead of
/// 2e-7).
/// </summary>
/// <remarks>
/// Images lie with their channels together; the results of all images are covered by tiles of 4 x 4, numbered row by row and image by
/// image. A tile has the same bits, however tiles are spread over calls and threads.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Winograd
{
    /// <summary>The extent of a tile of results.</summary>
    public const int Tile = 4;

    // Results whose products are summed together: what the register tiles take at a time.
    private const int Strip = 32;

    // Inputs whose kernels lie together.
    private const int Block = Lanes * Strip;

    private const int Points = Extent * Extent;
    private const int Taps = 9;
    private const int Extent = 6;
    private const int HalfRoom = Points * Lanes;
    private const int Lanes = 16;

    /// <summary>The floats that a pack of kernels has.</summary>
    /// <param name="inputs">Channels that are summed over.</param>
    /// <param name="outputs">Channels of the result.</param>
    public static nint PackSize(nint inputs, nint outputs) => Points * Rounded(inputs, Lanes) * Rounded(outputs, Strip);

    /// <summary>The floats that a call of <see cref="Convolve"/> needs beside its operands.</summary>
    /// <param name="inputs">Channels that are summed over.</param>
    /// <param name="tiles">The most tiles in a call.</param>
    public static nint ConvolveScratch(nint inputs, nint tiles)
        => (Points * ((tiles * (Rounded(inputs, Lanes) + Strip)) + nint.Max(Rounded(inputs, Lanes), Strip))) + HalfRoom;

    /// <summary>The floats of what <see cref="KernelGradients"/> sums.</summary>
    /// <param name="inputs">Channels of the inputs.</param>
    /// <param name="outputs">Channels of the results.</param>
    public static nint SumsSize(nint inputs, nint outputs) => outputs * Points * Rounded(inputs, Lanes);

    /// <summary>The floats that a call of <see cref="KernelGradients"/> needs beside its operands.</summary>
    /// <param name="inputs">Channels of the inputs.</param>
    /// <param name="outputs">Channels of the results that the call covers.</param>
    /// <param name="tiles">Tiles that are summed together.</param>
    public static nint GradientScratch(nint inputs, nint outputs, nint tiles)
        => (Points * ((tiles * (Rounded(inputs, Lanes) + Rounded(outputs, Lanes))) + Rounded(nint.Max(inputs, outputs), Lanes))) + HalfRoom;

    /// <summary>
    /// Writes kernels at the points, as <see cref="Convolve"/> reads them: [strips of 32 outputs][blocks of 16 inputs][36 points]
    /// [16 inputs][32 outputs]. An item is a block of a strip.
    /// </summary>
    /// <param name="kernels">The first tap of the first kernel.</param>
    /// <param name="output">Floats from the kernels of an output to those of the next.</param>
    /// <param name="input">Floats from the kernel of an input to that of the next.</param>
    /// <param name="row">Floats from a tap to the one below.</param>
    /// <param name="column">Floats from a tap to the one on its right.</param>
    /// <param name="inputs">Channels that are summed over.</param>
    /// <param name="outputs">Channels of the result.</param>
    /// <param name="pack">Where they are written.</param>
    /// <param name="begin">The first item.</param>
    /// <param name="end">The item after the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PackKernels<T>(
        ref readonly float kernels, nint output, nint input, nint row, nint column, nint inputs, nint outputs, ref float pack,
        nint begin, nint end)
        where T : struct, ISimd<T>
    {
        Span<float> room = stackalloc float[HalfRoom + (Lanes * Taps * Strip)];
        ref float half = ref room[0];
        ref float taps = ref room[HalfRoom];
        nint blocks = Rounded(inputs, Lanes) / Lanes;
        for (nint item = begin; item < end; item++)
        {
            nint strip = item / blocks * Strip, first = item % blocks * Lanes;
            nint lanes = nint.Min(Strip, outputs - strip), count = nint.Min(Lanes, inputs - first);
            ref float from = ref Add(ref AsRef(in kernels), (strip * output) + (first * input));
            for (nint lane = 0; lane < lanes; lane++)
            {
                for (nint channel = 0; channel < count; channel++)
                {
                    ref float kernel = ref Add(ref from, (lane * output) + (channel * input));
                    ReadTaps(ref kernel, row, column, ref Add(ref taps, (channel * Taps * Strip) + lane));
                }
            }

            ref float to = ref Add(ref pack, item * Points * Block);
            for (nint channel = 0; channel < count; channel++)
            {
                WinogradTiles<T>.Transform<WinogradLines.Taps>(
                    ref Add(ref taps, channel * Taps * Strip), 3 * Strip, Strip, ref Add(ref to, channel * Strip), Extent * Block, Block,
                    Strip, ref half);
            }
        }
    }

    /// <summary>The results of some tiles.</summary>
    /// <param name="x">The inputs, with a border of zeros wherever a kernel reaches beyond.</param>
    /// <param name="xImage">Floats from one image of inputs to the next.</param>
    /// <param name="xRow">Floats from one row of inputs to the next.</param>
    /// <param name="xColumn">Floats from one column of inputs to the next.</param>
    /// <param name="inputs">Channels of the inputs.</param>
    /// <param name="pack">What <see cref="PackKernels"/> wrote.</param>
    /// <param name="y">The results.</param>
    /// <param name="yImage">Floats from one image of results to the next.</param>
    /// <param name="yRow">Floats from one row of results to the next.</param>
    /// <param name="yColumn">Floats from one column of results to the next.</param>
    /// <param name="outputs">Channels of the results.</param>
    /// <param name="rows">Rows of the results.</param>
    /// <param name="columns">Columns of the results.</param>
    /// <param name="first">The first tile.</param>
    /// <param name="end">The tile after the last.</param>
    /// <param name="scratch">Room of this thread's own.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Convolve<T>(
        ref readonly float x, nint xImage, nint xRow, nint xColumn, nint inputs, ref readonly float pack,
        ref float y, nint yImage, nint yRow, nint yColumn, nint outputs, nint rows, nint columns, nint first, nint end, ref float scratch)
        where T : struct, ISimd<T>
    {
        nint tiles = end - first, width = Rounded(inputs, Lanes);
        ref float half = ref scratch;
        ref float values = ref Add(ref half, HalfRoom);
        ref float sums = ref Add(ref values, Points * tiles * width);
        ref float patch = ref Add(ref sums, Points * tiles * Strip);
        var grid = new TileGrid(rows, columns);
        Inputs<T>(ref AsRef(in x), xImage, xRow, xColumn, inputs, grid, first, end, ref values, ref patch, ref half);
        for (nint strip = 0; strip < outputs; strip += Strip)
        {
            nint count = nint.Min(Strip, outputs - strip);
            for (nint point = 0; point < Points; point++)
            {
                ref float kernels = ref Add(ref AsRef(in pack), (strip * Points * width) + (point * Block));
                Sum(
                    ref Add(ref values, point * tiles * width), width, ref kernels, ref Add(ref sums, point * tiles * Strip), tiles,
                    Rounded(count, Lanes), inputs);
            }

            for (nint tile = 0; tile < tiles; tile++)
            {
                var at = grid.At(first + tile);
                ref float to = ref Add(ref y, (at.Image * yImage) + (at.Row * yRow) + (at.Column * yColumn) + strip);
                Output<T>(
                    ref Add(ref sums, tile * Strip), tiles * Strip, ref to, yRow, yColumn, count, nint.Min(Tile, rows - at.Row),
                    nint.Min(Tile, columns - at.Column), ref patch, ref half);
            }
        }
    }

    /// <summary>The products at a point: whole blocks of inputs, and what is left.</summary>
    private static void Sum(ref float values, nint row, ref float kernels, ref float sums, nint tiles, nint outputs, nint inputs)
    {
        nint blocks = inputs / Lanes, left = inputs % Lanes;
        if (blocks > 0)
        {
            Tiles.Multiply(
                in values, row, 1, Lanes, in kernels, Strip, Points * Block, 1, ref sums, Strip, tiles, outputs, Lanes, blocks, false);
        }

        if (left > 0)
        {
            Tiles.Multiply(
                in Add(ref values, blocks * Lanes), row, 1, 0, in Add(ref kernels, blocks * Points * Block), Strip, 0, 1,
                ref sums, Strip, tiles, outputs, left, 1, blocks > 0);
        }
    }

    /// <summary>
    /// Sums the products of inputs and gradients of results at the points over some tiles: [outputs][36 points][inputs, rounded up
    /// to 16].
    /// </summary>
    /// <param name="x">The inputs, with a border of zeros wherever a kernel reaches beyond.</param>
    /// <param name="xImage">Floats from one image of inputs to the next.</param>
    /// <param name="xRow">Floats from one row of inputs to the next.</param>
    /// <param name="xColumn">Floats from one column of inputs to the next.</param>
    /// <param name="inputs">Channels of the inputs.</param>
    /// <param name="g">The gradients of the results.</param>
    /// <param name="gImage">Floats from one image of gradients to the next.</param>
    /// <param name="gRow">Floats from one row of gradients to the next.</param>
    /// <param name="gColumn">Floats from one column of gradients to the next.</param>
    /// <param name="outputs">Channels of the gradients.</param>
    /// <param name="rows">Rows of the results.</param>
    /// <param name="columns">Columns of the results.</param>
    /// <param name="first">The first tile.</param>
    /// <param name="end">The tile after the last.</param>
    /// <param name="step">Tiles that are summed together.</param>
    /// <param name="sums">The result.</param>
    /// <param name="scratch">Room of this thread's own.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void KernelGradients<T>(
        ref readonly float x, nint xImage, nint xRow, nint xColumn, nint inputs,
        ref readonly float g, nint gImage, nint gRow, nint gColumn, nint outputs, nint rows, nint columns, nint first, nint end, nint step,
        ref float sums, ref float scratch)
        where T : struct, ISimd<T>
    {
        nint width = Rounded(inputs, Lanes), height = Rounded(outputs, Lanes);
        ref float half = ref scratch;
        ref float values = ref Add(ref half, HalfRoom);
        ref float gradients = ref Add(ref values, Points * step * width);
        ref float patch = ref Add(ref gradients, Points * step * height);
        var grid = new TileGrid(rows, columns);
        bool adds = false;
        for (nint begin = first; begin < end || !adds; begin += step, adds = true)
        {
            nint tiles = nint.Max(0, nint.Min(step, end - begin));
            Inputs<T>(ref AsRef(in x), xImage, xRow, xColumn, inputs, grid, begin, begin + tiles, ref values, ref patch, ref half);
            for (nint tile = 0; tile < tiles; tile++)
            {
                var at = grid.At(begin + tile);
                ref float from = ref Add(ref AsRef(in g), (at.Image * gImage) + (at.Row * gRow) + (at.Column * gColumn));
                OutputGradient<T>(
                    ref from, gRow, gColumn, outputs, nint.Min(Tile, rows - at.Row), nint.Min(Tile, columns - at.Column),
                    ref Add(ref gradients, tile * height), tiles * height, ref patch, ref half);
            }

            for (nint point = 0; point < Points; point++)
            {
                Tiles.Multiply(
                    in Add(ref gradients, point * tiles * height), 1, height, 0, in Add(ref values, point * tiles * width), width, 0, 1,
                    ref Add(ref sums, point * width), Points * width, outputs, width, tiles, 1, adds);
            }
        }
    }

    /// <summary>
    /// The gradients of kernels from the sums at the points, of which there are several parts. An item is an output.
    /// </summary>
    /// <param name="sums">What <see cref="KernelGradients"/> wrote, one part after the other.</param>
    /// <param name="parts">The number of parts.</param>
    /// <param name="inputs">Channels of the inputs.</param>
    /// <param name="outputs">Channels of the results.</param>
    /// <param name="kernels">Where the first tap of the first kernel is written.</param>
    /// <param name="output">Floats from the kernels of an output to those of the next.</param>
    /// <param name="input">Floats from the kernel of an input to that of the next.</param>
    /// <param name="row">Floats from a tap to the one below.</param>
    /// <param name="column">Floats from a tap to the one on its right.</param>
    /// <param name="begin">The first item.</param>
    /// <param name="end">The item after the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FinishKernels<T>(
        ref float sums, nint parts, nint inputs, nint outputs, ref float kernels, nint output, nint input, nint row, nint column,
        nint begin, nint end)
        where T : struct, ISimd<T>
    {
        Span<float> room = stackalloc float[HalfRoom + (Taps * Lanes)];
        ref float half = ref room[0];
        ref float taps = ref room[HalfRoom];
        nint width = Rounded(inputs, Lanes), size = outputs * Points * width;
        for (nint item = begin; item < end; item++)
        {
            for (nint channel = 0; channel < inputs; channel += T.Width)
            {
                ref float from = ref Add(ref sums, (item * Points * width) + channel);
                for (nint part = 1; part < parts; part++) { AddPart<T>(ref from, ref Add(ref from, part * size), width); }
                WinogradTiles<T>.Transform<WinogradLines.TapGradients>(
                    ref from, Extent * width, width, ref taps, 3 * T.Width, T.Width, T.Width, ref half);
                nint count = nint.Min(T.Width, inputs - channel);
                ref float to = ref Add(ref kernels, (item * output) + (channel * input));
                for (nint lane = 0; lane < count; lane++)
                {
                    WriteTaps(ref Add(ref taps, lane), T.Width, ref Add(ref to, lane * input), row, column);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ReadTaps(ref float kernel, nint row, nint column, ref float taps)
    {
        for (nint i = 0; i < 3; i++)
        {
            Add(ref taps, 3 * i * Strip) = Add(ref kernel, i * row);
            Add(ref taps, ((3 * i) + 1) * Strip) = Add(ref kernel, (i * row) + column);
            Add(ref taps, ((3 * i) + 2) * Strip) = Add(ref kernel, (i * row) + (2 * column));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteTaps(ref float taps, nint tap, ref float kernel, nint row, nint column)
    {
        for (nint i = 0; i < 3; i++)
        {
            Add(ref kernel, i * row) = Add(ref taps, 3 * i * tap);
            Add(ref kernel, (i * row) + column) = Add(ref taps, ((3 * i) + 1) * tap);
            Add(ref kernel, (i * row) + (2 * column)) = Add(ref taps, ((3 * i) + 2) * tap);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddPart<T>(ref float sums, ref float part, nint point)
        where T : struct, ISimd<T>
    {
        for (nint at = 0; at < Points; at++)
        {
            T.Store(T.Load(ref sums, at * point) + T.Load(ref part, at * point), ref sums, at * point);
        }
    }

    /// <summary>The inputs of some tiles at the points: [36 points][tiles][channels, rounded up to 16].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Inputs<T>(
        ref float x, nint image, nint row, nint column, nint channels, TileGrid grid, nint first, nint end,
        ref float values, ref float patch, ref float half)
        where T : struct, ISimd<T>
    {
        nint width = Rounded(channels, Lanes), point = (end - first) * width;
        for (nint tile = first; tile < end; tile++)
        {
            var at = grid.At(tile);
            ref float from = ref Add(ref x, (at.Image * image) + (at.Row * row) + (at.Column * column));
            ref float to = ref Add(ref values, (tile - first) * width);
            nint rows = nint.Min(Extent, grid.Rows + 2 - at.Row), columns = nint.Min(Extent, grid.Columns + 2 - at.Column);
            if (rows == Extent && columns == Extent)
            {
                WinogradTiles<T>.Transform<WinogradLines.Inputs>(
                    ref from, row, column, ref to, Extent * point, point, channels, ref half);
                continue;
            }

            CopyPatch(ref from, row, column, rows, columns, channels, ref patch, Extent, width);
            WinogradTiles<T>.Transform<WinogradLines.Inputs>(
                ref patch, Extent * width, width, ref to, Extent * point, point, channels, ref half);
        }
    }

    /// <summary>One tile of results; of one at the border only the part that exists is written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Output<T>(
        ref float points, nint point, ref float y, nint row, nint column, nint channels, nint rows, nint columns,
        ref float patch, ref float half)
        where T : struct, ISimd<T>
    {
        if (rows == Tile && columns == Tile && channels % T.Width == 0)
        {
            WinogradTiles<T>.Transform<WinogradLines.Outputs>(
                ref points, Extent * point, point, ref y, row, column, channels, ref half);
            return;
        }

        WinogradTiles<T>.Transform<WinogradLines.Outputs>(
            ref points, Extent * point, point, ref patch, Tile * Strip, Strip, channels, ref half);
        for (nint i = 0; i < rows; i++)
        {
            for (nint j = 0; j < columns; j++)
            {
                Copy(ref Add(ref patch, ((i * Tile) + j) * Strip), ref Add(ref y, (i * row) + (j * column)), channels);
            }
        }
    }

    /// <summary>One tile of the results' gradients at the points; what lies beyond the border is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OutputGradient<T>(
        ref float g, nint row, nint column, nint channels, nint rows, nint columns, ref float points, nint point,
        ref float patch, ref float half)
        where T : struct, ISimd<T>
    {
        if (rows == Tile && columns == Tile)
        {
            WinogradTiles<T>.Transform<WinogradLines.OutputGradients>(
                ref g, row, column, ref points, Extent * point, point, channels, ref half);
            return;
        }

        nint width = Rounded(channels, Lanes);
        CopyPatch(ref g, row, column, rows, columns, channels, ref patch, Tile, width);
        WinogradTiles<T>.Transform<WinogradLines.OutputGradients>(
            ref patch, Tile * width, width, ref points, Extent * point, point, channels, ref half);
    }

    /// <summary>The part of a tile that exists, and zeros around it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyPatch(
        ref float from, nint row, nint column, nint rows, nint columns, nint channels, ref float patch, nint extent, nint width)
    {
        for (nint i = 0; i < extent; i++)
        {
            for (nint j = 0; j < extent; j++)
            {
                ref float to = ref Add(ref patch, ((i * extent) + j) * width);
                if (i < rows && j < columns) Copy(ref Add(ref from, (i * row) + (j * column)), ref to, channels);
                else Copies.Fill(ref to, channels, 0f);
            }
        }
    }

    private static void Copy(ref float from, ref float to, nint count)
        => CopyBlockUnaligned(ref As<float, byte>(ref to), ref As<float, byte>(ref from), (uint)count * sizeof(float));

    private static nint Rounded(nint count, nint to) => (count + to - 1) / to * to;

    /// <summary>How tiles cover the results of an image.</summary>
    private readonly struct TileGrid(nint rows, nint columns)
    {
        private readonly nint across = (columns + Tile - 1) / Tile;
        private readonly nint down = (rows + Tile - 1) / Tile;

        public nint Rows => rows;

        public nint Columns => columns;

        /// <summary>The image of a tile and its first row and column there.</summary>
        public (nint Image, nint Row, nint Column) At(nint tile)
        {
            nint line = tile / across;
            return (line / down, line % down * Tile, (tile - (line * across)) * Tile);
        }
    }
}

using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using DeepGen.Runtime;

namespace DeepGen.Tests.Runtime.Kernels;

/// <summary>One product with gaps between everything: what is not an operand is NaN, what is not a result is a sentinel.</summary>
internal sealed class Product
{
    private const float Sentinel = -77777f;

    // As many as 15 floats beyond a row of the right operand may be read.
    private const int Slack = 16;

    private readonly float[] a;
    private readonly float[] b;
    private readonly float[] start;
    private readonly bool accumulate;

    public Product(System.Random random, Form form, int rows, int columns, int depth, int blocks, bool accumulate)
    {
        (Rows, Columns, Depth, Blocks, this.accumulate) = (rows, columns, depth, blocks, accumulate);
        int gap = random.Next(0, 4);
        switch (form)
        {
            case Form.Rows:
                (ARow, AStep, ABlock) = ((depth * blocks) + gap, 1, depth);
                break;
            case Form.Transposed:
                (ARow, AStep, ABlock) = (1, rows + gap, (rows + gap) * depth);
                break;
            case Form.Convolution:
                // Overlapping rows, as the pixels of an image: the next one begins before this one ends.
                (ARow, AStep, ABlock) = (Math.Max(1, depth / 3), 1, (rows * Math.Max(1, depth / 3)) + depth + gap);
                break;
            case Form.Sliding:
                (ARow, AStep, ABlock) = (1 + gap, 1 + gap, ((rows + depth) * (1 + gap)) + random.Next(0, 3));
                break;
            case Form.Competing:
                (ARow, AStep, ABlock) = (1024 * (((depth * blocks) + 1023) / 1024), 1, depth);
                break;
            case Form.CompetingSteps:
                (ARow, AStep, ABlock) = (1, 1024 * ((rows + 1023) / 1024), 1024 * ((rows + 1023) / 1024) * depth);
                break;
            default:
                (ARow, AStep, ABlock) = (((2 + gap) * depth * blocks) + 3, 2 + gap, (2 + gap) * depth);
                break;
        }

        if (form == Form.Turned)
        {
            BStep = 1;
            BColumn = (depth * blocks) + random.Next(0, 9);
            BBlock = depth;
        }
        else if (form == Form.Panels)
        {
            BStep = Tiles.Panel;
            BBlock = (BStep * depth) + random.Next(0, 5);
            BPanel = (BBlock * blocks) + random.Next(0, 3);
        }
        else if (form == Form.Backwards)
        {
            BStep = -(columns + random.Next(0, 9));
            BBlock = (BStep * depth) - random.Next(0, 5);
            BStart = -((BBlock * (blocks - 1)) + (BStep * (depth - 1)));
        }
        else if (form == Form.Repeated)
        {
            BBlock = columns + random.Next(0, 5);
        }
        else
        {
            BStep = (random.Next(0, 8) == 0 ? 2048 : columns) + random.Next(0, 9);
            BBlock = (BStep * depth) + random.Next(0, 5);
        }

        CRow = columns + random.Next(0, 7);
        a = Numbers(random, AllA());
        b = Numbers(random, AllB());
        start = [.. Enumerable.Repeat(Sentinel, (rows * CRow) + Slack)];
        for (int i = 0; i < rows * columns; i++)
        {
            start[Slack + (i / columns * CRow) + (i % columns)] = accumulate ? random.NextSingle() - 0.5f : float.NaN;
        }
    }

    public enum Form
    {
        Rows,
        Transposed,
        Convolution,
        General,

        /// <summary>The right operand lies by columns.</summary>
        Turned,

        /// <summary>The right operand lies in panels of columns.</summary>
        Panels,

        /// <summary>The rows of the right operand lie from the last to the first.</summary>
        Backwards,

        /// <summary>All rows of a block of the right operand are one.</summary>
        Repeated,

        /// <summary>Each row begins where the second element of the one before is.</summary>
        Sliding,

        /// <summary>The rows of the left operand have one place in the cache.</summary>
        Competing,

        /// <summary>Its rows lie side by side, and the steps of its depth have one place in the cache.</summary>
        CompetingSteps,
    }

    public int Rows { get; }

    public int Columns { get; }

    public int Depth { get; }

    public int Blocks { get; }

    private int ARow { get; }

    private int AStep { get; }

    private int ABlock { get; }

    private int BStep { get; }

    private int BBlock { get; }

    private int BColumn { get; } = 1;

    private int BPanel { get; }

    /// <summary>Where the first row of the right operand begins.</summary>
    private int BStart { get; }

    private int CRow { get; }

    /// <summary>The whole buffer of the result, computed at one vector width in pieces of some rows and columns.</summary>
    public float[] Run<T>(int rowPiece = int.MaxValue, int columnPiece = int.MaxValue)
        where T : struct, ISimd<T>
    {
        float[] c = [.. start];
        if (BPanel != 0 && columnPiece < Columns)
        {
            columnPiece = (columnPiece + Tiles.Panel - 1) / Tiles.Panel * Tiles.Panel;
        }

        TileArguments arguments = new()
        {
            ARow = ARow,
            AStep = AStep,
            ABlock = ABlock,
            BStep = BStep,
            BBlock = BBlock,
            BColumn = BColumn,
            BPanel = BPanel,
            CRow = CRow,
            Depth = Depth,
            Blocks = Blocks,
            Accumulate = accumulate,
        };
        for (int i = 0; i < Rows; i += Math.Min(rowPiece, Rows))
        {
            for (int j = 0; j < Columns; j += Math.Min(columnPiece, Columns))
            {
                TiledProduct<T>.Run(
                    ref a[Math.Min(i * ARow, a.Length - 1)], ref b[Math.Min(ColumnOfB(j), b.Length - 1)], ref c[Slack + (i * CRow) + j],
                    Math.Min(rowPiece, Rows - i), Math.Min(columnPiece, Columns - j), arguments);
            }
        }

        return c;
    }

    /// <summary>The whole buffer of the result, computed in the pieces that threads take.</summary>
    public float[] RunInPieces()
    {
        float[] c = [.. start];
        for (nint item = 0; item < Tiles.Pieces(Rows, Columns); item++)
        {
            Tiles.Piece(Rows, Columns, item, out nint row, out nint rows, out nint column, out nint columns);
            Tiles.Multiply(
                in a[row * ARow], ARow, AStep, ABlock, in b[ColumnOfB((int)column)], BStep, BBlock, BColumn,
                ref c[Slack + (row * CRow) + column], CRow, rows, columns, Depth, Blocks, accumulate);
        }

        return c;
    }

    /// <summary>The whole buffer of the result, through the public door.</summary>
    public float[] RunPublic()
    {
        float[] c = [.. start];
        if (BPanel != 0)
        {
            Tiles.MultiplyPanels(
                in a[0], ARow, AStep, ABlock, in b[0], BPanel, BBlock, ref c[Slack], CRow, Rows, Columns, Depth, Blocks, accumulate);
            return c;
        }

        Tiles.Multiply(
            in a[0], ARow, AStep, ABlock, in b[BStart], BStep, BBlock, BColumn, ref c[Slack], CRow, Rows, Columns, Depth, Blocks, accumulate);
        return c;
    }

    /// <summary>
    /// The largest error in units of its bound: each of the roundings (one for each term with fused multiply-add, two without) is at most
    /// 2^-24 of a partial sum, none of which exceeds the sum of the magnitudes. Infinite where anything else has been written.
    /// </summary>
    public double Error(float[] c)
    {
        double worst = 0;
        bool[] isResult = new bool[c.Length];
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Columns; j++)
            {
                int at = Slack + (i * CRow) + j;
                isResult[at] = true;
                (double sum, double magnitude) = Exact(i, j, at);
                int roundings = ((Fma.IsSupported || AdvSimd.IsSupported) ? 1 : 2) * ((Depth * Blocks) + 1);
                double bound = roundings * Math.ScaleB(magnitude, -24);
                double error = Math.Abs(c[at] - sum);
                worst = !(error <= bound) ? double.PositiveInfinity : error == 0 ? worst : Math.Max(worst, error / bound);
            }
        }

        return c.Where((value, at) => !isResult[at] && value != Sentinel).Any() ? double.PositiveInfinity : worst;
    }

    private (double Sum, double Magnitude) Exact(int i, int j, int at)
    {
        double sum = accumulate ? start[at] : 0, magnitude = Math.Abs(sum);
        for (int k = 0; k < Depth * Blocks; k++)
        {
            double left = a[(i * ARow) + (k % Depth * AStep) + (k / Depth * ABlock)];
            double term = left * b[(k % Depth * BStep) + (k / Depth * BBlock) + ColumnOfB(j)];
            sum += term;
            magnitude += Math.Abs(term);
        }

        return (sum, magnitude);
    }

    private IEnumerable<int> AllA() =>
        from i in Enumerable.Range(0, Rows)
        from k in Enumerable.Range(0, Depth)
        from q in Enumerable.Range(0, Blocks)
        select (i * ARow) + (k * AStep) + (q * ABlock);

    private IEnumerable<int> AllB() =>
        from k in Enumerable.Range(0, Depth)
        from q in Enumerable.Range(0, Blocks)
        from j in Enumerable.Range(0, Columns)
        select (k * BStep) + (q * BBlock) + ColumnOfB(j);

    private int ColumnOfB(int j) => BPanel == 0 ? BStart + (j * BColumn) : (j / Tiles.Panel * BPanel) + (j % Tiles.Panel);

    private static float[] Numbers(System.Random random, IEnumerable<int> used)
    {
        int[] places = [.. used];
        float[] numbers = [.. Enumerable.Repeat(float.NaN, places.DefaultIfEmpty(0).Max() + 1 + Slack)];
        foreach (int place in places)
        {
            numbers[place] = (2 * random.NextSingle()) - 1;
        }

        return numbers;
    }
}

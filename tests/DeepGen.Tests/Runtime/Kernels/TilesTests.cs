using DeepGen.Runtime;
using DeepGen.Tests.Runtime.Simd;
using Xunit.Abstractions;

namespace DeepGen.Tests.Runtime.Kernels;

/// <summary>Products of many odd shapes at every vector width against a plain sum in double precision.</summary>
[Trait("Category", "Widths")]
public sealed class TilesTests(ITestOutputHelper output)
{
    private static readonly int[] EdgeColumns = [1, 3, 4, 8, 9, 15, 16, 17, 31, 32, 33, 48, 64, 65, 128, 129, 150, 256, 300];

    [Theory]
    [InlineData("Rows", 1)]
    [InlineData("Transposed", 2)]
    [InlineData("Convolution", 3)]
    [InlineData("General", 4)]
    [InlineData("Turned", 5)]
    [InlineData("Competing", 6)]
    [InlineData("Panels", 7)]
    [InlineData("Sliding", 8)]
    [InlineData("CompetingSteps", 9)]
    public void EveryShapeIsWithinItsBound(string form, int seed)
    {
        System.Random random = new(seed);
        double worst = 0;
        for (int trial = 0; trial < 60; trial++)
        {
            // A quarter of the shapes has a short depth, where single roundings show.
            int depth = trial % 4 == 0 ? random.Next(0, 4) : random.Next(0, 300);
            Product product = new(
                random, Enum.Parse<Product.Form>(form), random.Next(1, 41), random.Next(1, 71), depth, random.Next(1, 4), trial % 3 == 0);
            worst = Math.Max(worst, Check(product));
        }

        output.WriteLine($"{form}: at most {worst:F3} of the bound");
        worst.ShouldBeGreaterThan(0.1, "the bound is reached nearly where the depth is short");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(29)]
    public void EveryHeightMeetsEveryWidth(int rows)
    {
        System.Random random = new(rows);
        foreach (int columns in EdgeColumns)
        {
            Check(new(random, Product.Form.Rows, rows, columns, 13, 1, accumulate: false));
            Check(new(random, Product.Form.Transposed, rows, columns, 5, 2, accumulate: true));
            Check(new(random, Product.Form.Panels, rows, columns, 7, 2, accumulate: false));
        }
    }

    [Fact]
    public void ShortSumsSlide()
    {
        System.Random random = new(5);
        for (int depth = 1; depth <= 4; depth++)
        {
            for (int blocks = 1; blocks <= 4; blocks++)
            {
                foreach (int rows in new[] { 1, 7, 8, 9, 15, 16, 30 })
                {
                    Check(new(random, Product.Form.Sliding, rows, random.Next(1, 71), depth, blocks, accumulate: rows == 16));
                    Check(new(random, Product.Form.Sliding, rows, 16, depth, blocks, accumulate: false));
                }
            }
        }
    }

    [Theory]
    [InlineData(1024, 1)]
    [InlineData(1025, 1)]
    [InlineData(2000, 1)]
    [InlineData(600, 3)]
    [InlineData(1100, 2)]
    public void ALongDepthGoesInParts(int depth, int blocks)
    {
        System.Random random = new(depth);
        Check(new(random, Product.Form.Rows, 17, 35, depth, blocks, accumulate: false));
        Check(new(random, Product.Form.Transposed, 17, 35, depth, blocks, accumulate: true));
        Check(new(random, Product.Form.Turned, 17, 35, depth, blocks, accumulate: true));
        Check(new(random, Product.Form.Competing, 17, 100, depth, blocks, accumulate: false));
        Check(new(random, Product.Form.Panels, 17, 100, depth, blocks, accumulate: true));
    }

    [Theory]
    [InlineData(31, 1100, 500)]
    [InlineData(28, 17, 33000)]
    [InlineData(130, 515, 1025)]
    public void LargeOperandsAreCopiedInParts(int rows, int columns, int depth)
    {
        System.Random random = new(depth);
        Check(new(random, Product.Form.Rows, rows, columns, depth, 1, accumulate: false));
        Check(new(random, Product.Form.Turned, rows, columns, depth, 1, accumulate: true));
        Check(new(random, Product.Form.Competing, rows, columns, depth, 1, accumulate: false));
        Check(new(random, Product.Form.Panels, rows, columns, depth, 1, accumulate: false));
    }

    /// <summary>Rows, columns and a depth of which something is left over for each of the limits that products are cut at.</summary>
    [Theory]
    [InlineData("Rows")]
    [InlineData("Transposed")]
    [InlineData("Turned")]
    [InlineData("Competing")]
    [InlineData("CompetingSteps")]
    [InlineData("Panels")]
    [InlineData("Backwards")]
    [InlineData("Repeated")]
    public void WhatIsLeftOverOfLargeProductsIsComputedToo(string form)
    {
        System.Random random = new(3);
        Product.Form kind = Enum.Parse<Product.Form>(form);
        Check(new(random, kind, 113, 301, 801, 1, accumulate: false));
        Check(new(random, kind, 100, 555, 399, 2, accumulate: true));
        Check(new(random, kind, 17, 1100, 130, 1, accumulate: false));
    }

    [Theory]
    [InlineData("Rows", 1030, 1057)]
    [InlineData("Transposed", 1025, 1030)]
    [InlineData("Turned", 2049, 600)]
    public void PiecesOfALargeProductGiveTheBitsOfTheWhole(string form, int rows, int columns)
    {
        Product product = new(new(7), Enum.Parse<Product.Form>(form), rows, columns, 530, 1, accumulate: false);
        Widths.FirstDifference(product.RunInPieces(), product.RunPublic()).ShouldBe(-1);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(3, 0)]
    public void WithoutTermsTheResultIsZeroOrAsItWas(int depth, int blocks)
    {
        Check(new(new(1), Product.Form.Rows, 5, 21, depth, blocks, accumulate: false));
        Check(new(new(1), Product.Form.Rows, 5, 21, depth, blocks, accumulate: true));
    }

    [Fact]
    public void AnyDivisionOfRowsAndColumnsGivesTheSameBits()
    {
        System.Random random = new(11);
        foreach (Product.Form form in Enum.GetValues<Product.Form>())
        {
            Product product = new(random, form, 37, 69, 150, 2, accumulate: false);
            float[] whole = product.Run<Simd16>();
            foreach (int piece in new[] { 1, 2, 5, 6, 13, 20 })
            {
                Widths.FirstDifference(product.Run<Simd16>(piece, int.MaxValue), whole).ShouldBe(-1);
                Widths.FirstDifference(product.Run<Simd8>(int.MaxValue, piece), whole).ShouldBe(-1);
                Widths.FirstDifference(product.Run<Simd4>(piece, piece), whole).ShouldBe(-1);
            }
        }
    }

    [Fact]
    public void NothingIsAllocated()
    {
        float[] a = new float[40 * 50], b = new float[(50 * 45) + 64], c = new float[40 * 45];
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            Run();
        }

        // Had each product allocated, 1,000 of the smallest objects would show as 24,000 bytes. A collection that another test brings about
        // books what is left of the thread's allocation buffer, which has 8 KB, and does so once.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThanOrEqualTo(8192);

        void Run() => Tiles.Multiply(in a[0], 50, 1, 0, in b[0], 45, 0, ref c[0], 45, 40, 45, 50, 1, false);
    }

    private static double Check(Product product)
    {
        string shape = $"{product.Rows} x {product.Columns} x {product.Depth} x {product.Blocks}";
        float[] first = product.Run<Simd16>();
        double error = product.Error(first);
        error.ShouldBeLessThanOrEqualTo(1, shape);
        Widths.FirstDifference(product.Run<Simd8>(), first).ShouldBe(-1, shape);
        Widths.FirstDifference(product.Run<Simd4>(), first).ShouldBe(-1, shape);
        Widths.FirstDifference(product.RunPublic(), first).ShouldBe(-1, shape);
        return error;
    }
}

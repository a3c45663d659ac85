using DeepGen.Generators.Graph;
using FsCheck;
using FsCheck.Fluent;

namespace DeepGen.Generators.Tests.Graph;

/// <summary>The algebra of extents against that of numbers.</summary>
public sealed class DimTests
{
    private static readonly Dim N = Dim.Named("N");
    private static readonly Dim T = Dim.Named("T");

    /// <summary>A random polynomial with floor divisions, and what it is worth for given N and T.</summary>
    private static Gen<Sample> Expressions(int depth)
    {
        var leaves = Gen.OneOf(
            Gen.Constant(new Sample(N, (n, _) => n)), Gen.Constant(new Sample(T, (_, t) => t)),
            Gen.Choose(0, 9).Select(c => new Sample(c, (_, _) => c)));
        if (depth == 0) return leaves;
        var inner = Expressions(depth - 1);
        var pairs = inner.Zip(inner);
        return Gen.OneOf(
            leaves,
            pairs.Select(p => new Sample(p.Item1.Dim + p.Item2.Dim, (n, t) => p.Item1.Value(n, t) + p.Item2.Value(n, t))),
            pairs.Select(p => new Sample(p.Item1.Dim - p.Item2.Dim, (n, t) => p.Item1.Value(n, t) - p.Item2.Value(n, t))),
            pairs.Select(p => new Sample(p.Item1.Dim * p.Item2.Dim, (n, t) => p.Item1.Value(n, t) * p.Item2.Value(n, t))),
            inner.Zip(Gen.Choose(1, 4))
                .Select(p => new Sample(p.Item1.Dim.FloorDivide(p.Item2), (n, t) => Floor(p.Item1.Value(n, t), p.Item2))));
    }

    private static long Floor(long value, long divisor) => (long)Math.Floor((decimal)value / divisor);

    [Fact]
    public void An_extent_has_the_value_of_its_expression() => Prop.ForAll(
        Arb.From(Expressions(3)), Arb.From(Gen.Choose(1, 9)), Arb.From(Gen.Choose(1, 9)),
        (e, n, t) => e.Dim.Evaluate(name => name == "N" ? n : t) == e.Value(n, t)).QuickCheckThrowOnFailure();

    [Fact]
    public void Equal_polynomials_are_equal_however_they_are_made() => Prop.ForAll(
        Arb.From(Expressions(2)), Arb.From(Expressions(2)), Arb.From(Expressions(2)),
        (a, b, c) => (a.Dim + b.Dim) * c.Dim == (c.Dim * b.Dim) + (c.Dim * a.Dim)
            && a.Dim - a.Dim == Dim.Zero
            && a.Dim * Dim.One == a.Dim
            && ((a.Dim + b.Dim) - b.Dim).GetHashCode() == a.Dim.GetHashCode()).QuickCheckThrowOnFailure();

    [Fact]
    public void A_product_divides_exactly_by_its_factors() => Prop.ForAll(
        Arb.From(Expressions(2)), Arb.From(Gen.Choose(1, 7)),
        (a, c) => (a.Dim * N * c).DivideExactly(N * c) == a.Dim).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_at_least_another_is_so_for_any_dims() => Prop.ForAll(
        Arb.From(Expressions(3)), Arb.From(Expressions(2)), Arb.From(Gen.Choose(0, 9).Two()),
        (a, b, dims) => !a.Dim.IsAtLeast(b.Dim) || a.Value(dims.Item1, dims.Item2) >= b.Value(dims.Item1, dims.Item2))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_floor_that_may_be_negative_makes_nothing_larger()
    {
        var floor = (N - 3).FloorDivide(2);
        (floor + T).IsAtLeast(T).ShouldBeFalse();
        ((floor * T) + T + 5).IsAtLeast(T).ShouldBeFalse();
        (N + (floor + 1).FloorDivide(2)).IsAtLeast(N).ShouldBeFalse();
        (floor + T).IsAtLeast(floor).ShouldBeTrue();
        ((N + 2).FloorDivide(2) + T).IsAtLeast(T).ShouldBeTrue();
        (N + 1).IsAtLeast(N).ShouldBeTrue();
        N.IsAtLeast(N + 1).ShouldBeFalse();
        N.IsAtLeast(T).ShouldBeFalse();
    }

    [Fact]
    public void What_does_not_divide_has_no_quotient()
    {
        (N + 1).DivideExactly(2).ShouldBeNull();
        (N * 3).DivideExactly(T).ShouldBeNull();
        Dim.Constant(3).DivideExactly(N).ShouldBeNull();
        N.DivideExactly(0).ShouldBeNull();
    }

    [Fact]
    public void Division_stays_a_polynomial_where_it_can()
    {
        ((N * 4) + 2).FloorDivide(2).ShouldBe((N * 2) + 1);
        Dim.Constant(-1).FloorDivide(2).ShouldBe(-1);
        (N + 1).FloorDivide(2).Names.ShouldBe(["N"]);
        Should.Throw<ArgumentOutOfRangeException>(() => N.FloorDivide(0));
    }

    [Fact]
    public void Text_is_what_a_reader_expects()
    {
        N.ToString().ShouldBe("N");
        ((N * T) - 2).ToString().ShouldBe("N * T - 2");
        ((N + 2).FloorDivide(2) + 1).ToString().ShouldBe("((N + 2) / 2) + 1");
        Dim.Zero.ToString().ShouldBe("0");
        Shape.Of(N, 3, N - N).ToString().ShouldBe("[N, 3, 0]");
    }

    [Fact]
    public void Only_constants_have_a_value()
    {
        Dim.Constant(7).Value.ShouldBe(7);
        (N - N + 1).IsOne.ShouldBeTrue();
        Should.Throw<InvalidOperationException>(() => N.Value).Message.ShouldContain("N");
    }

    [Fact]
    public void Strides_count_the_elements_behind() => Shape.Of(N, 3, T).RowMajorStrides().ShouldBe([T * 3, T, Dim.One]);

    private sealed record Sample(Dim Dim, Func<long, long, long> Value);
}

namespace DeepGen.Tests.Shared;

/// <summary>In every project of tests: what is no number stays below no bound, and is near no number.</summary>
public class NumberComparisonTests
{
    [Fact]
    public void NaN_meets_no_bound()
    {
        Refused(() => double.NaN.ShouldBeLessThan(1));
        Refused(() => double.NaN.ShouldBeLessThanOrEqualTo(1));
        Refused(() => float.NaN.ShouldBeLessThan(1f, "why"));
        Refused(() => float.NaN.ShouldBeLessThanOrEqualTo(1f, "why"));
        Refused(() => 0.5.ShouldBeLessThan(double.NaN));
        Refused(() => double.NaN.ShouldBeGreaterThan(0));
        Refused(() => double.NaN.ShouldBeInRange(0, 1));
        Refused(() => double.NaN.ShouldBe(0, 1e9));
        Refused(() => float.NaN.ShouldBe(0f, 1e9));
        Refused(() => ((double[])[0, double.NaN]).ShouldBe([0, 0], 1e9));
        Refused(() => ((float[])[0, float.NaN]).ShouldBe([0, 0], 1e9));
    }

    [Fact]
    public void Numbers_meet_their_bounds_and_no_others()
    {
        0.5.ShouldBeLessThan(1);
        1f.ShouldBeLessThanOrEqualTo(1);
        Refused(() => 1.0.ShouldBeLessThan(1));
        Refused(() => 1.5f.ShouldBeLessThanOrEqualTo(1));
    }

    private static void Refused(Action claim) => Should.Throw<ShouldAssertException>(claim);
}

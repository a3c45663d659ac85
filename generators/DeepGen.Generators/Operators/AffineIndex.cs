using System.Globalization;
using DeepGen.Generators.Declaration;

namespace DeepGen.Generators.Operators;

/// <summary>A coordinate as a sum of loop counters times constants, plus a constant.</summary>
internal sealed record AffineIndex(EquatableArray<LoopTerm> Terms, long Offset = 0)
{
    /// <summary>The counter of one loop.</summary>
    public static AffineIndex Of(int loop) => new([new LoopTerm(loop, 1)]);

    /// <summary>outer * stride + inner * dilation: a window that slides along an axis.</summary>
    public static AffineIndex Window(int outer, long stride, int inner, long dilation)
        => new([new LoopTerm(outer, stride), new LoopTerm(inner, dilation)]);

    /// <summary>The counter of one loop of a constant extent, from its end.</summary>
    public static AffineIndex Turned(int loop, long extent) => extent == 1 ? Of(loop) : new([new LoopTerm(loop, -1)], extent - 1);

    /// <summary>The one loop that this coordinate is the plain counter of, or -1.</summary>
    public int Direct => Terms.Length == 1 && Terms[0].Coefficient == 1 && Offset == 0 ? Terms[0].Loop : -1;

    public bool Uses(int loop) => Terms.Items.Any(term => term.Loop == loop);

    /// <summary>The coordinate where a loop's counter is a first value and steps from it on.</summary>
    public AffineIndex Substitute(int loop, long first, long step)
        => new(
            Terms.Items.Select(term => term.Loop == loop ? term with { Coefficient = term.Coefficient * step } : term).ToEquatableArray(),
            Offset + Terms.Items.Where(term => term.Loop == loop).Sum(term => term.Coefficient * first));

    public long Evaluate(long[] counters)
    {
        long coordinate = Offset;
        foreach (var term in Terms.Items) coordinate += term.Coefficient * counters[term.Loop];
        return coordinate;
    }

    /// <summary>Written out, and not as a record writes itself: no text of the compiler may depend on the culture.</summary>
    public override string ToString()
        => string.Join(" + ", Terms.Items.Select(term => term.ToString()).Append(Offset.ToString(CultureInfo.InvariantCulture)));
}

internal readonly record struct LoopTerm(int Loop, long Coefficient)
{
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0} i{1}", Coefficient, Loop);
}

using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Passes;

/// <summary>
/// Takes out of products what strides put in: zeros between the elements of an operand. The gradient of a strided convolution and a
/// transposed convolution are products over an operand that was spread by zeros; here they become one product for each phase of the
/// stride, over the taps that meet elements.
/// </summary>
internal static class StridePhases
{
    /// <summary>
    /// Each phase is a product and a launch of its own: more of them would be dearer than the zeros, and long to compile.
    /// </summary>
    private const long MostPhases = 32;

    /// <summary>The product without zeros inside its operands; null where there are none, or extents are not known now.</summary>
    public static Node? OfContract(GraphBuilder graph, ContractOperator contract, Node left, Node right)
    {
        foreach (int input in new[] { 0, 1 })
        {
            if (SpreadOperand.Of(input == 0 ? left : right) is not { } spread) continue;
            var map = contract.Map(input);
            foreach (int axis in spread.Axes)
            {
                if (map[axis].Terms.Items.All(term => term.Loop >= contract.OutputRank || term.Coefficient != 1)) continue;
                if (Interleaved(graph, contract, input, spread, left, right) is { } interleaved) return interleaved;
                break;
            }

            foreach (int axis in spread.Axes)
            {
                if (Summed(graph, contract, input, spread, axis, left, right) is { } summed) return summed;
            }
        }

        return null;
    }

    /// <summary>
    /// result[p] = sum over k of spread[p + d k] w[k], where spread[q] is x[(q - low) / s] or zero: for p = s m + r, only the taps with
    /// d k = low - r modulo s count, which are k = first + step j, and x is read at m + (d step / s) j + shift.
    /// </summary>
    private static Node? Interleaved(
        GraphBuilder graph, ContractOperator contract, int input, SpreadOperand spread, Node left, Node right)
    {
        var map = contract.Map(input);
        var axes = spread.Axes.Select(axis => SpreadAxis.Of(contract, input, axis, spread)).ToArray();
        if (axes.Any(axis => axis is null)) return null;
        var phases = Enumerable.Repeat(1, contract.OutputRank).ToArray();
        foreach (var axis in axes) phases[axis!.Position] = (int)axis.Stride;
        if (phases.Aggregate(1L, (product, count) => product * count) > MostPhases) return null;
        var whole = new InterleaveOperator(new Shape(contract.Loops.Take(contract.OutputRank)), phases.ToEquatableArray());
        var parts = new Node[phases.Aggregate(1, (product, count) => product * count)];
        for (int index = 0; index < parts.Length; index++)
        {
            var phase = whole.PhaseOf(index);
            var extents = Enumerable.Range(0, contract.OutputRank).Select(axis => whole.Extent(axis, phase[axis])).ToArray();
            if (extents.Any(extent => extent.IsConstant && extent.Value < 1)) return null;
            parts[index] = Phase(graph, contract, input, spread, axes!, phase, new Shape(extents), left, right);
        }

        return graph.Add(whole, parts);
    }

    private static Node Phase(
        GraphBuilder graph, ContractOperator contract, int input, SpreadOperand spread, SpreadAxis[] axes, int[] phase, Shape shape,
        Node left, Node right)
    {
        Dim[] loops = [.. shape, .. contract.Loops.Skip(contract.OutputRank)];
        var (own, other) = (contract.Map(input).Items.ToArray(), contract.Map(1 - input).Items.ToArray());
        var pads = new PadAxis[own.Length];
        foreach (var axis in axes)
        {
            var taps = axis.TapsOf(phase[axis.Position]);
            if (taps.Count == 0) return graph.Constant(0, shape);
            loops[axis.Tap] = taps.Count;
            long low = Math.Max(0, -taps.Shift);
            long last = shape[axis.Position].Value - 1 + (taps.Reach * (taps.Count - 1)) + taps.Shift;
            pads[axis.Axis] = new PadAxis(low, Math.Max(0, last + 1 - spread.Source.Shape[axis.Axis].Value), 0);
            own[axis.Axis] = new AffineIndex(
                [new LoopTerm(axis.Position, 1), new LoopTerm(axis.Tap, taps.Reach)], taps.Shift + low);
            other = [.. other.Select(index => index.Substitute(axis.Tap, taps.First, taps.Step))];
        }

        // What is left of a padding that has no zeros inside stays as it was.
        foreach (int axis in Enumerable.Range(0, own.Length).Except(axes.Select(axis => axis.Axis))) pads[axis] = spread.Outside(axis);
        var x = graph.Pad(spread.Source, pads);
        var maps = input == 0 ? (own, other) : (other, own);
        return graph.Add(
            new ContractOperator(new Shape(loops), contract.OutputRank, maps.Item1.ToEquatableArray(), maps.Item2.ToEquatableArray()),
            input == 0 ? x : left, input == 0 ? right : x);
    }

    /// <summary>
    /// A sum over all places of a spread operand, sum over p of spread[p + d k] y[p], as one over its elements: x[i] y[low + s i - d k].
    /// </summary>
    private static Node? Summed(
        GraphBuilder graph, ContractOperator contract, int input, SpreadOperand spread, int axis, Node left, Node right)
    {
        var index = contract.Map(input)[axis];
        var summed = index.Terms.Items.FirstOrDefault(term => term.Loop >= contract.OutputRank && term.Coefficient == 1);
        var (pad, extent) = (spread[axis], spread.Source.Shape[axis]);
        if (summed.Coefficient == 0 || !extent.IsConstant || !pad.Low.IsConstant) return null;
        var otherMap = contract.Map(1 - input);
        int at = Enumerable.Range(0, otherMap.Length).Where(place => otherMap[place].Direct == summed.Loop).Append(-1).First();
        bool isAlone = Enumerable.Range(0, otherMap.Length).All(place => place == at || !otherMap[place].Uses(summed.Loop))
            && Enumerable.Range(0, contract.Map(input).Length)
                .All(place => place == axis || !contract.Map(input)[place].Uses(summed.Loop));
        var rest = index.Terms.Items.Where(term => term.Loop != summed.Loop).ToArray();
        bool isFewer = contract.Loops[summed.Loop].IsConstant && extent.IsConstant && extent.Value <= contract.Loops[summed.Loop].Value;
        var y = input == 0 ? right : left;
        bool isKnown = rest.All(term => contract.Loops[term.Loop].IsConstant);
        if (at < 0 || !isAlone || !isFewer || !isKnown || !y.Shape[at].IsConstant) return null;

        long stride = pad.Interior + 1, start = pad.Low.Value - index.Offset;
        long first = start - rest.Sum(term => Math.Max(0, term.Coefficient * (contract.Loops[term.Loop].Value - 1)));
        long last = start + (stride * (extent.Value - 1))
            - rest.Sum(term => Math.Min(0, term.Coefficient * (contract.Loops[term.Loop].Value - 1)));
        var around = new PadAxis[otherMap.Length];
        around[at] = new PadAxis(Math.Max(0, -first), Math.Max(0, last + 1 - y.Shape[at].Value), 0);
        var place = new AffineIndex(
            [new LoopTerm(summed.Loop, stride), .. rest.Select(term => new LoopTerm(term.Loop, -term.Coefficient))],
            start + Math.Max(0, -first));
        var own = contract.Map(input).Items.SetItem(axis, AffineIndex.Of(summed.Loop));
        var other = otherMap.Items.SetItem(at, place);
        var x = spread.Without(graph, axis);
        y = graph.Pad(y, around);
        var loops = contract.Loops.With(summed.Loop, extent);
        return input == 0
            ? graph.Add(contract with { Loops = loops, Left = own.ToEquatableArray(), Right = other.ToEquatableArray() }, x, y)
            : graph.Add(contract with { Loops = loops, Left = other.ToEquatableArray(), Right = own.ToEquatableArray() }, y, x);
    }

    /// <summary>The taps of one phase: k = First + Step * j for j below Count, reading x at m + Reach * j + Shift.</summary>
    private readonly record struct PhaseTaps(long Count, long First, long Step, long Reach, long Shift);

    /// <summary>An axis with zeros inside, along which taps slide over the results of one loop.</summary>
    private sealed record SpreadAxis(int Axis, int Position, int Tap, long Stride, long Dilation, long Taps, long Low)
    {
        public static SpreadAxis? Of(ContractOperator contract, int input, int axis, SpreadOperand spread)
        {
            var index = contract.Map(input)[axis];
            var pad = spread[axis];
            if (index.Terms.Length is not (1 or 2) || !pad.Low.IsConstant || !spread.Source.Shape[axis].IsConstant) return null;
            var position = index.Terms[0];
            bool isResult = position.Loop < contract.OutputRank && position.Coefficient == 1;
            if (!isResult || !contract.Loops[position.Loop].IsConstant) return null;
            bool slides = index.Terms.Length == 2;
            var tap = slides ? index.Terms[1] : default;
            if (!slides || tap.Coefficient < 1 || tap.Loop < contract.OutputRank || !contract.Loops[tap.Loop].IsConstant) return null;
            bool isShared = contract.Map(1 - input).Items.Any(other => other.Uses(position.Loop))
                || Enumerable.Range(0, contract.Map(input).Length).Any(
                    other => other != axis
                        && (contract.Map(input)[other].Uses(position.Loop) || contract.Map(input)[other].Uses(tap.Loop)));
            return isShared ? null : new SpreadAxis(
                axis, position.Loop, tap.Loop, pad.Interior + 1, tap.Coefficient, contract.Loops[tap.Loop].Value,
                pad.Low.Value - index.Offset);
        }

        public PhaseTaps TapsOf(long phase)
        {
            for (long first = 0; first < Math.Min(Taps, Stride); first++)
            {
                long distance = phase + (Dilation * first) - Low;
                if (distance % Stride != 0) continue;
                long step = 1;
                while (Dilation * step % Stride != 0) step++;
                return new((Taps - first + step - 1) / step, first, step, Dilation * step / Stride, distance / Stride);
            }

            return default;
        }
    }
}

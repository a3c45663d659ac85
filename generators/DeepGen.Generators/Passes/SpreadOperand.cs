using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Passes;

/// <summary>A tensor with zeros around and between its elements, of which slices may have taken some away again.</summary>
internal sealed class SpreadOperand
{
    private readonly PadAxis[] pads;

    private SpreadOperand(Node source, PadAxis[] pads) => (Source, this.pads) = (source, pads);

    public Node Source { get; }

    /// <summary>The axes with zeros between the elements.</summary>
    public IEnumerable<int> Axes => Enumerable.Range(0, pads.Length).Where(axis => pads[axis].Interior > 0);

    /// <summary>The zeros of an axis; before the first element there may be less than none.</summary>
    public PadAxis this[int axis] => pads[axis];

    /// <summary>A padding with zeros inside, through slices without a step; null for anything else.</summary>
    public static SpreadOperand? Of(Node node)
    {
        var cut = new Dim[node.Shape.Rank];
        for (int axis = 0; axis < cut.Length; axis++) cut[axis] = Dim.Zero;
        var whole = node;
        while (node.Operator is SliceOperator { Step: 1 } slice)
        {
            cut[slice.Axis] += slice.Start;
            node = node.Inputs[0];
        }

        if (node.Operator is not PadOperator pad || pad.Axes.Items.All(axis => axis.Interior == 0)) return null;
        var source = node.Inputs[0];
        var pads = pad.Axes.Items.Select((axis, at) =>
        {
            var low = axis.Low - cut[at];
            var spread = ((source.Shape[at] - 1) * (axis.Interior + 1)) + 1;
            return new PadAxis(low, whole.Shape[at] - spread - low, axis.Interior);
        }).ToArray();
        bool isCut = pads.Any(axis => axis.Interior == 0 && (IsNegative(axis.Low) || IsNegative(axis.High)));
        return isCut ? null : new SpreadOperand(source, pads);
    }

    /// <summary>The zeros outside of the elements, along an axis without any between them.</summary>
    public PadAxis Outside(int axis) => new(pads[axis].Low, pads[axis].High, 0);

    /// <summary>The tensor without the zeros along one axis, and with all elements along it.</summary>
    public Node Without(GraphBuilder graph, int axis)
    {
        var rest = (PadAxis[])pads.Clone();
        rest[axis] = default;
        var padded = graph.Pad(Source, [.. rest.Select(pad => new PadAxis(AtLeastZero(pad.Low), AtLeastZero(pad.High), pad.Interior))]);
        for (int at = 0; at < rest.Length; at++)
        {
            padded = graph.Slice(padded, at, AtLeastZero(rest[at].Low * -1), rest[at].Extent(Source.Shape[at]));
        }

        return padded;
    }

    private static Dim AtLeastZero(Dim dim) => IsNegative(dim) ? Dim.Zero : dim;

    private static bool IsNegative(Dim dim) => dim.IsConstant && dim.Value < 0;
}

using System.Collections.Immutable;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Schedule;

/// <summary>
/// Lines of stored values. On the processor each is given to a routine of the runtime, and the axes around them are spread over the
/// threads; on devices an item takes an element.
/// </summary>
/// <param name="Operands">The inputs, and then the result.</param>
/// <param name="Wide">
/// An axis beside the line along which neighbours are taken together, since they lie together and share their indices; -1 for none.
/// </param>
internal sealed record LineLaunch(string Name, Node Node, ImmutableArray<Access> Operands, int Wide) : Launch(Name)
{
    /// <summary>Neighbours that one item takes together: a few cache lines.</summary>
    public const int Width = 64;

    public override IEnumerable<Storage> Storages => Operands.Select(operand => operand.Storage);

    public LineOperator Operator => (LineOperator)Node.Operator;

    public static LineLaunch Of(LineKernel kernel, Layouts layouts)
    {
        var node = kernel.Line;
        var operands = node.Inputs.Append(node).Select(value => LoopLaunches.AccessTo(value, layouts.Of(value))).ToImmutableArray();
        return new(kernel.Name, node, operands, WideAxis(node, operands));
    }

    private static int WideAxis(Node node, ImmutableArray<Access> operands)
    {
        if (node.Operator is not (GatherOperator or ScatterAddOperator)) return -1;
        int axis = ((LineOperator)node.Operator).Axis;
        return Enumerable.Range(0, node.Shape.Rank)
            .Where(other => other != axis && operands[0].Strides[other].IsOne && operands[1].Strides[other] == Dim.Zero
                && operands[2].Strides[other].IsOne)
            .Append(-1).First();
    }
}

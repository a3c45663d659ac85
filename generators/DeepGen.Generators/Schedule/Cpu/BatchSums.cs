using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Schedule.Cpu;

/// <summary>
/// Sums over the batch as one sum for each of its elements, which the threads share, and the sum of these: an element's can follow at once
/// on what computes its terms.
/// </summary>
internal static class BatchSums
{
    /// <summary>Floats of a result up to which one for each element costs little.</summary>
    private const long MostFloats = 4096;

    /// <summary>
    /// Floats of the factors that an element has at the least for each float of the result: the sums are little beside them.
    /// </summary>
    private const long FewestFloats = 8;

    /// <summary>Terms that an element has at the least for each float of the result.</summary>
    private const long FewestTerms = 256;

    /// <summary>The gradient of a kernel, as of a convolution with few channels: small, of many terms.</summary>
    public static IEnumerable<Launch> Of(ContractLaunch launch)
    {
        var (plan, result) = (launch.Plan, launch.Operands[ProductLaunch.Result]);
        int at = plan.OuterDepth.Length - 1;
        while (at >= 0 && plan.OuterDepth[at].Extent.IsConstant) at--;
        if (!launch.SumsOutside || at < 0 || !result.Size.IsConstant || result.Size.Value > MostFloats) return [launch];

        // What else lies in the storage, as its borders and the other phases of a kernel's gradient, is not for the sum to write.
        if (launch.Contract.Shape.ElementCount != result.Size) return [launch];
        long floats = plan.OuterDepth[at].Strides.Take(ProductLaunch.Result).Where(stride => stride.IsConstant)
            .Sum(stride => stride.Value);
        if (floats < FewestFloats * result.Size.Value) return [launch];
        var terms = plan.OuterDepth.RemoveAt(at).Add(plan.Depth).Add(plan.Blocks)
            .Aggregate(Dim.One, (product, loop) => product * loop.Extent);
        if (!terms.IsConstant || terms.Value < FewestTerms) return [launch];

        var (node, batch) = (launch.Contract, plan.OuterDepth[at]);
        var partial = new Storage(StorageKind.Arena, Layouts.NameOf(node) + ".partial", batch.Extent * result.Size, Dim.Zero);
        var element = launch with
        {
            Product = launch.Product with { Operands = launch.Operands.SetItem(ProductLaunch.Result, partial) },
            Plan = plan with
            {
                Outer = plan.Outer.Insert(0, batch with { Strides = batch.Strides.SetItem(ProductLaunch.Result, result.Size) }),
                OuterDepth = plan.OuterDepth.RemoveAt(at),
            },
        };
        var sum = new LoopLaunch(
            launch.Name + "Sum", Shape.Of(batch.Extent, result.Size), [0],
            [new Stage(true, [new Statement(node, new Load(node), ReduceKind.Sum)])],
            new Dictionary<ReadKey, Access> { [new ReadKey(node)] = new(partial, Dim.Zero, [result.Size, Dim.One], node.Type) },
            new Dictionary<Node, Access> { [node] = new(result, Dim.Zero, [Dim.Zero, Dim.One], node.Type) });
        return [element, sum];
    }
}

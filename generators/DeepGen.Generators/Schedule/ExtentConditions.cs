using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Schedule;

/// <summary>
/// What must hold of the run-time dims so that every value of a program has at least one element along each axis: an image must not be
/// smaller than the kernel that slides over it.
/// </summary>
internal static class ExtentConditions
{
    /// <summary>The values that must be at least a limit, each with the name of the layer that asks for it.</summary>
    public static IEnumerable<(Dim Value, int Limit, string Layer)> Of(ModelGraph model)
    {
        var seen = new HashSet<(Dim, int)>();
        var known = new HashSet<Dim>();
        foreach (var node in model.Topological())
        {
            foreach (var value in OutsideOf(node).Where(value => seen.Add((value, 0)))) yield return (value, 0, node.Label);
            foreach (var extent in node.Shape)
            {
                if (!known.Add(extent) || !extent.MayVanish) continue;
                var conditions = extent.Numerators.Where(numerator => numerator.MayVanish).Select(numerator => (Value: numerator, Limit: 0))
                    .Append((extent, 1));
                foreach (var (value, limit) in conditions)
                {
                    if (seen.Add((value, limit))) yield return (value, limit, node.Label);
                }
            }
        }
    }

    /// <summary>
    /// What must not be negative for a slice to stay inside its tensor, where only run time knows: the place of its first element and what
    /// is left after its last one. Of slices with a step the extent has been computed from the tensor's.
    /// </summary>
    private static IEnumerable<Dim> OutsideOf(Node node)
    {
        if (node.Operator is not SliceOperator { Step: 1 or -1 } slice) return [];
        var first = slice.Step > 0 ? slice.Start : slice.Start - slice.Extent + 1;
        var left = node.Inputs[0].Shape[slice.Axis] - first - slice.Extent;
        return new[] { first, left }.Where(value => !value.IsConstant && value.MayVanish);
    }
}

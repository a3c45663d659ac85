using DeepGen.Generators.Graph;

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
        foreach (var node in model.Topological())
        {
            foreach (var extent in node.Shape.Where(extent => extent.MayVanish))
            {
                var conditions = extent.Numerators.Where(numerator => numerator.MayVanish).Select(numerator => (Value: numerator, Limit: 0))
                    .Append((extent, 1));
                foreach (var (value, limit) in conditions)
                {
                    if (seen.Add((value, limit))) yield return (value, limit, node.Label);
                }
            }
        }
    }
}

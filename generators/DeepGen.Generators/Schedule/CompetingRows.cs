using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Schedule;

/// <summary>
/// Values whose rows a product would read side by side while all of them fall on the same places of the caches, since they lie a multiple
/// of 4 KB apart. One cache line between the rows mends that; the product would have to copy them otherwise.
/// </summary>
internal sealed class CompetingRows
{
    // Floats between addresses that have one place in the first-level cache, and floats of a cache line.
    private const long Way = 1024;
    private const long Line = 16;

    private readonly NodeUsers users;
    private readonly HashSet<Node> results;

    public CompetingRows(ModelGraph model, IReadOnlyList<Node> order)
    {
        results = [.. model.Results];
        users = new NodeUsers(order);
    }

    /// <summary>The step between rows that do not compete.</summary>
    public static Dim Apart(Dim step) => step.IsConstant && step.Value % Way == 0 ? step.Value + Line : step;

    /// <summary>Whether a value is read like that, and everything that looks at it keeps its rows apart.</summary>
    public bool Contains(Node node)
    {
        bool isMultiplied = false;
        return StayApart(node, ref isMultiplied) && isMultiplied;
    }

    private bool StayApart(Node node, ref bool isMultiplied)
    {
        // A result has to be dense.
        if (results.Contains(node)) return false;
        foreach (var user in users[node])
        {
            switch (user.Operator)
            {
                case ReshapeOperator:
                    if (user.Shape.Rank == 0 || user.Shape[0] != node.Shape[0] || !StayApart(user, ref isMultiplied)) return false;
                    break;
                case PermuteOperator permute:
                    if (permute.Axes[0] != 0 || !StayApart(user, ref isMultiplied)) return false;
                    break;
                case ContractOperator contract:
                    isMultiplied |= Enumerable.Range(0, user.Inputs.Length).Any(
                        factor => user.Inputs[factor] == node && IsRow(contract, factor));
                    break;
                case SliceOperator or PadOperator or InterleaveOperator: return false;
            }
        }

        return true;
    }

    /// <summary>Whether the first axis of a factor is one of the result's, and moves with nothing else.</summary>
    private static bool IsRow(ContractOperator contract, int factor)
        => contract.Map(factor)[0].Direct is var loop && loop >= 0 && loop < contract.OutputRank;
}

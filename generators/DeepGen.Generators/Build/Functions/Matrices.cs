using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Build.Functions;

/// <summary>The product of matrices: of vectors, matrices, and batches of them, whose leading dims broadcast.</summary>
internal sealed class Matmul : ValueFunction
{
    public override string Name => "Matmul";

    public override Node Build(CallSite call)
    {
        var (left, right) = (call.Input(), call.Input("other"));
        foreach (var (node, name) in new[] { (left, "self"), (right, "other") })
        {
            if (node.Shape.Rank == 0)
                throw call.Error("DG1101", Name, "a matrix [N, K] or a vector [K]", "[]", call.Traced(name).History(), "");
        }

        int inner = Math.Max(right.Shape.Rank - 2, 0);
        if (left.Shape[left.Shape.Rank - 1] != right.Shape[inner])
        {
            var dims = right.Shape.With(inner, left.Shape[left.Shape.Rank - 1]).Select(dim => dim.ToString()).ToArray();
            if (dims.Length > 1) dims[inner + 1] = "M";
            throw Mismatch(call, left, right, $"the right factor must be [{string.Join(", ", dims)}]");
        }

        return new Products(call.Graph).Of(
            new Labelled(left, Labels(left, 'I', 'K')), new Labelled(right, Labels(right, 'K', 'J')), ResultLabels(call, left, right));
    }

    /// <summary>Leading dims are labelled from the right: they stand below those of the other factor.</summary>
    private static string Labels(Node x, char row, char column)
    {
        if (x.Shape.Rank == 1) return "K";
        var batch = Enumerable.Range(0, x.Shape.Rank - 2).Select(axis => (char)('a' + (x.Shape.Rank - 3 - axis)));
        return string.Concat(batch) + row + column;
    }

    private static string ResultLabels(CallSite call, Node left, Node right)
    {
        int batch = Math.Max(Math.Max(left.Shape.Rank, right.Shape.Rank) - 2, 0);
        for (int place = 0; place < batch; place++)
        {
            int a = left.Shape.Rank - 3 - place, b = right.Shape.Rank - 3 - place;
            if (a < 0 || b < 0 || left.Shape[a] == right.Shape[b] || left.Shape[a].IsOne || right.Shape[b].IsOne) continue;
            throw Mismatch(call, left, right, $"their leading dims {left.Shape[a]} and {right.Shape[b]} are not known to be equal");
        }

        return string.Concat(Enumerable.Range(0, batch).Select(place => (char)('a' + (batch - 1 - place))))
            + (left.Shape.Rank > 1 ? "I" : "") + (right.Shape.Rank > 1 ? "J" : "");
    }

    private static BuildException Mismatch(CallSite call, Node left, Node right, string why) => call.Error(
        "DG1105", call.Title, left.Shape.ToString(), right.Shape.ToString(),
        $"{why}; they come from {call.History} and {call.Traced("other").History()}");
}

/// <summary>Products of operands that must have one rank, given letters.</summary>
internal abstract class FixedProduct(string name, string leftLabels, string rightLabels, string output, string expected) : ValueFunction
{
    public override string Name => name;

    public override Node Build(CallSite call)
    {
        var (left, right) = (call.Input(), call.Input("other"));
        if (left.Shape.Rank != leftLabels.Length) throw Rank(call, "self");
        if (right.Shape.Rank != rightLabels.Length) throw Rank(call, "other");
        foreach (char label in leftLabels.Intersect(rightLabels))
        {
            var (a, b) = (left.Shape[leftLabels.IndexOf(label)], right.Shape[rightLabels.IndexOf(label)]);
            if (a == b) continue;
            var why = $"{a} and {b} must be equal; they come from {call.History} and {call.Traced("other").History()}";
            throw call.Error("DG1105", Name, left.Shape.ToString(), right.Shape.ToString(), why);
        }

        return new Products(call.Graph).Of(new Labelled(left, leftLabels), new Labelled(right, rightLabels), output);
    }

    private BuildException Rank(CallSite call, string operand)
        => call.Error("DG1101", Name, expected, call.Tensor(operand).Shape.ToString(), call.Traced(operand).History(), "");
}

internal sealed class Bmm() : FixedProduct("Bmm", "bik", "bkj", "bij", "batches of matrices [B, N, K]");

internal sealed class Dot() : FixedProduct("Dot", "k", "k", "", "a vector [K]");

internal sealed class Outer() : FixedProduct("Outer", "i", "j", "ij", "a vector [N]");

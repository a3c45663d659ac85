using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Losses;

/// <summary>A parameter of a layer by its name, as a value of the loss.</summary>
internal sealed class Parameter : ValueFunction
{
    public override string Name => "Parameter";

    public override Node Build(CallSite call)
    {
        string name = call.Arguments.Find("Name") is { Kind: ConstantKind.Text } written ? written.Text : "";
        var all = Penalty.Parameters(call);
        return all.FirstOrDefault(tensor => tensor.Name == name)?.Node
            ?? throw call.ErrorAt("Name", "DG1136", name, string.Join(", ", all.Select(tensor => tensor.Name)));
    }
}

/// <summary>A sum over all weights of the model: its parameters of two dims and more, so that biases and norms are left out.</summary>
internal abstract class Penalty(ScalarExpression formula) : ValueFunction
{
    public override Node Build(CallSite call)
    {
        var graph = call.Graph;
        Node? sum = null;
        foreach (var weight in Parameters(call).Where(tensor => tensor.Shape.Rank >= 2).Select(tensor => tensor.Node))
        {
            var part = graph.Reshape(
                graph.Sum(graph.Pointwise(formula, weight.Shape, weight), [.. Enumerable.Range(0, weight.Shape.Rank)]), Shape.Scalar);
            sum = sum is null ? part : graph.Pointwise(new Argument(0) + new Argument(1), Shape.Scalar, sum, part);
        }

        return sum ?? graph.Constant(0, Shape.Scalar);
    }

    /// <exception cref="BuildException">The call is in Forward, where the layers are still to come.</exception>
    public static IReadOnlyList<OwnedTensor> Parameters(CallSite call)
        => call.Model?.Parameters ?? throw call.Error("DG1137", call.Title);
}

internal sealed class L1Penalty() : Penalty(ScalarFunctions.Abs.Of(new Argument(0)))
{
    public override string Name => "L1Penalty";
}

internal sealed class L2Penalty() : Penalty(new Argument(0) * new Argument(0))
{
    public override string Name => "L2Penalty";
}

using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Functions;

/// <summary>A user's scalar function applied to each element of one value or of several, broadcast as operators are.</summary>
internal sealed class Map : ValueFunction
{
    private const string Function = "Function";

    public override string Name => "Map";

    public override Node Build(CallSite call)
    {
        var declared = call.Arguments.Find(Function)!.Formula!;
        var formula = FormulaBuilder.Build(declared);
        Node[] values = [.. call.Inputs.Select(input => call.Input(input.Name))];
        var shape = values.Skip(1).Aggregate(values[0].Shape, (all, value) => Broadcast.Shapes(call, all, value.Shape));
        Node[] inputs = [.. values.Select(value => Broadcast.Align(call.Graph, value, shape.Rank))];
        Node[] used = [.. inputs.Distinct()];
        var numbered = formula.ReplaceLeaves(
            leaf => leaf is Argument argument ? new Argument(Array.IndexOf(used, inputs[argument.Index])) : leaf);
        call.Graph.Label = declared.Name;
        return call.Graph.Pointwise(numbered, shape, used);
    }
}

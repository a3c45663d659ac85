using DeepGen.Generators.Build.Layers;
using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Build.Functions;

/// <summary>Values around the last axes, two numbers for each, from the last axis on, as in PyTorch.</summary>
internal sealed class Pad : ValueFunction
{
    public override string Name => "Pad";

    public override Node Build(CallSite call)
    {
        var x = call.Input();
        var sides = call.Arguments.Find("Paddings")?.Integers.Items ?? [];
        if (sides.Length == 0 || sides.Length % 2 != 0 || sides.Length > 2 * x.Shape.Rank)
        {
            throw call.Invalid("Paddings", $"two numbers for each of the last axes of {x.Shape}, from the last one on");
        }

        var mode = Borders.Mode(call, "Mode");
        if (mode != Borders.Zeros && sides.Any(side => side < 0)) throw call.Invalid("Paddings", "of at least 0 where values are copied");
        var sizes = new (long Low, long High)[x.Shape.Rank];
        for (int axis = 0; axis < sides.Length / 2; axis++) sizes[sizes.Length - 1 - axis] = (sides[2 * axis], sides[(2 * axis) + 1]);
        return Borders.Pad(call, x, sizes, mode, "Paddings", call.Real("Value", 0));
    }
}

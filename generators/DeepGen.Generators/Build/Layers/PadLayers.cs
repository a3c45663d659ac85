using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Build.Layers;

/// <summary>
/// Values around a tensor: <c>Padding</c> at both ends of each axis, or <c>Paddings</c> as PyTorch orders them, from the last axis on:
/// (left, right, top, bottom, ...).
/// </summary>
internal abstract class PadLayer(int rank, string mode) : LayerKind
{
    public override bool MakesImages => true;

    public override Node Build(CallSite call, Node input)
    {
        call.RequireRank(input, Spatial.First + rank, Spatial.Expected(rank));
        var sizes = new (long Low, long High)[Spatial.First + rank];
        var name = Spatial.WrittenAs(call, "Padding");
        bool mayCrop = mode == Borders.Zeros;
        if (call.Arguments.Find("Paddings") is { } written)
        {
            if (call.Arguments.Find("Padding") is not null) throw call.Invalid(name, "left out where 'Padding' is written");
            var sides = written.Integers.Items;
            if (sides.Length != 2 * rank || (!mayCrop && sides.Any(side => side < 0)))
            {
                throw call.Invalid(name, $"{CallSite.Text(2 * rank)} numbers{(mayCrop ? "" : " of at least 0")}, {Sides(rank)}");
            }

            for (int axis = 0; axis < rank; axis++) sizes[sizes.Length - 1 - axis] = (sides[2 * axis], sides[(2 * axis) + 1]);
        }
        else
        {
            if (call.Arguments.Find("Padding") is null) throw call.Invalid(name, "how many values each side gets");
            long all = call.Integer("Padding", 0, mayCrop ? long.MinValue : 0);
            for (int axis = 0; axis < rank; axis++) sizes[Spatial.First + axis] = (all, all);
        }

        return Borders.Pad(call, input, sizes, mode, name, call.Real("Value", 0));
    }

    private static string Sides(int rank) => rank switch
    {
        1 => "left and right",
        2 => "left, right, top and bottom",
        _ => "left, right, top, bottom, front and back",
    };
}

internal sealed class ZeroPad1d() : PadLayer(1, "Zeros")
{
    public override string Kind => "ZeroPad1d";
}

internal sealed class ZeroPad2d() : PadLayer(2, "Zeros")
{
    public override string Kind => "ZeroPad2d";
}

internal sealed class ZeroPad3d() : PadLayer(3, "Zeros")
{
    public override string Kind => "ZeroPad3d";
}

internal sealed class ConstantPad1d() : PadLayer(1, "Zeros")
{
    public override string Kind => "ConstantPad1d";
}

internal sealed class ConstantPad2d() : PadLayer(2, "Zeros")
{
    public override string Kind => "ConstantPad2d";
}

internal sealed class ConstantPad3d() : PadLayer(3, "Zeros")
{
    public override string Kind => "ConstantPad3d";
}

internal sealed class ReflectionPad1d() : PadLayer(1, "Reflect")
{
    public override string Kind => "ReflectionPad1d";
}

internal sealed class ReflectionPad2d() : PadLayer(2, "Reflect")
{
    public override string Kind => "ReflectionPad2d";
}

internal sealed class ReflectionPad3d() : PadLayer(3, "Reflect")
{
    public override string Kind => "ReflectionPad3d";
}

internal sealed class ReplicationPad1d() : PadLayer(1, "Replicate")
{
    public override string Kind => "ReplicationPad1d";
}

internal sealed class ReplicationPad2d() : PadLayer(2, "Replicate")
{
    public override string Kind => "ReplicationPad2d";
}

internal sealed class ReplicationPad3d() : PadLayer(3, "Replicate")
{
    public override string Kind => "ReplicationPad3d";
}

internal sealed class CircularPad1d() : PadLayer(1, "Circular")
{
    public override string Kind => "CircularPad1d";
}

internal sealed class CircularPad2d() : PadLayer(2, "Circular")
{
    public override string Kind => "CircularPad2d";
}

internal sealed class CircularPad3d() : PadLayer(3, "Circular")
{
    public override string Kind => "CircularPad3d";
}

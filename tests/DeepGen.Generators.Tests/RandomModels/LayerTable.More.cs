namespace DeepGen.Generators.Tests.RandomModels;

internal static partial class LayerTable
{
    // Values of a handful that hardly differ have a variance near zero, which magnifies rounding by one over the root of this.
    private const string Eps = "Eps = 0.01";

    /// <summary>A norm over the last axis. Over one or two values it only says which is larger.</summary>
    private static Use? LayerNorm(Draw draw, Form x)
    {
        if (x.Rank is not (2 or 3) || !x.Dims[^1].IsKnown || x.Dims[^1].Size < 3) return null;
        return new Use(draw.Pick("LayerNorm", "RMSNorm"), x, Optional(draw, [Eps], "Affine = false")) { HasParameters = true }
            .Mistaken("a wrong written number of features", "DG1102", $"Features = {x.Dims[^1].Size + 1}");
    }

    private static Use? InstanceNorm(Draw draw, Form x)
    {
        if (!x.IsPicture || x.Dims.Skip(2).Any(dim => !dim.IsKnown)) return null;
        if (x.Dims.Skip(2).Aggregate(1, (product, dim) => product * dim.Size) < 4) return null;
        var arguments = Optional(draw, [Eps], "Affine = true");
        if (draw.Once(2)) return new Use($"InstanceNorm{x.Rank - 2}d", x, arguments) { HasParameters = true };
        return new Use("GroupNorm", x, Text($"{(x[1].Size % 2 == 0 ? draw.Pick(1, 2) : 1)}"), Eps) { HasParameters = true }
            .Mistaken("groups that do not divide", "DG1104", $"{x[1].Size + 1}").Mistaken("no groups", "DG1107", $"0");
    }

    /// <summary>A transposed convolution: each step puts a whole kernel down.</summary>
    private static Use? Transposed(Draw draw, Form x)
    {
        bool isOpen = x.Dims.Skip(1).Any(dim => !dim.IsKnown);
        if (!x.IsPicture || x.Dims.Skip(2).Any(dim => dim.Size > 7)) return null;
        int outputs = draw.Pick(1, 2, 3), kernel = draw.Pick(1, 2, 3), stride = isOpen ? 1 : draw.Pick(1, 2);
        var output = x.With(1, outputs);
        for (int axis = 2; axis < x.Rank; axis++)
        {
            output = output.With(axis, x[axis] with { Size = ((x[axis].Size - 1) * stride) + kernel });
        }

        var arguments = Written([Text($"{outputs}"), Text($"Kernel = {kernel}")], ("Stride", stride, 1));
        return new Use($"ConvTranspose{x.Rank - 2}d", output with { IsImage = true }, Optional(draw, arguments, "Bias = false"))
        {
            HasParameters = true,
        }.Mistaken("no kernel", "DG1107", $"Kernel = 0").Mistaken("wrong written channels", "DG1102", $"Inputs = {x[1].Size + 50}")
            .Mistaken("a step of nothing", "DG1107", $"Stride = 0");
    }

    private static Use? Padded(Draw draw, Form x)
    {
        if (!x.IsPicture || x.Dims.Skip(2).Any(dim => !dim.IsKnown || dim.Size < 2)) return null;
        var output = x;
        for (int axis = 2; axis < x.Rank; axis++) output = output.With(axis, x[axis].Size + 2);
        string kind = draw.Pick("ZeroPad", "ReflectionPad", "ReplicationPad", "CircularPad");
        return new Use($"{kind}{x.Rank - 2}d", output with { IsImage = true }, "1");
    }

    /// <summary>Whole channels dropped.</summary>
    private static Use? Dropped(Draw draw, Form x) => !x.IsPicture ? null
        : new Use($"Dropout{x.Rank - 2}d", x, "0.2").Mistaken("a percentage", "DG1107", $"20");
}

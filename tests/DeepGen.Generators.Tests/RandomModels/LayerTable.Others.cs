namespace DeepGen.Generators.Tests.RandomModels;

internal static partial class LayerTable
{
    /// <summary>Images of twice the extents.</summary>
    private static Use? Resampled(Draw draw, Form x)
    {
        if (!IsClosed(x) || x.Dims.Skip(2).Any(dim => dim.Size > 4)) return null;
        string mode = x.Rank switch { 3 => "Linear", 4 => draw.Pick("Bilinear", "Bicubic"), _ => "Trilinear" };
        List<string> arguments = draw.Below(3) switch
        {
            0 => ["ScaleFactor = 2"],
            1 => ["ScaleFactor = 2", $"Mode = InterpolationMode.{mode}", $"AlignCorners = {(draw.Once(2) ? "true" : "false")}"],
            _ => ["ScaleFactor = 2", "Mode = InterpolationMode.NearestExact"],
        };
        string name = x.Rank == 4 ? draw.Pick("Upsample", "UpsamplingNearest2d", "UpsamplingBilinear2d") : "Upsample";
        var use = new Use(name, Spatial(x, size => 2 * size) with { IsImage = true }, name == "Upsample" ? arguments : ["ScaleFactor = 2"]);
        return use.Mistaken("a negative factor", "DG1107", $"ScaleFactor = -2");
    }

    /// <summary>Channels and places into each other.</summary>
    private static Use? Shuffled(Draw draw, Form x)
    {
        if (!IsClosed(x)) return null;
        int channels = x[1].Size;
        if (x.Rank == 4 && channels % 4 == 0 && x.Dims.Skip(2).All(dim => dim.Size < 5))
        {
            return new Use("PixelShuffle", Spatial(x.With(1, channels / 4), size => 2 * size) with { IsImage = true }, "2")
                .Mistaken("channels that are no multiple", "DG1114", $"3");
        }

        if (x.Rank == 4 && x.Dims.Skip(2).All(dim => dim.Size % 2 == 0))
        {
            return new Use("PixelUnshuffle", Spatial(x.With(1, channels * 4), size => size / 2) with { IsImage = true }, "2")
                .Mistaken("extents that are no multiple", "DG1114", $"99");
        }

        return channels % 2 != 0 ? null : new Use("ChannelShuffle", x, "2").Mistaken("no groups", "DG1107", $"0");
    }

    /// <summary>The patches of an image as columns, and columns as an image.</summary>
    private static Use? Patches(Draw draw, Form x)
    {
        if (!IsClosed(x)) return null;
        if (x.Rank == 3)
        {
            int kernel = x[1].Size % 4 == 0 ? 2 : 1;
            var image = Form.Of(x[0], x[1].Size / (kernel * kernel), kernel, x[2].Size + kernel - 1) with { IsImage = true };
            string sizes = Text($"OutputSizes = new[] {{ {kernel}, {x[2].Size + kernel - 1} }}");
            return new Use("Fold", image, sizes, Text($"Kernel = {kernel}"));
        }

        if (x.Rank != 4 || x.Dims.Skip(2).Any(dim => dim.Size < 2) || x[1].Size > 4) return null;
        int padding = draw.Pick(0, 1), stride = draw.Pick(1, 2);
        int columns = x[2].Window(2, stride, padding).Size * x[3].Window(2, stride, padding).Size;
        return new Use("Unfold", Form.Of(x[0], 4 * x[1].Size, columns), Written(["2"], ("Padding", padding, 0), ("Stride", stride, 1)))
            .Mistaken("no patch", "DG1107", $"0");
    }

    private static Use? Unflatten(Draw draw, Form x)
    {
        if (x.Rank != 2 || !x[1].IsKnown || x[1].Size % 2 != 0) return null;
        return new Use("Unflatten", Form.Of(x[0], 2, x[1].Size / 2), "1", Text($"new[] {{ 2, {draw.Pick(-1, x[1].Size / 2)} }}"));
    }

    /// <summary>Half of a dim opens or closes the other half.</summary>
    private static Use? Gated(Draw draw, Form x)
    {
        if (x.Rank < 2 || !x[1].IsKnown || x[1].Size % 2 != 0) return null;
        return new Use("GLU", x.With(1, x[1].Size / 2) with { IsImage = false }, "1")
            .Mistaken("an axis that is not there", "DG1107", $"{x.Rank}");
    }

    private static Use? Slopes(Draw draw, Form x)
    {
        if (x.Rank < 2 || !x[1].IsKnown) return null;
        bool isEach = draw.Once(2);
        return new Use("PReLU", x, Text($"{(isEach ? x[1].Size : 1)}"), "Init = 0.1") { HasParameters = true }
            .Mistaken("slopes of other channels", "DG1102", $"{x[1].Size + 1}");
    }

    private static Use? PowerPooling(Draw draw, Form x)
    {
        // Where all values of a window are zero the root has no derivative, so there is a window of one value only.
        if (x.Rank is not (3 or 4) || !IsClosed(x)) return null;
        return new Use($"LPPool{x.Rank - 2}d", x with { IsImage = true }, "1", "1").Mistaken("no window", "DG1107", $"Kernel = 0");
    }

    private static Use? AcrossChannels(Draw draw, Form x)
    {
        if (!x.IsPicture) return null;
        if (x.Rank == 4 && draw.Once(3)) return new Use("Softmax2d", x);
        if (draw.Once(3)) return new Use("FeatureAlphaDropout", x, "0.2").Mistaken("a percentage", "DG1107", $"20");
        return new Use("LocalResponseNorm", x, "2", "Alpha = 0.1", "K = 2").Mistaken("no size", "DG1107", $"0");
    }

    /// <summary>A convolution that keeps the extents, and one that reads around its borders.</summary>
    private static Use? Bordered(Draw draw, Form x)
    {
        if (!IsClosed(x)) return null;
        int outputs = draw.Pick(1, 2, 3), kernel = draw.Pick(2, 3);
        var same = new Use(
            $"Conv{x.Rank - 2}d", x.With(1, outputs) with { IsImage = true }, Text($"{outputs}"), Text($"Kernel = {kernel}"), "Same = true")
        {
            HasParameters = true,
        };
        if (x.Dims.Skip(2).Any(dim => dim.Size < 2) || draw.Once(3)) return same.Mistaken("no kernel", "DG1107", $"Kernel = 0");
        string mode = draw.Pick("Reflect", "Replicate", "Circular");
        var use = new Use(
            $"Conv{x.Rank - 2}d", x.With(1, outputs) with { IsImage = true }, Text($"{outputs}"), "Kernel = 3", "Padding = 1",
            $"PaddingMode = PaddingMode.{mode}")
        {
            HasParameters = true,
        };
        use.Mistaken("no member of PaddingMode", "DG1008", $"PaddingMode = (PaddingMode)9");
        return use;
    }

    private static Use? MorePadded(Draw draw, Form x)
    {
        if (!IsClosed(x) || x.Dims.Skip(2).Any(dim => dim.Size > 6)) return null;
        if (draw.Once(2)) return new Use($"ConstantPad{x.Rank - 2}d", Spatial(x, size => size + 2) with { IsImage = true }, "1", "0.3");
        var output = x.With(x.Rank - 1, x.Dims[^1].Size + 1) with { IsImage = true };
        string others = string.Concat(Enumerable.Repeat(", 0", 2 * (x.Rank - 3)));
        return new Use($"ZeroPad{x.Rank - 2}d", output, $"Paddings = new[] {{ 1, 0{others} }}");
    }

    private static Use? VolumeNorm(Draw draw, Form x) => x.Rank != 5 || !x[1].IsKnown ? null
        : new Use("BatchNorm3d", x, Optional(draw, [Eps], "Affine = false", "TrackRunningStats = false")) { HasParameters = true }
            .Mistaken("a wrong written number of features", "DG1102", $"Features = {x[1].Size + 2}");

    /// <summary>A norm over the last two axes together.</summary>
    private static Use? BroadNorm(Draw draw, Form x)
    {
        if (!IsClosed(x) || x.Dims[^1].Size * x.Dims[^2].Size < 4) return null;
        return new Use(draw.Pick("LayerNorm", "RMSNorm"), x, Eps, "Dims = 2") { HasParameters = true }
            .Mistaken("more axes than there are", "DG1107", $"Dims = 9");
    }

    /// <summary>A block: a stack or a graph of its own, of which the model gives the width and the number of copies.</summary>
    private static Use? Block(Draw draw, Form x)
    {
        string name = draw.NewName("Part");
        if (!x.IsRows) return x.IsPicture ? ImageBlock(draw, x, name) : null;
        int width = draw.Once(2) ? x[1].Size : draw.Pick(2, 3, 5);
        bool isGraph = width == x[1].Size;
        string activation = draw.Pick("Tanh", "Sigmoid");
        string declaration = isGraph
            ? $"[Block]\npublic class {name}\n{{\n    public const int Width = 1;\n    [Linear(Width)] readonly Layer inner;\n"
                + $"    Value Forward([Shape(\"N, Width\")] Value x) => x + inner(x).{activation}();\n}}\n"
            : $"[Block, Linear(Width), {activation}]\npublic class {name}\n{{\n    public const int Width = 4;\n}}\n";
        return Mistaken(new Use($"Use<{name}>", Form.Of(x[0], width), Uses(draw, name, width))
        {
            HasParameters = true,
            Declaration = declaration,
        }, name);
    }

    private static Use ImageBlock(Draw draw, Form x, string name)
    {
        int width = draw.Pick(1, 2, 3);
        return Mistaken(new Use($"Use<{name}>", x.With(1, width) with { IsImage = true }, Uses(draw, name, width))
        {
            HasParameters = true,
            Declaration = $"[Block, Conv{x.Rank - 2}d(Width, Kernel = 3, Padding = 1), Tanh]\n"
                + $"public class {name}\n{{\n    public const int Width = 4;\n}}\n",
        }, name);
    }

    private static List<string> Uses(Draw draw, string name, int width) =>
        Optional(draw, [$"nameof({name}.Width)", Text($"{width}")], "Repeat = 2");

    private static Use Mistaken(Use use, string name) => use
        .Mistaken("a constant that is not there", "DG1024", $"\"Hidden\"").Mistaken("a number for a name", "DG1024", $"5")
        .Mistaken("no copies", "DG1107", $"Repeat = 0").MistakenAt(1, "a width that is no whole number", "DG1025", "0.5")
        .MistakenAt(1, $"text for a width of {name[..4]}", "DG1025", "\"wide\"");

    private static bool IsClosed(Form x) => x.IsPicture && x.Dims.Skip(2).All(dim => dim.IsKnown);

    private static Form Spatial(Form x, Func<int, int> size) =>
        Enumerable.Range(2, x.Rank - 2).Aggregate(x, (form, axis) => form.With(axis, size(x[axis].Size)));
}

using System.Globalization;

namespace DeepGen.Generators.Tests.RandomModels;

/// <summary>
/// The layers that random models are made of. A row makes a layer for an input, and says what comes out and how to get it wrong; null
/// where it takes no such input.
/// </summary>
internal static partial class LayerTable
{
    /// <summary>Layers that leave a shape as it is and have no parameters: the attribute, and the method that does the same.</summary>
    public static readonly (string Attribute, string Method)[] Pointwise =
    [
        ("ReLU", "Relu()"), ("LeakyReLU", "LeakyRelu()"), ("LeakyReLU(0.2)", "LeakyRelu(0.2)"), ("ELU", "Elu()"),
        ("ELU(0.7)", "Elu(0.7)"), ("Sigmoid", "Sigmoid()"), ("Tanh", "Tanh()"), ("GELU", "Gelu()"),
        ("GELU(Approximate = Approximate.Tanh)", "Gelu(Approximate.Tanh)"), ("SiLU", "Silu()"), ("Dropout(0.3)", "Dropout(0.3)"),
        ("ReLU6", "Relu6()"), ("SELU", "Selu()"), ("CELU(1.5)", "Celu(1.5)"), ("Mish", "Mish()"), ("Softplus(2)", "Softplus(2)"),
        ("Softsign", "Softsign()"), ("Softshrink(0.1)", "Softshrink(0.1)"), ("Hardshrink(0.1)", "Hardshrink(0.1)"),
        ("Tanhshrink", "Tanhshrink()"), ("Hardtanh(-0.7, 0.8)", "Hardtanh(-0.7, 0.8)"), ("Hardsigmoid", "Hardsigmoid()"),
        ("Hardswish", "Hardswish()"), ("LogSigmoid", "LogSigmoid()"),
        ("Threshold(0.1, 0.2)", "Threshold(0.1, 0.2)"), ("RReLU(0.1, 0.4)", "Rrelu(0.1, 0.4)"),
        ("AlphaDropout(0.2)", "AlphaDropout(0.2)"),
    ];

    /// <summary>One row for each kind; those that stand twice are drawn more often.</summary>
    public static readonly Func<Draw, Form, Use?>[] Rows =
    [
        Linear, Linear, Convolution, Convolution, MaxPooling, AvgPooling, AdaptivePooling, Activation, Activation, Activation, BatchNorm,
        Softmax, Flatten, LayerNorm, InstanceNorm, Transposed, Padded, Dropped,
        Resampled, Shuffled, Patches, Unflatten, Gated, Slopes, PowerPooling, AcrossChannels, Bordered, MorePadded, VolumeNorm, BroadNorm,
        Block, Block,
        (_, x) => new Use("Identity", x),
    ];

    /// <summary>A random layer that takes the input.</summary>
    public static Use Any(Draw draw, Form x)
    {
        Use? use;
        do use = draw.Pick(Rows)(draw, x);
        while (use is null);
        return use;
    }

    public static Use? Linear(Draw draw, Form x) => Linear(draw, x, draw.Pick(1, 2, 3, 5, 7));

    public static Use? Linear(Draw draw, Form x, int features)
    {
        if (x.Rank is not (2 or 3) || !x.Dims[^1].IsKnown || x.IsImage) return null;
        int width = x.Dims[^1].Size;
        var use = new Use("Linear", x.With(x.Rank - 1, features), Optional(
            draw, Text($"{features}"), "Bias = false", Text($"Inputs = {width}"),
            $"Init = Init.{draw.Pick("KaimingNormal", "XavierUniform")}"))
        {
            HasParameters = true,
        };
        return use.Mistaken("no features", "DG1107", $"0").Mistaken("negative features", "DG1107", $"-3")
            .Mistaken("a wrong written width", "DG1102", $"Inputs = {width + 1}")
            .Mistaken("no member of Init", "DG1008", $"Init = (Init)99");
    }

    public static Use? Convolution(Draw draw, Form x) => Convolution(draw, x, draw.Pick(1, 2, 3, 4));

    public static Use? Convolution(Draw draw, Form x, int outputs)
    {
        if (!x.IsPicture) return null;
        int channels = x[1].Size, padding = draw.Pick(0, 0, 1, 2), dilation = draw.Pick(1, 1, 1, 2), stride = draw.Pick(1, 1, 1, 2, 3);
        if (Kernels(draw, x, padding, dilation) is not { } kernels) return null;
        int groups = draw.Pick<int>([.. Enumerable.Range(1, outputs).Where(count => outputs % count == 0 && channels % count == 0)]);
        string[] sizes = [KernelText(kernels)];
        var arguments = Written(
            [Text($"{outputs}"), .. sizes], ("Stride", stride, 1), ("Padding", padding, 0), ("Dilation", dilation, 1),
            ("Groups", groups, 1));
        var output = Windowed(x.With(1, outputs), kernels, stride, padding, dilation);
        var use = new Use($"Conv{x.Rank - 2}d", output, Optional(draw, arguments, "Bias = false", Text($"Inputs = {channels}")))
        {
            HasParameters = true,
        };
        use.Mistaken("a step of nothing", "DG1107", $"Stride = 0")
            .Mistaken("negative padding", "DG1107", $"Padding = -1").Mistaken("no dilation", "DG1107", $"Dilation = 0")
            .Mistaken("no groups", "DG1107", $"Groups = 0").Mistaken("no channels", "DG1107", $"0")
            .Mistaken("groups that do not divide", "DG1104", $"Groups = {Math.Max(channels, outputs) + 1}")
            .Mistaken("wrong written channels", "DG1102", $"Inputs = {channels + 50}");
        if (!sizes[0].StartsWith("Kernel =", StringComparison.Ordinal)) return use;
        return TooLarge(use.Mistaken("no kernel", "DG1107", $"Kernel = 0"), x, "Kernel = ");
    }

    public static Use? MaxPooling(Draw draw, Form x) => Pooling(draw, x, "MaxPool", draw.Pick(1, 1, 2), "");

    public static Use? AvgPooling(Draw draw, Form x) => Pooling(draw, x, "AvgPool", 1, "CountIncludePad = false");

    /// <summary>A norm over the batch. Over one or two values its variance is near zero, which magnifies rounding without end.</summary>
    public static Use? BatchNorm(Draw draw, Form x)
    {
        if (x.Rank is not (2 or 3 or 4) || !x[1].IsKnown) return null;
        var use = new Use(
            x.Rank < 4 ? "BatchNorm1d" : "BatchNorm2d", x,
            Optional(draw, [], "Affine = false", "Momentum = 0.3", "Eps = 0.001", Text($"Features = {x[1].Size}")))
        {
            HasParameters = true,
        };
        return use.Mistaken("a wrong written number of features", "DG1102", $"Features = {x[1].Size + 2}")
            .Mistaken("a momentum above 1", "DG1107", $"Momentum = 1.5");
    }

    private static Use Activation(Draw draw, Form x)
    {
        var use = new Use(draw.Pick(Pointwise).Attribute, x);
        return use.Name switch
        {
            "Dropout" => use.Mistaken("a percentage", "DG1107", $"30").Mistaken("a negative probability", "DG1107", $"-0.1"),
            "GELU" => use.Mistaken("no member of Approximate", "DG1008", $"Approximate = (Approximate)9"),
            _ => use,
        };
    }

    private static Use? Softmax(Draw draw, Form x)
    {
        int axis = draw.Below(x.Rank);
        if (axis == 0 || !x[axis].IsKnown) return null;
        return new Use(draw.Pick("Softmax", "LogSoftmax", "Softmin"), x, Text($"{(draw.Once(2) ? axis : axis - x.Rank)}"))
            .Mistaken("an axis that is not there", "DG1107", $"{x.Rank}").Mistaken("an axis before the first", "DG1107", $"{-x.Rank - 1}");
    }

    private static Use? Flatten(Draw draw, Form x) => x.Rank < 3 || x.Dims.Skip(1).Any(dim => !dim.IsKnown)
        ? null
        : new Use("Flatten", Form.Of(x[0], x.Dims.Skip(1).Aggregate(1, (product, dim) => product * dim.Size)));

    private static Use? Pooling(Draw draw, Form x, string kind, int dilation, string flag)
    {
        if (!x.IsPicture) return null;

        // With a dilation and padding a window may lie in the padding altogether, where there is no maximum.
        int padding = dilation > 1 ? 0 : draw.Pick(0, 0, 1);
        if (Kernels(draw, x, padding, dilation) is not { } kernels || kernels.Any(size => padding > size / 2)) return null;
        bool isSquare = kernels.Distinct().Count() == 1;
        int stride = draw.Pick(1, 2);
        var arguments = Written(
            [isSquare ? Text($"{kernels[0]}") : KernelText(kernels)], ("Stride", stride, 0), ("Padding", padding, 0),
            ("Dilation", dilation, 1));
        var use = new Use(
            $"{kind}{x.Rank - 2}d", Windowed(x, kernels, stride, padding, dilation),
            flag.Length > 0 ? Optional(draw, arguments, flag) : arguments)
            .Mistaken("a negative step", "DG1107", $"Stride = -2")
            .Mistaken("padding above half of the window", "DG1107", $"Padding = {kernels.Max()}");
        return isSquare ? TooLarge(use.Mistaken("no window", "DG1107", $"0"), x, "") : use;
    }

    private static Use? AdaptivePooling(Draw draw, Form x)
    {
        if (!x.IsPicture || x.Dims.Skip(2).Any(dim => !dim.IsKnown)) return null;
        int size = draw.Pick(1, 1, 2);
        var output = Enumerable.Range(2, x.Rank - 2).Aggregate(x, (form, axis) => form.With(axis, size)) with { IsImage = true };
        return new Use($"{draw.Pick("AdaptiveAvgPool", "AdaptiveMaxPool")}{x.Rank - 2}d", output, Text($"{size}"))
            .Mistaken("a negative extent", "DG1107", $"-1");
    }

    /// <summary>A kernel's size for each spatial axis, mostly the same for all; null where none fits.</summary>
    private static int[]? Kernels(Draw draw, Form x, int padding, int dilation)
    {
        int[][] fitting = [.. x.Dims.Skip(2).Select(
            dim => new[] { 1, 2, 3 }.Where(size => dim.Window(size, 1, padding, dilation).Size > 0).ToArray())];
        if (fitting.Any(sizes => sizes.Length == 0)) return null;
        if (x.Rank > 3 && draw.Once(4)) return [.. fitting.Select(sizes => draw.Pick<int>(sizes))];
        int same = draw.Pick<int>(fitting.MinBy(sizes => sizes.Length)!);
        return [.. fitting.Select(_ => same)];
    }

    private static string KernelText(int[] kernels) => kernels.Distinct().Count() == 1
        ? Text($"Kernel = {kernels[0]}")
        : $"Kernels = new[] {{ {string.Join(", ", kernels)} }}";

    /// <summary>The spatial axes under a window.</summary>
    private static Form Windowed(Form x, int[] kernels, int stride, int padding, int dilation)
    {
        for (int at = 0; at < kernels.Length; at++) x = x.With(at + 2, x[at + 2].Window(kernels[at], stride, padding, dilation));
        return x with { IsImage = true };
    }

    /// <summary>A kernel that no image has room for, where the extent is known.</summary>
    private static Use TooLarge(Use use, Form x, string name) => x.Dims.Skip(2).Any(dim => dim.IsKnown)
        ? use.Mistaken("a kernel larger than the image", "DG1103", $"{name}99")
        : use;

    /// <summary>The first argument, and of the others those that are not the default.</summary>
    private static List<string> Written(List<string> first, params (string Name, int Value, int Default)[] arguments) =>
        [
            .. first,
            .. arguments.Where(argument => argument.Value != argument.Default)
                .Select(argument => Text($"{argument.Name} = {argument.Value}")),
        ];

    private static List<string> Optional(Draw draw, string first, params string[] others) => Optional(draw, [first], others);

    /// <summary>Arguments, and each of the others once in three times.</summary>
    private static List<string> Optional(Draw draw, List<string> arguments, params string[] others) =>
        [.. arguments, .. others.Where(_ => draw.Once(3))];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

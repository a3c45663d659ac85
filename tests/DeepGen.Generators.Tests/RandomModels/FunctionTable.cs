using System.Globalization;

namespace DeepGen.Generators.Tests.RandomModels;

/// <summary>An expression over a value that has a name.</summary>
/// <param name="Text">The expression, in which <c>{x}</c> stands for the name and <c>{f}</c> for the call, if there is one.</param>
/// <param name="Output">What comes out.</param>
/// <param name="Call">The call whose arguments may be got wrong.</param>
internal sealed record Formula(string Text, Form Output, Use? Call = null)
{
    public static Formula Of(Use call) => new("{x}.{f}", call.Output, call);

    public string On(string value) => Text.Replace("{f}", Call?.Call ?? "", StringComparison.Ordinal)
        .Replace("{x}", value, StringComparison.Ordinal);
}

/// <summary>The functions of values that random models are made of. A row gives null where it takes no such value.</summary>
internal static partial class FunctionTable
{
    /// <summary>Formulas that keep the shape of any value, and whose results stay small however they are nested.</summary>
    public static readonly string[] Elementwise =
    [
        "({x} * {x} + 0.5).Log()", "{x}.Tanh().Exp()", "({x} * {x} + 0.1).Sqrt()", "{x}.Abs() * 0.5", "{x}.Tanh().Pow(2)",
        "({x} * {x} + 0.2).Pow(0.7)", "{x}.Clamp(-0.6, 0.4)", "-{x}", "{x} / ({x}.Abs() + 1.5)", "2 - {x} * 0.5", "1 / ({x} * {x} + 1)",
        "{x} * {x}.Sigmoid()", "{x} * {x}.Tanh().Detach()", "{x} + {x}.Gelu() - 0.3", "({x} - 0.1) / 1.5",
    ];

    public static readonly Func<Draw, Form, Formula?>[] Rows =
    [
        (draw, x) => new Formula(draw.Pick(Elementwise), x), (draw, x) => new Formula(draw.Pick(Elementwise), x),
        OfElements, OfElements, OfElements, AlongAxis, AlongAxis, AlongAxis, CallAlong, Part, Part, Reshaped, Product, Product,
        Bordered, Spread, Layer, Layer, Layer,
        Activation, Softmax, Centered, Reduced, MaxPooling, AvgPooling, Flatten, Doubled,
        (_, x) => x.Rank == 2 ? new Formula("{x}.Transpose().Tanh().Transpose()", x) : null,
        (_, x) => x.IsRows ? new Formula("{x}.Matmul({x}.Transpose()).Tanh().Matmul({x}) * 0.2", x) : null,
    ];

    public static Formula Any(Draw draw, Form x)
    {
        Formula? formula;
        do formula = draw.Pick(Rows)(draw, x);
        while (formula is null);
        return formula;
    }

    private static Formula Activation(Draw draw, Form x)
    {
        var use = new Use(draw.Pick(LayerTable.Pointwise).Method, x);
        if (use.Name == "Dropout") use.Mistaken("a percentage", "DG1107", $"30");
        if (use.Name == "Gelu") use.Mistaken("no member of Approximate", "DG1008", $"(Approximate)9");
        return Formula.Of(use);
    }

    private static Formula? Softmax(Draw draw, Form x)
    {
        if (x.Rank < 2) return null;
        int axis = draw.Below(x.Rank - 1) + 1;
        return Formula.Of(new Use(draw.Pick("Softmax", "LogSoftmax"), x, Text($"{(draw.Once(2) ? axis : axis - x.Rank)}"))
            .Mistaken("an axis that is not there", "DG1107", $"{x.Rank}"));
    }

    /// <summary>A reduced value that broadcasts into what it was reduced from.</summary>
    private static Formula? Centered(Draw draw, Form x)
    {
        if (x.Rank < 2) return null;
        int axis = draw.Below(x.Rank);
        var call = new Use(draw.Pick("Mean", "Sum"), x, Text($"{axis}"), "keepDim: true")
            .Mistaken("an axis that is not there", "DG1107", $"{x.Rank + 1}");
        return new Formula(call.Name == "Sum" ? "{x} + {x}.{f}.Tanh()" : "{x} - {x}.{f}", x, call);
    }

    /// <summary>The mean over the last axes, down to rows.</summary>
    private static Formula? Reduced(Draw draw, Form x) => x.Rank switch
    {
        3 when x[2].IsKnown => Formula.Of(new Use("Mean", Form.Of(x[0], x[2]), "1").Mistaken("an axis that is not there", "DG1107", $"3")),
        4 when x[1].IsKnown => Formula.Of(
            new Use("Mean", Form.Of(x[0], x[1]), "[2, 3]").Mistaken("an axis twice", "DG1107", $"[2, 2]")),
        _ => null,
    };

    private static Formula? MaxPooling(Draw draw, Form x) => Pooling(draw, x, "MaxPool");

    private static Formula? AvgPooling(Draw draw, Form x) => Pooling(draw, x, "AvgPool");

    private static Formula? Pooling(Draw draw, Form x, string kind)
    {
        int kernel = draw.Pick(2, 2, 3), stride = draw.Pick(1, kernel), padding = draw.Pick(0, 0, 1);
        if (!x.IsPicture) return null;
        var pooled = Enumerable.Range(2, x.Rank - 2).Aggregate(x, (form, axis) => form.With(axis, x[axis].Window(kernel, stride, padding)));
        var output = pooled with { IsImage = true };
        if (output.Dims.Skip(2).Any(dim => dim.Size == 0)) return null;
        var use = new Use($"{kind}{x.Rank - 2}d", output, Text($"{kernel}"), Text($"stride: {stride}"), Text($"padding: {padding}"))
            .Mistaken("no window", "DG1107", $"0").Mistaken("negative padding", "DG1107", $"padding: -1");
        return Formula.Of(x[2].IsKnown ? use.Mistaken("a window larger than the image", "DG1103", $"99") : use);
    }

    private static Formula? Flatten(Draw draw, Form x)
    {
        if (x.Rank < 3 || x.Dims.Skip(1).Any(dim => !dim.IsKnown)) return null;
        int width = x.Dims.Skip(1).Aggregate(1, (product, dim) => product * dim.Size);
        return width > 60 ? null : Formula.Of(new Use("Flatten", Form.Of(x[0], width)));
    }

    private static Formula? Doubled(Draw draw, Form x)
    {
        if (x.Rank < 2 || !x[1].IsKnown || x[1].Size > 8) return null;
        return new Formula("Value.Concat(1, {x}, {x}.Tanh())", x.With(1, 2 * x[1].Size) with { IsImage = false });
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

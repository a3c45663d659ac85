using System.Globalization;
using DeepGen.Generators.Build;

namespace DeepGen.Generators.Tests.RandomModels;

internal static partial class FunctionTable
{
    /// <summary>
    /// Formulas of one element with comparisons, rounding and functions of a range. Numbers that values are compared with are odd ones, so
    /// that rounding does not decide.
    /// </summary>
    private static readonly string[] Conditional =
    [
        "Value.Where({x} > 0.137, {x}, {x} * 0.5)", "Value.Where({x} <= {x}.Tanh() * 0.5 + 0.313, {x}.Sin(), 0.2)",
        "{x}.MaskedFill({x} < -0.213, 0.4)", "{x} * ({x} >= 0.171) + 0.1", "{x}.Maximum({x}.Cos() * 0.3)", "{x}.Minimum(0.271)",
        "{x} + 0.3 * ({x} + 0.137).Round().Equal(0)", "{x} * ({x} + 0.137).Floor().NotEqual(-1)",
        "({x} > 0.113).LogicalAnd({x} < 0.713) + {x}", "({x} > 0.613).LogicalOr({x} < -0.313) * {x}",
        "({x} > 0.113).LogicalXor({x} > 0.513) + {x}", "{x} * ({x} > 0.217).LogicalNot()", "{x} + {x}.IsNaN() - {x}.IsInf()",
        "{x} * {x}.IsFinite()", "({x} + 0.137).Remainder(1.71)", "({x} + 0.137).Fmod(1.31)", "{x} + 0.1 * ({x} + 0.137).Ceil()",
        "{x} + 0.2 * ({x} + 0.137).Sign()", "{x} - 0.3 * ({x} + 0.137).Trunc()", "({x} + 5.137).Frac()",
    ];

    private static readonly string[] Special =
    [
        "({x}.Tanh() + 1.5).Pow({x}.Tanh())", "{x}.LogAddExp({x} * 0.5) * 0.5", "{x}.Atan2({x} * {x} + 0.5)", "{x}.Lerp({x}.Tanh(), 0.3)",
        "{x}.Tanh().Square()", "({x} * {x} + 0.7).Rsqrt()", "({x} * {x} + 0.7).Reciprocal()", "{x}.Tanh().Exp2()", "{x}.Tanh().Expm1()",
        "({x} * {x} + 0.4).Log2()", "({x} * {x} + 0.4).Log10()", "({x} * {x}).Log1p()", "{x}.Sin() + {x}.Cos()", "({x}.Tanh() * 0.9).Tan()",
        "({x}.Tanh() * 0.8).Asin()", "({x}.Tanh() * 0.8).Acos()", "{x}.Atan()", "{x}.Tanh().Sinh()", "{x}.Tanh().Cosh()", "{x}.Asinh()",
        "({x} * {x} + 1.5).Acosh()", "({x}.Tanh() * 0.8).Atanh()", "{x}.Erf()", "{x}.Map(v => v * MathF.Tanh(v))",
    ];

    /// <summary>Formulas along an axis, <c>{a}</c>, that keep the shape.</summary>
    private static readonly string[] Along =
    [
        // Two values of which one is larger: neither the variance nor the length is zero.
        "{x} * 0.5 + Value.Concat({a}, {x}.Tanh(), {x}.Tanh() + 1.5).Std({a}, keepDim: true)",
        "{x} * 0.5 + Value.Concat({a}, {x}, {x}.Tanh() + 2.5).Norm(2, {a}, keepDim: true) * 0.3",
        "{x} + 0.2 * ({x} > 0.137).Any({a}, keepDim: true)", "{x} + 0.2 * ({x} > -0.337).All({a}, keepDim: true)",
        "{x} + 0.1 * {ramp}.ArgMax({a}, keepDim: true).ToFloat()", "{x} - 0.1 * {ramp}.ArgMin({a}, keepDim: true).ToFloat()",
        "{x} + {ramp}.MaxWithIndices({a}, keepDim: true).Values.Tanh()", "{x} + {ramp}.MinWithIndices({a}, keepDim: true).Values.Tanh()",
        "{x} + {ramp}.KthValue(1, {a}, keepDim: true).Values.Tanh()", "{x} - {ramp}.TopK(1, {a}).Values.Tanh()",
        "{ramp}.Sort({a}, descending: true).Values.Tanh()", "{x}.Gather({a}, {ramp}.ArgSort({a}))",
        "{x}.ScatterAdd({a}, {ramp}.ArgSort({a}), {x}.Tanh())", "({x}.Tanh() + 1.5).Normalize(2, {a})",
        "{x} * ({x}.Tanh() + 1.5).CosineSimilarity({x}.Cos() + 1.2, {a}).Unsqueeze({a})",
        "Value.Stack({a}, {x}, {x}.Tanh()).Mean({a})", "{x}.Unsqueeze({a}).Sin().Squeeze({a})",
        "{x}.CumSum({a}).Tanh()", "{x}.Tanh().CumProd({a})", "{x} + {x}.Flip({a})", "{x} * 0.5 + {x}.Roll(1, {a}).Tanh()",
    ];

    private static Formula OfElements(Draw draw, Form x) => new(draw.Pick(draw.Once(2) ? Conditional : Special), x);

    private static Formula? AlongAxis(Draw draw, Form x)
    {
        int axis = draw.Below(x.Rank);
        if (axis == 0 || !x[axis].IsKnown) return null;

        // The ramp keeps apart what would be equal but for rounding, where the larger one is anybody's guess.
        return new Formula(draw.Pick(Along).Replace("{ramp}", "({x} + ({x} * 0 + 0.313).CumSum({a}))", StringComparison.Ordinal)
            .Replace("{a}", Text($"{axis}"), StringComparison.Ordinal), x);
    }

    /// <summary>Calls along an axis whose arguments may be got wrong.</summary>
    private static Formula? CallAlong(Draw draw, Form x)
    {
        int axis = draw.Below(x.Rank);
        if (axis == 0 || !x[axis].IsKnown) return null;
        string name = draw.Pick("Max", "Min", "Prod", "LogSumExp", "CumSum", "Flip");
        var call = name is "CumSum" or "Flip" ? new Use(name, x, Text($"{axis}")) : new Use(name, x, Text($"{axis}"), "keepDim: true");
        call.Mistaken("an axis that is not there", "DG1107", $"{x.Rank + 1}");
        return new Formula("{x} * 0.5 + {x}.{f}.Tanh()", x, call);
    }

    /// <summary>A part of a value along an axis.</summary>
    private static Formula? Part(Draw draw, Form x)
    {
        int axis = draw.Below(x.Rank);
        if (axis == 0 || !x[axis].IsKnown || x[axis].Size < 2) return null;
        int size = x[axis].Size;
        bool isDeep = x.Rank > 2 && x.Dims.Skip(1).All(dim => dim.IsKnown);
        string before = string.Concat(Enumerable.Repeat(".., ", axis));
        switch (draw.Below(7))
        {
            case 0:
                return Formula.Of(new Use("Slice", Part(1), Text($"{axis}"), Text($"{size - 1}"))
                    .MistakenAt(1, "a start behind the end", "DG1121", "99"));
            case 1:
                return Formula.Of(new Use("Narrow", Part(size - 1), Text($"{axis}"), "1", Text($"{size - 1}"))
                    .MistakenAt(2, "a length beyond the end", "DG1121", Text($"{size}")));
            case 2 when isDeep:
                return Formula.Of(new Use("Select", Without(), Text($"{axis}"), Text($"{size - 1}"))
                    .MistakenAt(1, "an index behind the end", "DG1121", Text($"{size}")));
            case 3: return new Formula(Text($"{{x}}[{before}1..]"), Part(size - 1));
            case 4: return new Formula(Text($"{{x}}.Chunk(2, {axis})[0]"), Part((size + 1) / 2));
            case 5: return new Formula(Text($"{{x}}.Split([1, {size - 1}], {axis})[1]"), Part(size - 1));
            case 6 when isDeep: return new Formula(Text($"{{x}}.Unbind({axis})[^1]"), Without());
            default: return new Formula(Text($"{{x}}.Slice({axis}, 0, {size}, 2)"), Part((size + 1) / 2));
        }

        Form Without() => new(x.Dims.RemoveAt(axis), x.IsImage && x.Rank > 3);
        Form Part(int extent) => x.With(axis, extent);
    }

    /// <summary>Other shapes of the same values, and repeated ones.</summary>
    private static Formula? Reshaped(Draw draw, Form x)
    {
        if (x.Rank is not (2 or 3) || x.Dims.Skip(1).Any(dim => !dim.IsKnown)) return null;
        int width = x[1].Size;
        if (x.Rank == 3)
        {
            int all = width * x[2].Size;
            return draw.Below(6) switch
            {
                5 => new Formula(Text($"{{x}}.Fold([1, {x[2].Size}], 1)"), Form.Of(x[0], width, 1, x[2].Size) with { IsImage = true }),
                0 => new Formula("{x}.Permute(0, 2, 1)", Swapped()),
                1 => new Formula("{x}.Transpose(1, 2)", Swapped()),
                2 => new Formula(Text($"{{x}}.Reshape(\"N, {all}\")"), Form.Of(x[0], all)),
                3 => new Formula("{x}.Diagonal(0, 1, 2)", Form.Of(x[0], Math.Min(width, x[2].Size))),
                _ => new Formula(Text($"{{x}}.View(\"N, 1, {all}\")"), Form.Of(x[0], 1, all) with { IsImage = x.IsImage }),
            };
        }

        if (width > 8) return null;
        return draw.Below(4) switch
        {
            0 => new Formula(Text($"{{x}}.Unsqueeze(1).Expand(\"N, 2, {width}\")"), Form.Of(x[0], 2, width)),
            1 => Formula.Of(new Use("Repeat", Form.Of(x[0], 2 * width), "1", "2").MistakenAt(1, "no copies", "DG1107", "-1")),
            2 => Formula.Of(new Use("Tile", Form.Of(x[0], 2 * width), "1", "2").MistakenAt(1, "no tiles", "DG1107", "-1")),
            _ => Formula.Of(new Use("RepeatInterleave", Form.Of(x[0], 2 * width), "2", "1")
                .MistakenAt(1, "an axis that is not there", "DG1107", "7")),
        };

        Form Swapped() => Form.Of(x[0], x[2], x[1]) with { IsImage = x.IsImage };
    }

    /// <summary>Products and parts of matrices.</summary>
    private static Formula? Product(Draw draw, Form x)
    {
        const string Row = "{x}.Tanh().Select(0, 0)";
        if (x.Rank is not (2 or 3) || x.Dims.Skip(1).Any(dim => !dim.IsKnown)) return null;
        if (x.Rank == 3)
        {
            return draw.Below(4) switch
            {
                0 => new Formula("{x}.Bmm({x}.Transpose(1, 2)).Tanh().Bmm({x}) * 0.2", x),
                1 => new Formula("{x} + {x}.Tril() * 0.5", x),
                2 => new Formula("{x} - {x}.Triu(1) * 0.5", x),
                _ => new Formula("Value.{f}.Tanh()", x, new Use("Einsum", x, "\"nij,nkj,nkl->nil\"", "{x}", "{x}.Tanh()", "{x}")
                    .Mistaken("a letter from nowhere", "DG1122", $"\"nij,nkj,nkl->niz\"")
                    .Mistaken("an equation of two", "DG1122", $"\"nij,nkj->nik\"")),
            };
        }

        return draw.Below(7) switch
        {
            0 => new Formula($"{{x}} + {Row}.Dot({Row}) * 0.1", x),
            1 => new Formula($"{{x}}.Matmul({Row}.Outer({Row})) * 0.3", x),
            2 => new Formula("Value.{f}.Tanh()", Form.Of(x[0], x[1], x[1]), new Use("Einsum", x, "\"ni,nj->nij\"", "{x}", "{x}.Sin()")
                .Mistaken("an equation that is none", "DG1122", $"\"ni nj\"").Mistaken("too many letters", "DG1122", $"\"nia,nj->nij\"")),
            3 => new Formula("{x} + 0.3 * {x}.ArgMax(1).OneHot(" + Text($"{x[1].Size}") + ")", x),
            4 => new Formula("{x}.IndexSelect(1, ({x} * 0 + 0.3).CumSum(1).Select(0, 0).ArgSort(descending: true))", x),
            5 => new Formula("{x} + {x}.Transpose().Lookup(({x} + ({x} * 0 + 0.313).CumSum(1)).ArgMax(1)).Mean(1, keepDim: true)", x),
            _ => new Formula("{x} + ({x}.Tanh() + 2.5).PairwiseDistance({x}.Sin() - 1, keepDim: true) * 0.2", x),
        };
    }

    /// <summary>Borders around any value, and images of another size.</summary>
    private static Formula? Bordered(Draw draw, Form x)
    {
        if (x.Rank < 3 || x.Dims.Skip(1).Any(dim => !dim.IsKnown || dim.Size > 8)) return null;
        int last = x.Dims[^1].Size;
        if (x.Rank == 4 && draw.Once(2))
        {
            return Formula.Of(new Use("Interpolate", x.With(2, 3).With(3, 4) with { IsImage = true }, "[3, 4]",
                $"InterpolationMode.{draw.Pick("Nearest", "Bilinear", "Bicubic")}")
                .MistakenAt(0, "an extent of nothing", "DG1107", "[0, 4]"));
        }

        string mode = draw.Pick("Zeros", "Replicate", "Circular");
        return Formula.Of(new Use("Pad", x.With(x.Rank - 1, last + 2) with { IsImage = true }, "[1, 1]", $"PaddingMode.{mode}")
            .MistakenAt(0, "one side only", "DG1107", "[1]"));
    }

    /// <summary>A variance of two values that differ.</summary>
    private static Formula? Spread(Draw draw, Form x)
    {
        if (x.Rank < 2 || !x[1].IsKnown || x[1].Size > 8) return null;
        var call = new Use("Var", x, "1", "keepDim: true", Text($"correction: {draw.Pick(0, 1)}"))
            .Mistaken("an axis that is not there", "DG1107", $"{x.Rank + 2}");
        return new Formula("{x} * 0.5 + Value.Concat(1, {x}.Tanh(), {x}.Tanh() + 1.5).{f}", x, call);
    }

    /// <summary>A layer without parameters, called as a method. Its properties are the method's parameters.</summary>
    private static Formula? Layer(Draw draw, Form x)
    {
        var layer = LayerTable.Any(draw, x);
        if (layer.HasParameters || OperatorTable.Layer(layer.Name)?.Function is not { } name) return null;

        // The overloads of a method are for one number for all axes, or for numbers for each in all arguments.
        if (layer.Arguments.Exists(argument => argument.Contains("= new[]", StringComparison.Ordinal))) return null;
        var call = new Use(name, layer.Output, layer.Arguments.Select(Argument));
        foreach (var (what, id, arguments) in layer.Mistakes) call.Mistakes.Add((what, id, [.. arguments.Select(Argument)]));
        return Formula.Of(call);
    }

    /// <summary><c>Stride = 2</c> as <c>stride: 2</c>.</summary>
    private static string Argument(string property)
    {
        int end = property.IndexOf(" = ", StringComparison.Ordinal), first = property[0] == Use.Open ? 1 : 0;
        if (end < 0) return property;
        return property[..first] + char.ToLower(property[first], CultureInfo.InvariantCulture) + property[(first + 1)..end] + ": "
            + property[(end + 3)..];
    }
}

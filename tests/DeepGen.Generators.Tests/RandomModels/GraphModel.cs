namespace DeepGen.Generators.Tests.RandomModels;

/// <summary>A random graph: several inputs, wiring, several outputs with a loss each.</summary>
internal sealed partial class GraphModel : RandomModel
{
    private static readonly string[] InputNames = ["image", "hint", "side"];
    private static readonly string[] OutputNames = ["first", "second", "third"];

    private readonly List<Input> inputs = [];
    private readonly List<Field> fields = [];
    private readonly List<string> helpers = [];
    private readonly List<Func<string>> body = [];
    private readonly List<Func<string>> terms = [];
    private readonly List<Target> targets = [];
    private readonly List<(string Name, Form Form)> values = [];
    private readonly bool hasLoss;
    private string forward = "Forward";
    private string? returnType;
    private string returned = "";
    private string lossType = "Value";
    private string lossName = "Loss";
    private Func<string>? wholeLoss;
    private int names;
    private bool hasNorm;
    private bool mixesRows;

    public GraphModel(string name, int seed)
        : base(name, seed)
    {
        int count = Draw.Pick(1, 1, 1, 2, 2, 3);
        for (int at = 0; at < count; at++)
        {
            AddInput(InputNames[at], Draw.Once(6) && at == 0 ? OpenImage() : InputForm(Draw.Pick(2, 2, 2, 3, 4, 4, 5)));
        }

        hasLoss = !Draw.Once(10);
        for (int at = Draw.Below(4) + 1; at > 0; at--) Grow();
        var features = Join();
        AddHeads(features);
        Batches = hasNorm || mixesRows ? [Draw.Pick(6, 8), Draw.Pick(7, 11)] : [Draw.Pick(1, 2, 3), Draw.Pick(5, 7, 8)];
        AddMistakes();
    }

    protected override string Print()
    {
        var text = new System.Text.StringBuilder("[Model]\n").Append(Header).Append(' ').Append(ClassName).Append("\n{\n");
        foreach (var member in owned) text.Append("    ").Append(member.Print()).Append('\n');
        foreach (var field in fields.Concat(pairs)) text.Append("    ").Append(field.Print()).Append('\n');
        foreach (string member in Members.Concat(helpers)) text.Append("    ").Append(member).Append('\n');
        text.Append(auxiliary).Append($"    {returnType} {forward}({string.Join(", ", inputs.Select(input => input.Print()))})\n    {{\n");
        foreach (var line in body) text.Append("        ").Append(line()).Append('\n');
        text.Append("        ").Append(returned).Append("\n    }\n");
        if (hasLoss)
        {
            var parameters = Outputs.Select(output => $"Value {output.Name}").Concat(targets.Select(target => target.Print()));
            string loss = wholeLoss?.Invoke() ?? string.Join(" + ", terms.Select(term => term()));
            text.Append($"    {lossType} {lossName}({string.Join(", ", parameters)}) => {loss};\n");
        }

        return text.Append("}\n").Append(After).ToString();
    }

    private void AddInput(string name, Form form)
    {
        inputs.Add(new Input(name, $"[Shape(\"{ShapeText(form)}\")] ", form));
        values.Add((name, form));
    }

    /// <summary>One more statement.</summary>
    private void Grow()
    {
        int at = Draw.Below(values.Count);
        var (name, form) = values[at];
        switch (Draw.Below(14))
        {
            case 0 or 1 or 2: Apply(at); break;
            case 3 or 10 or 11: Compute(at); break;
            case 4: Residual(at); break;
            case 5: Loop(at); break;
            case 6: Choose(at); break;
            case 7: Help(at); break;
            case 8: Pair(at); break;
            case 9: Combine(at); break;
            case 12: Own(at); break;
            default: body.Add(() => $"{name} += {name}.Tanh();"); break;
        }
    }

    /// <summary>A layer on a value: a new one, or one that has taken such a value before.</summary>
    private void Apply(int at)
    {
        var (name, form) = values[at];
        var field = fields.Find(other => other.Use.HasParameters && other.Input.HasDimsOf(form) && other.Input.IsImage == form.IsImage);
        if (field is null || Draw.Once(2)) field = AddField(form);
        string result = NewName();
        body.Add(() => $"var {result} = {field.Name}({name});");
        values[at] = (result, field.Use.Output);
    }

    private void Compute(int at)
    {
        var (name, form) = values[at];
        var formula = AnyFormula(form);
        string result = NewName();
        body.Add(() => $"var {result} = {formula.On(name)};");
        values[at] = (result, formula.Output);
    }

    /// <summary>x + f(x), where f keeps the shape.</summary>
    private void Residual(int at)
    {
        var (name, form) = values[at];
        if (Same(form) is not { } field) return;
        string result = NewName();
        string activation = Draw.Pick(LayerTable.Pointwise).Method;
        body.Add(() => $"var {result} = {name} + {field.Name}({name}).{activation};");
        values[at] = (result, form);
    }

    /// <summary>A loop over a layer that keeps the shape, which shares its weights.</summary>
    private void Loop(int at)
    {
        var (name, form) = values[at];
        if (Same(form) is not { } field) return;
        string result = NewName(), constant = $"Depth{field.Name}";
        Members.Add(Text($"const int {constant} = {Draw.Pick(0, 1, 2)};"));
        body.Add(() => $"var {result} = {name};");
        body.Add(() => $"for (int i = 0; i < {constant}; i++) {{ {result} = {field.Name}({result}).Tanh(); }}");

        // A loop of no steps would leave its layer unused, which is a warning.
        body.Add(() => $"{result} = {field.Name}({result});");
        values[at] = (result, form);
    }

    /// <summary>An 'if' over a constant; what is not taken need not fit.</summary>
    private void Choose(int at)
    {
        var (name, form) = values[at];
        var formula = AnyFormula(form);
        string result = NewName(), constant = $"Is{result}";
        bool holds = Draw.Once(2);
        Members.Add($"const bool {constant} = {(holds ? "true" : "false")};");
        string taken = $"{result} = {{0}};", other = $"{result} = {name}.Softmax(9);";
        body.Add(() => $"Value {result};");
        body.Add(() => $"if ({(IsNegated(result) ? "!" : "")}{constant}) {{ {Branch(true)} }} else {{ {Branch(false)} }}");
        string Branch(bool first) => first == (holds != IsNegated(result))
            ? taken.Replace("{0}", formula.On(name), StringComparison.Ordinal)
            : other;
        values[at] = (result, formula.Output);
    }

    /// <summary>A method of the class.</summary>
    private void Help(int at)
    {
        var (name, form) = values[at];
        var field = AddField(form);
        var formula = AnyFormula(field.Use.Output);
        string result = NewName(), helper = $"Part{helpers.Count}";
        helpers.Add($"Value {helper}(Value v) {{ var w = {field.Name}(v); return {formula.On("w")}; }}");
        body.Add(() => $"var {result} = {helper}({name});");
        values[at] = (result, formula.Output);
    }

    /// <summary>Two values in a tuple, of which one goes on and the other is added or put beside it.</summary>
    private void Pair(int at)
    {
        var (name, form) = values[at];
        var (left, right) = (AnyFormula(form), AnyFormula(form));
        string a = NewName(), b = NewName();
        body.Add(() => $"var ({a}, {b}) = ({left.On(name)}, {right.On(name)});");
        values[at] = (a, left.Output);
        values.Add((b, right.Output));
    }

    /// <summary>Two values together: side by side along an axis, or in one operation where their shapes allow it.</summary>
    private void Combine(int at)
    {
        var (name, form) = values[at];
        int other = values.FindIndex(value => value.Name != name && (value.Form.HasDimsOf(form) || value.Form.FitsBeside(form, 1)));
        if (other < 0 || form.Rank < 2) return;
        string second = values[other].Name, result = NewName();
        var beside = values[other].Form;
        if (Join(at, other))
        {
            values.RemoveAt(other);
            return;
        }

        if (beside.HasDimsOf(form) && Draw.Once(2))
        {
            string operation = Draw.Pick("{0} + {1}", "{0} - {1}", "{0}.Tanh() * {1}", "{0} / ({1}.Abs() + 1)");
            body.Add(() => $"var {result} = {string.Format(System.Globalization.CultureInfo.InvariantCulture, operation, name, second)};");
            values[at] = (result, form);
        }
        else if (form[1].IsKnown && beside[1].IsKnown)
        {
            body.Add(() => $"var {result} = Value.Concat(1, {name}, {second});");
            values[at] = (result, form.With(1, form[1].Size + beside[1].Size) with { IsImage = false });
        }
        else
        {
            return;
        }

        values.RemoveAt(other);
    }

    private Formula AnyFormula(Form form)
    {
        var formula = FunctionTable.Any(Draw, form);
        Adopt(formula.Call);
        mixesRows |= formula.Text.Contains("(0,", StringComparison.Ordinal) || formula.Call?.Arguments is ["0", ..];
        return formula;
    }

    private static bool IsNegated(string result) => result.Length % 2 == 0;

    private Field AddField(Form form)
    {
        Use use;
        do use = LayerTable.Any(Draw, form);
        while (hasNorm && use.IsNorm);
        return AddField(use, form);
    }

    private Field AddField(Use use, Form form)
    {
        hasNorm |= use.IsNorm;
        var field = new Field(Text($"layer{fields.Count + 1}"), use, form);
        fields.Add(field);
        After += use.Declaration;
        Adopt(use);
        return field;
    }

    /// <summary>A layer that keeps a shape; null where there is none for it.</summary>
    private Field? Same(Form form)
    {
        if (form.IsRows) return AddField(LayerTable.Linear(Draw, form, form[1].Size)!, form);
        if (!form.IsPicture) return null;
        var output = form with { IsImage = true };
        var use = new Use($"Conv{form.Rank - 2}d", output, Text($"{form[1].Size}"), "Kernel = 3", "Padding = 1")
        {
            HasParameters = true,
        };
        return AddField(use, form);
    }

    private string NewName() => Text($"v{++names}");
}

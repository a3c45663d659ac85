namespace DeepGen.Generators.Tests.RandomModels;

/// <summary>A random stack.</summary>
internal sealed class StackModel : RandomModel
{
    private readonly List<string> inputs = [];
    private readonly List<(Use Layer, Form Input)> layers = [];
    private readonly List<string> losses = [];
    private readonly HashSet<int> breaks = [];
    private readonly Form input;
    private int marked = -1;

    public StackModel(string name, int seed)
        : base(name, seed)
    {
        var form = input = Draw.Once(8) ? OpenImage() : InputForm(Draw.Pick(2, 2, 3, 4, 4, 4, 5));
        inputs.Add($"Input(\"x\", \"{ShapeText(form)}\")");
        AddInputMistakes(form);
        for (int at = Draw.Below(4) + 1; at > 0; at--) form = Append(Layer(form), form);
        form = End(form);
        Outputs.Add(("output", form));
        bool isNormed = layers.Any(layer => layer.Layer.IsNorm);
        Batches = isNormed ? [Draw.Pick(6, 8), Draw.Pick(7, 11)] : [Draw.Pick(1, 2, 3), Draw.Pick(5, 7, 8)];
        for (int at = 1; at < layers.Count; at++)
        {
            if (Draw.Once(3)) breaks.Add(at);
        }

        AddLayerMistakes();
        AddOtherMistakes();
    }

    protected override string Print()
    {
        var text = new System.Text.StringBuilder("[Model]\n");
        foreach (string input in inputs) text.Append('[').Append(input).Append("]\n");
        for (int at = 0; at < layers.Count; at++)
        {
            text.Append(at == 0 ? "[" : breaks.Contains(at) ? "]\n[" : ", ");
            text.Append(at == marked ? Use.Mark(layers[at].Layer.Attribute) : layers[at].Layer.Attribute);
        }

        text.Append("]\n");
        foreach (string loss in losses) text.Append('[').Append(loss).Append("]\n");
        text.Append(Header).Append(' ').Append(ClassName);
        text.Append(Members.Count == 0 ? ";\n" : $"\n{{\n    {string.Join("\n    ", Members)}\n}}\n");
        return text.Append(After).ToString();
    }

    /// <summary>One norm is enough: a norm of a norm magnifies rounding.</summary>
    private Use Layer(Form form)
    {
        Use use;
        do use = LayerTable.Any(Draw, form);
        while (use.IsNorm && layers.Exists(other => other.Layer.IsNorm));
        return use;
    }

    private Form Append(Use layer, Form input)
    {
        layers.Add((layer, input));
        After += layer.Declaration;
        return layer.Output;
    }

    /// <summary>A layer with parameters, so that there is a gradient; what the loss wants before it; and the loss.</summary>
    private Form End(Form form)
    {
        if (form.Rank > 2 && (form.Rank != 3 || form.IsImage) && form.Dims.All(dim => dim.IsKnown || dim == Form.Batch) && !Draw.Once(3))
        {
            form = Append(new Use("Flatten", Form.Of(form[0], form.Dims.Skip(1).Aggregate(1, (product, dim) => product * dim.Size))), form);
            var dense = LayerTable.Linear(Draw, form, Draw.Pick(2, 3, 5))!;
            int flatten = layers.Count - 1;
            if (layers[flatten].Input.IsImage) Add("a missing Flatten", "DG1101", () => Forget(flatten));
            form = Append(dense, form);
        }
        else
        {
            var last = form.Rank > 3 || form.IsImage
                ? new Use($"Conv{form.Rank - 2}d", form.With(1, 3) with { IsImage = true }, "3", "Kernel = 1") { HasParameters = true }
                : LayerTable.Linear(Draw, form, Draw.Pick(2, 3, 5))!;
            form = Append(last, form);
        }

        if (Draw.Once(8)) return form;
        var loss = LossTable.For(Draw, form, isStack: true);
        if (loss.Activation is { } activation) form = Append(new Use(activation.Layer, form), form);
        losses.Add(loss.For(form));
        Add("a second loss", "DG1021", () => losses.Add(Use.Mark("MSELoss(\"z\")")));
        Add("a target named as the input", "DG1012",
            () => losses[0] = losses[0].Replace("\"y\"", Use.Mark("\"x\""), StringComparison.Ordinal));
        Add("a target named by a keyword", "DG1017",
            () => losses[0] = losses[0].Replace("\"y\"", Use.Mark("\"class\""), StringComparison.Ordinal));
        Add("a loss without a target", "CS7036",
            () => losses[0] = Use.Mark(losses[0][..losses[0].IndexOf('(', StringComparison.Ordinal)]));
        return form;
    }

    /// <summary>Without its Flatten, the fully connected layer gets an image.</summary>
    private void Forget(int flatten)
    {
        layers.RemoveAt(flatten);
        breaks.Clear();
        marked = flatten;
    }

    private void AddLayerMistakes()
    {
        foreach (var (layer, _) in layers) Adopt(layer);
        if (layers.Count > 1)
        {
            int second = Draw.Below(layers.Count - 1) + 1, first = Draw.Below(second);
            Add("two layers with one name", "DG1012", () =>
            {
                layers[first].Layer.Arguments.Add("Name = \"twin\"");
                layers[second].Layer.Arguments.Add(Use.Mark("Name = \"twin\""));
            });
        }

        int one = Draw.Below(layers.Count);
        Add("a layer named by a keyword", "DG1017", () => layers[one].Layer.Arguments.Add(Use.Mark("Name = \"event\"")));
        Add("an unknown property", "CS0246", () => layers[one].Layer.Arguments.Add($"{Use.Mark("Widht")} = 3"));
        Add("an unknown layer", "CS0246", () => layers[one] = (new Use(Use.Mark("Lineer"), layers[one].Input, "3"), layers[one].Input));
    }

    private void AddInputMistakes(Form form)
    {
        string shape = ShapeText(form);
        void Reshape(string text) => inputs[0] = $"Input(\"x\", {Use.Mark($"\"{text}\"")})";
        Add("dims without commas", "DG1006", () => Reshape(shape.Replace(", ", " ", StringComparison.Ordinal)));
        Add("dims with semicolons", "DG1006", () => Reshape(shape.Replace(", ", "; ", StringComparison.Ordinal)));
        Add("a dim of zero", "DG1006", () => Reshape(shape + ", 0"));
        Add("a shape of nothing", "DG1006", () => Reshape(""));
        Add("a removed input", "DG1007", () => Forbid(inputs.Clear));
        Add("a second input", "DG1007", () => inputs.Add(Use.Mark("Input(\"z\", \"N, 3\")")));
        Add("an input named by a keyword", "DG1017", () => inputs[0] = $"Input({Use.Mark("\"this\"")}, \"{shape}\")");
        Add("an input without a shape", "CS7036", () => inputs[0] = Use.Mark("Input(\"x\")"));
    }

    private void AddOtherMistakes()
    {
        if (layers[0].Layer.Name == "Conv2d" && input[1] != input[2])
        {
            Add("channels that stand last", "DG1113", () =>
            {
                inputs[0] = $"Input(\"x\", \"{ShapeText(Form.Of(input[0], input[2], input[3], input[1]))}\")";
                layers[0].Layer.Arguments.RemoveAll(argument => argument.StartsWith("Inputs", StringComparison.Ordinal));
                layers[0].Layer.Arguments.Add(Text($"Inputs = {input[1].Size}"));
                marked = 0;
            });
        }

        Add("two forms", "DG1004", () => (marked, Members) = (0, [.. Members, "Value Forward([Shape(\"N, 3\")] Value x) => x;"]));
        Add("layers on two declarations", "DG1005", () => After += $"[{Use.Mark("ReLU")}] {Header} {Name};");
    }

    /// <summary>An edit whose error stands at the class's name.</summary>
    private void Forbid(Action edit)
    {
        edit();
        ClassName = Use.Mark(Name);
    }
}

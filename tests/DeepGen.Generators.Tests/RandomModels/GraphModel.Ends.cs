namespace DeepGen.Generators.Tests.RandomModels;

internal sealed partial class GraphModel
{
    /// <summary>Everything that the model computed as rows side by side, so that nothing is left over.</summary>
    private (string Name, Form Form) Join()
    {
        for (int at = 0; at < values.Count; at++) values[at] = Rows(values[at].Name, values[at].Form);
        if (values.Count == 1) return values[0];
        string result = NewName(), all = string.Join(", ", values.Select(value => value.Name));
        body.Add(() => $"var {result} = Value.Concat(1, {all});");
        return (result, Form.Of(Form.Batch, values.Sum(value => value.Form[1].Size)));
    }

    private (string Name, Form Form) Rows(string name, Form form)
    {
        if (form.Rank == 2) return (name, form);
        string result = NewName();
        if (form.Dims.Skip(1).All(dim => dim.IsKnown))
        {
            var call = new Use("Flatten", Form.Of(form[0], form.Dims.Skip(1).Aggregate(1, (product, dim) => product * dim.Size)));
            body.Add(() => $"var {result} = {name}.{call.Call};");
            return (result, call.Output);
        }

        body.Add(() => $"var {result} = {name}.Mean([2, 3]);");
        return (result, Form.Of(form[0], form[1]));
    }

    private void AddHeads((string Name, Form Form) features)
    {
        int count = Draw.Pick(1, 1, 2, 3);
        var results = new List<string>();
        for (int at = 0; at < count; at++)
        {
            var head = AddField(LayerTable.Linear(Draw, features.Form, Draw.Pick(2, 3, 4))!, features.Form);
            string name = count == 1 ? "output" : OutputNames[at], target = Text($"target{at + 1}");
            Outputs.Add((name, head.Use.Output));
            var loss = LossTable.For(Draw, head.Use.Output, isStack: false);
            string activation = loss.Activation is { } last ? "." + last.Method : "";
            results.Add($"{head.Name}({features.Name}){activation}");
            targets.Add(new Target(target, loss.TargetType, $"[Shape(\"{ShapeText(loss.Target(head.Use.Output))}\")] "));
            string factor = count == 1 ? "" : Draw.Pick("", " * 0.3f", " * Weight");
            if (factor.Contains("Weight", StringComparison.Ordinal) && !Members.Contains("const double Weight = 0.25;"))
            {
                Members.Add("const double Weight = 0.25;");
            }

            terms.Add(() => loss.On(name, target, head.Name) + factor);
        }

        returnType = count == 1 ? "Value" : $"({string.Join(", ", Outputs.Select(output => $"Value {output.Name}"))})";
        returned = count == 1 ? $"return {results[0]};" : $"return ({string.Join(", ", results)});";
    }

    private void AddMistakes()
    {
        AddInputMistakes(Draw.Pick(inputs));
        AddFieldMistakes(Draw.Pick(fields));
        AddForwardMistakes();
        AddShapeMistakes();
        AddMemberMistakes();
        if (hasLoss) AddLossMistakes();
    }

    private void AddInputMistakes(Input input)
    {
        string shape = ShapeText(input.Form);
        void Reshape(string text) => input.Shape = $"[Shape({Use.Mark($"\"{text}\"")})] ";
        Add("an input without a shape", "DG1015", () => (input.Shape, input.Declared) = ("", Use.Mark(input.Name)));
        Add("dims without commas", "DG1006", () => Reshape(shape.Replace(", ", " x ", StringComparison.Ordinal)));
        Add("a shape in brackets", "DG1006", () => Reshape($"[{shape}]"));
        Add("a negative dim", "DG1006", () => Reshape(shape + ", -1"));
        Add("an input of a reserved name", "DG1017",
            () => inputs.Add(new Input("batch", "[Shape(\"N\")] ", input.Form) { Declared = Use.Mark("batch") }));
        Add("two inputs of one name", "DG1012", () =>
        {
            string other = char.ToUpperInvariant(input.Name[0]) + input.Name[1..];
            inputs.Add(new Input(other, "[Shape(\"N\")] ", input.Form) { Declared = Use.Mark(other) });
        });
        string array = $"[Shape(\"N\")] {Use.Mark("float[]")} extra, [Shape(\"N\")] ";
        Add("an input that is an array", "DG1016", () => inputs.Add(new Input("another", array, input.Form)));
    }

    private void AddFieldMistakes(Field field)
    {
        void Declare(string modifiers) => (field.Modifiers, field.Declared) = (modifiers, Use.Mark(field.Name));
        Add("a field without its attribute", "DG1019", () =>
        {
            Declare("readonly");
            field.Attribute = " ";
        });
        Add("a static field", "DG1019", () => Declare("static readonly"));
        Add("two attributes at a field", "DG1019", () =>
        {
            Declare("readonly");
            field.Attribute = $"[{field.Use.Attribute}, ReLU]";
        });
        Add("a name at a field", "DG1019", () =>
        {
            Declare("readonly");
            field.Use.Arguments.Add("Name = \"other\"");
        });
        Add("two layers of one name", "DG1012",
            () => fields.Add(new Field("Layer1", new Use("ReLU", field.Input), field.Input) { Declared = Use.Mark("Layer1") }));
        Add("an unknown layer", "CS0246", () => field.Attribute = $"[{Use.Mark("Conv2D")}(3)]");
    }

    private void AddForwardMistakes()
    {
        void Insert(string line) => body.Insert(Draw.Below(body.Count + 1), () => line);
        Add("a number that is no constant", "DG1042", () =>
        {
            Members.Add("static double rate = 0.5;");
            Insert($"var wrong = {inputs[0].Name}.Dropout({Use.Mark("rate")});");
        });
        Add("no Forward", "DG1009", () => (forward, ClassName) = ("Forwards", Use.Mark(Name)));
        Add("two methods Forward", "DG1020", () => After += $"partial class {Name} {{ Value {Use.Mark("Forward")}(int x) => null!; }}");
        Add("a forgotten return", "CS0161", () => (returned, forward) = ("", Use.Mark("Forward")));
        Add("a 'while' loop", "DG1010", () => Insert($"{Use.Mark("while")} (true) {{ }}"));
        Add("a 'foreach' loop", "DG1010", () => Insert($"{Use.Mark("foreach")} (var letter in \"ab\") {{ }}"));
        Add("a condition that is no constant", "DG1010", () => Insert($"if ({Use.Mark("Environment.ProcessorCount")} > 2) {{ }}"));
        Add("a call out of the language", "DG1010", () => Insert($"var wrong = {inputs[0].Name} * {Use.Mark("Math.Sqrt(2)")};"));
        Add("an unknown function", "CS1061", () => Insert($"var wrong = {inputs[0].Name}.{Use.Mark("Reluu")}();"));
        Add("an undeclared value", "CS0103", () => Insert($"var wrong = {Use.Mark("nothing")}.Relu();"));
        Add("a layer with two arguments", "CS1593",
            () => Insert($"var wrong = {Use.Mark(fields[0].Name)}({inputs[0].Name}, {inputs[0].Name});"));
        Add("a new Value", "CS1729", () => Insert($"var wrong = new {Use.Mark("Value")}(3);"));
        if (Outputs.Count > 1)
        {
            Add("an unnamed tuple", "DG1018", () => (returnType, forward) =
                ($"({string.Join(", ", Outputs.Select(_ => "Value"))})", Use.Mark("Forward")));
            Add("a missing output", "CS0029", () => returned = $"return {Use.Mark(inputs[0].Name)};");
        }
        else
        {
            Add("a Forward of numbers", "DG1018", () => (returnType, forward, returned) = ("float", Use.Mark("Forward"), "return 1f;"));
        }
    }

    /// <summary>Statements that combine what does not fit together. The inputs are there at the begin of the body.</summary>
    private void AddShapeMistakes()
    {
        var (name, form) = (inputs[0].Name, inputs[0].Form);
        void Begin(string line) => body.Insert(0, () => line);
        Add("a part that is not there", "DG1120", () => Begin($"var wrong = {Use.Mark($"{name}.Chunk(2, 1)[9]")};"));
        Add("an index behind the end", "DG1121", () => Begin($"var wrong = {name}{Use.Mark("[.., 99]")};"));
        Add("an equation that does not fit", "DG1122", () => Begin($"var wrong = Value.Einsum({Use.Mark("\"n->m\"")}, {name});"));
        Add("integers that are no values", "CS0019", () => Begin($"var wrong = {Use.Mark($"{name} * {name}.ArgMax(1)")};"));
        Add("a Concat along an axis that is not there", "DG1107", () => Begin($"var wrong = Value.Concat({Use.Mark("9")}, {name});"));
        Add("a Concat of different ranks", "DG1105", () => Begin($"var wrong = Value.{Use.Mark("Concat")}(1, {name}, {name}.Mean(0));"));
        Add("an axis twice", "DG1107", () => Begin($"var wrong = {name}.Sum({Use.Mark("[1, -" + Text($"{form.Rank - 1}") + "]")});"));
        if (form[1].IsKnown && form[1].Size > 1)
        {
            Add("a Concat of different extents", "DG1105",
                () => Begin($"var wrong = Value.{Use.Mark("Concat")}(0, {name}, Value.Concat(1, {name}, {name}));"));
            Add("operands that do not broadcast", "DG1105",
                () => Begin($"var wrong = {name} {Use.Mark(Draw.Pick("+", "-", "*", "/"))} Value.Concat(1, {name}, {name});"));
        }

        Add("batches that differ", "DG1105", () =>
        {
            inputs.Add(new Input("stranger", $"[Shape(\"M{ShapeText(form)[1..]}\")] ", form));
            Begin($"var wrong = {name} {Use.Mark("+")} stranger;");
        });
        if (form.Rank == 2)
        {
            Add("factors that do not fit", "DG1105", () => Begin($"var wrong = {name}.{Use.Mark("Matmul")}({name});"));
            Add("rows to a convolution", "DG1101", () => Convolve("[Conv2d(2, Kernel = 1)]", "layer99"));
        }
        else
        {
            Add("a transposed image", "DG1101", () => Begin($"var wrong = {name}.{Use.Mark("Transpose")}();"));
            if (form.Rank == 4)
            {
                Add("a missing Flatten", "DG1101", () =>
                {
                    Begin($"var wrong = {Use.Mark("dense99")}(conv99({name}));");
                    fields.Add(new Field("conv99", new Use("Conv2d", form), form) { Attribute = "[Conv2d(2, Kernel = 1)]" });
                    fields.Add(new Field("dense99", new Use("Linear", form), form) { Attribute = "[Linear(2)]" });
                });
            }
        }

        if (form.Dims.Skip(1).Any(dim => !dim.IsKnown))
        {
            Add("a width that only run time knows", "DG1110", () => Convolve("[Linear(2)]", "layer99"));
        }

        void Convolve(string attribute, string field)
        {
            Begin($"var wrong = {Use.Mark(field)}({name});");
            fields.Add(new Field(field, new Use("ReLU", form), form) { Attribute = attribute });
        }
    }

    private void AddLossMistakes()
    {
        int at = Draw.Below(targets.Count);
        var (target, name, old) = (targets[at], Outputs[at].Name, terms[at]);
        string method = old().Split('.')[1].Split('(')[0];
        void Misfit(string shape)
        {
            target.Shape = $"[Shape({Use.Mark($"\"{shape}\"")})] ";
            terms[at] = () => old().Replace(method, Use.Mark(method), StringComparison.Ordinal);
        }

        Add("a target of another width", "DG1106", () => Misfit("N, 17"));
        Add("a target of another rank", "DG1106", () => Misfit("N, 1, 1"));
        Add("a target of another batch", "DG1106",
            () => Misfit(target.Type == "Value" ? "M, " + Text($"{Outputs[at].Form[1].Size}") : "M"));
        Add("a target without a shape", target.Type == "Value" ? "DG1014" : "DG1015",
            () => (target.Shape, target.Declared) = ("", Use.Mark(target.Name)));
        Add("a loss of numbers", "DG1018", () => (lossType, wholeLoss, lossName) = ("float", () => "1f", Use.Mark("Loss")));
        Add("a loss that is no scalar", "DG1108", () => wholeLoss = () => $"{name} {Use.Mark("*")} 2");
        Add("a layer in the loss", "DG1010", () => wholeLoss = () => $"{Use.Mark($"{fields[0].Name}({name})")}.Mean()");
        if (method == "CrossEntropy" && target.Type == "Value<int>")
        {
            Add("class indices that are floats", "DG1130", () =>
            {
                target.Type = "Value";
                terms[at] = () => old().Replace(method, Use.Mark(method), StringComparison.Ordinal);
            });
        }
        else if (method == "CrossEntropy")
        {
            // Both types are right for some shape, so that C# has nothing to say.
            Add("probabilities that are class indices", "DG1106", () =>
            {
                target.Type = "Value<int>";
                terms[at] = () => old().Replace(method, Use.Mark(method), StringComparison.Ordinal);
            });
        }
        else
        {
            Add("a target of another type", "CS1503", () =>
            {
                target.Type = target.Type == "Value" ? "Value<int>" : "Value";
                terms[at] = () => old().Replace(target.Name, Use.Mark(target.Name), StringComparison.Ordinal);
            });
        }

        Add("a target named as an output", "DG1012", () => targets.Add(new Target(name + "s", "Value", $"[Shape(\"N, 2\")] ")
        {
            Declared = Use.Mark(char.ToUpperInvariant(target.Name[0]) + target.Name[1..]),
        }));
        Add("a parameter that is no output", "DG1014",
            () => targets.Add(new Target("outputs", "Value", "") { Declared = Use.Mark("outputs") }));
    }
}

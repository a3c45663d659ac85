namespace DeepGen.Generators.Tests.RandomModels;

internal sealed partial class GraphModel
{
    private readonly List<Owned> owned = [];
    private readonly List<Field> pairs = [];
    private string auxiliary = "";

    /// <summary>A value with a tensor or a number of the model's own.</summary>
    private void Own(int at)
    {
        var (name, form) = values[at];
        string result = NewName(), field = Text($"own{owned.Count + 1}");
        if (!form.Dims[^1].IsKnown || Draw.Once(3))
        {
            owned.Add(new Owned("[Setting(0.3)]", field));
            string use = Draw.Pick("{0} * {1}", "{0} + {1}.Tanh()", "{0}.Dropout({1})");
            body.Add(() => $"var {result} = {string.Format(System.Globalization.CultureInfo.InvariantCulture, use, name, field)};");
        }
        else
        {
            int width = form.Dims[^1].Size;
            string shape = Draw.Pick(Text($"{width}"), Text($"\"{width}\""));
            string attribute = Draw.Pick(
                $"[Parameter({shape}, Init = Init.Normal)]", $"[Parameter({shape}, Fill = 0.7)]", $"[Buffer({shape}, Fill = 0.4)]");
            owned.Add(new Owned(attribute, field));
            string operation = Draw.Pick("*", "+", "-");
            body.Add(() => $"var {result} = {name} {operation} {field};");
        }

        values[at] = (result, form);
    }

    /// <summary>Two values of rows in a layer of two inputs.</summary>
    private bool Join(int at, int other)
    {
        var (form, beside) = (values[at].Form, values[other].Form);
        if (!form.IsRows || !beside.IsRows || form[0] != beside[0] || !Draw.Once(2)) return false;
        int features = Draw.Pick(2, 3);
        var use = new Use("Bilinear", Form.Of(form[0], features), Text($"{features}")) { HasParameters = true };
        use.Mistaken("no features", "DG1107", $"0");

        // Not among the fields: those are layers of one input.
        var field = new Field(Text($"pair{pairs.Count + 1}"), use, form) { Type = "BinaryLayer" };
        pairs.Add(field);
        Adopt(use);
        string result = NewName(), first = values[at].Name, second = values[other].Name;
        body.Add(() => $"var {result} = {field.Name}({first}, {second});");
        values[at] = (result, use.Output);
        return true;
    }

    private void AddMemberMistakes()
    {
        void Own(string attribute, string name, string modifiers = "readonly")
            => owned.Add(new Owned(attribute, name) { Modifiers = modifiers });
        Add("a parameter of a batch's shape", "DG1031", () => Own($"[Parameter({Use.Mark("\"N, 3\"")})]", "extra"));
        Add("a buffer of an open shape", "DG1031", () => Own($"[Buffer({Use.Mark("\"H, W\"")})]", "extra"));
        Add("two initial values", "DG1032", () => Own($"[Parameter(3, Init = Init.Ones, {Use.Mark("Fill = 1")})]", "extra"));
        Add("a parameter that is static", "DG1030", () => Own("[Parameter(3)]", Use.Mark("extra"), "static readonly"));
        Add("two kinds of tensor at once", "DG1030", () => Own("[Parameter(3), Buffer(3)]", Use.Mark("extra")));
        Add("a setting of a taken name", "DG1033", () => Own("[Setting(0.5)]", Use.Mark("seed")));
        Add("an auxiliary output that is none", "DG1036", () => auxiliary = $"    [Auxiliary({Use.Mark("\"nothing\"")})]\n");
        Add("a layer of one input that takes two", "DG1022", () =>
        {
            pairs.Add(new Field("pair99", new Use("ReLU", inputs[0].Form), inputs[0].Form)
            {
                Type = "BinaryLayer",
                Attribute = $"[{Use.Mark("Linear(2)")}]",
            });
            body.Insert(0, () => $"var wrong = pair99({inputs[0].Name}, {inputs[0].Name});");
        });
    }

    /// <summary>A field that is a tensor or a number of the model's own.</summary>
    private sealed record Owned(string Attribute, string Name)
    {
        public string Modifiers { get; init; } = "readonly";

        public string Print() => $"{Attribute} {Modifiers} Value {Name};";
    }
}

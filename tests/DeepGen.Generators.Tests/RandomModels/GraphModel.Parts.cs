namespace DeepGen.Generators.Tests.RandomModels;

internal sealed partial class GraphModel
{
    /// <summary>A parameter of Forward.</summary>
    private sealed class Input(string name, string shape, Form form)
    {
        public string Name { get; } = name;

        public Form Form { get; } = form;

        /// <summary>The attribute, and the name as it is declared.</summary>
        public string Shape { get; set; } = shape;

        public string Declared { get; set; } = name;

        public string Print() => $"{Shape}Value {Declared}";
    }

    /// <summary>A parameter of Loss that is a target.</summary>
    private sealed class Target(string name, string type, string shape)
    {
        public string Name { get; } = name;

        public string Type { get; set; } = type;

        public string Shape { get; set; } = shape;

        public string Declared { get; set; } = name;

        public string Print() => $"{Shape}{Type} {Declared}";
    }

    /// <summary>A layer's field.</summary>
    private sealed class Field(string name, Use use, Form input)
    {
        public string Name { get; set; } = name;

        public Use Use { get; } = use;

        public Form Input { get; } = input;

        public string Modifiers { get; set; } = "readonly";

        public string Type { get; init; } = "Layer";

        public string? Attribute { get; set; }

        public string Declared { get; set; } = name;

        public string Print() => $"{Attribute ?? $"[{Use.Attribute}]"} {Modifiers} {Type} {Declared};";
    }
}

using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Operators;

/// <summary>A value that the program is given: an input, a target, a parameter, a running statistic or a setting.</summary>
internal sealed record LeafOperator(LeafKind Kind, string Path, Shape Shape, DType Type = DType.Float32) : Operator
{
    public override string Name => Kind.ToString();

    public override Signature Infer(IReadOnlyList<Node> inputs) => new(Shape, Type);

    public override double[] Evaluate(Evaluation evaluation) => evaluation.Interpreter.Leaf(Path);
}

internal enum LeafKind
{
    Input,
    Target,
    Parameter,
    State,

    /// <summary>A single number that may change between two calls.</summary>
    Setting,
}

/// <summary>
/// Uniform numbers in [0, 1) from a counter-based generator keyed by (seed, step, path), one for each element of the shape in
/// row-major order. The path is the layer's declared name, hashed: two dropouts never merge and an unrelated edit changes no mask.
/// </summary>
internal sealed record RandomOperator(string Path, Shape Shape) : Operator
{
    public override string Name => "Random";

    /// <summary>FNV-1a of the path.</summary>
    public uint PathHash => Path.Aggregate(2166136261u, (hash, letter) => unchecked((hash ^ letter) * 16777619u));

    public override Signature Infer(IReadOnlyList<Node> inputs) => new(Shape, DType.Float32);

    public override double[] Evaluate(Evaluation evaluation)
    {
        var values = new double[evaluation.Count];
        for (long element = 0; element < values.Length; element++) values[element] = evaluation.Interpreter.Uniform(PathHash, element);
        return values;
    }
}

/// <summary>Its input, with no gradient passing back.</summary>
internal sealed record DetachOperator : Operator
{
    public override string Name => "Detach";

    public override Signature Infer(IReadOnlyList<Node> inputs) => new(inputs[0].Shape, inputs[0].Type);

    public override double[] Evaluate(Evaluation evaluation) => evaluation.Inputs[0];

    public override int InputAxis(Node node, int input, int axis) => axis;
}

using DeepGen.Generators.Declaration;

namespace DeepGen.Generators.Tests.Build;

/// <summary>Declarations made by hand, where a test makes many of them.</summary>
internal static class Declare
{
    public const string Output = "output";
    public const string Target = "target";

    /// <summary>A model of one layer on the input <c>x</c>; the layer is called <c>layer</c>.</summary>
    /// <param name="shape">The dims of the input, <c>"N, 3"</c>.</param>
    public static ModelDeclaration Layer(string kind, string shape, params (string Name, object Value)[] arguments)
    {
        var layer = new LayerDeclaration("layer", kind, arguments.Select(Argument).ToEquatableArray(), 1);
        return Model([Tensor("x", shape)], new LayerCall(0, [Reference("x")], 2)) with { Layers = [layer] };
    }

    /// <summary>
    /// A model of one function of the inputs <c>self</c> and, if there are more, <c>other</c>, or several <c>values</c>; a shape may begin
    /// with another name, <c>"mask: N, 3"</c>, or with <c>int</c> and a name.
    /// </summary>
    public static ModelDeclaration Function(string name, string[] shapes, params (string Name, object Value)[] arguments)
    {
        var inputs = shapes.Select((shape, index) => Tensor("x" + index, shape.Split(": ")[^1]) with
        {
            Type = shape.StartsWith("int ", StringComparison.Ordinal) ? ElementType.Int32 : ElementType.Float32,
        }).ToArray();
        var values = inputs.Select(input => (Expression)Reference(input.Name)).ToArray();
        string Operand(int index) => shapes[index].Contains(": ", StringComparison.Ordinal)
            ? shapes[index].Split(": ")[0].Split(' ')[^1] : index == 0 ? "self" : "other";
        NamedArgument[] operands = name is "Concat" or "Stack" or "Einsum"
            ? [new("values", new TupleExpression(values.ToEquatableArray(), 2))]
            : [.. values.Select((value, index) => new NamedArgument(Operand(index), value))];
        return Model(inputs, new FunctionCall(name, operands.Concat(Settings(arguments)).ToEquatableArray(), 2));
    }

    /// <summary>A model whose output is its input, with a loss that decides the target's shape.</summary>
    public static ModelDeclaration Loss(string name, string shape, params (string Name, object Value)[] arguments)
    {
        var type = name is "CrossEntropy" or "Nll" or "MultiMargin" ? ElementType.Int32 : ElementType.Float32;
        var target = new TensorDeclaration(Target, type, [], 4);
        return Model([Tensor("x", shape)], Reference("x")) with
        {
            Targets = [target],
            Loss = new FunctionCall(name, [new("self", Reference(Output)), new(Target, Reference(Target)), .. Settings(arguments)], 5),
        };
    }

    /// <summary>A model of one function whose inputs are called as its parameters.</summary>
    public static ModelDeclaration Call(
        string name, (string Parameter, string Shape)[] inputs, params (string Name, object Value)[] arguments)
    {
        var operands = inputs.Select(input => new NamedArgument(input.Parameter, Reference(input.Parameter)));
        return Model(
            [.. inputs.Select(input => Tensor(input.Parameter, input.Shape))],
            new FunctionCall(name, [.. operands, .. Settings(arguments)], 2));
    }

    /// <summary>A linear layer with a penalty for its loss.</summary>
    public static ModelDeclaration Penalty(FunctionCall penalty) => Layer("Linear", "N, 3", ("OutFeatures", 2)) with
    {
        Loss = new FunctionCall("Sum", [new("self", penalty)], 5),
    };

    public static ReferenceExpression Reference(string name) => new(name, 0);

    public static TensorDeclaration Tensor(string name, string shape) => new(
        name, ElementType.Float32,
        shape.Split(", ").Select(dim => long.TryParse(dim, out long extent) ? new DimDeclaration(null, extent) : new DimDeclaration(dim, 0))
            .ToEquatableArray(), 0);

    private static ModelDeclaration Model(TensorDeclaration[] inputs, Expression output)
        => new("", "Model", "public", inputs.ToEquatableArray(), [], [], [new OutputDeclaration(Output, output, 2)], [], null, [], 0);

    private static IEnumerable<NamedArgument> Settings((string Name, object Value)[] arguments)
        => arguments.Select(argument => new NamedArgument(argument.Name, new ConstantExpression(Value(argument.Value), 3)));

    private static ArgumentDeclaration Argument((string Name, object Value) argument) => new(argument.Name, Value(argument.Value), 3);

    private static ConstantValue Value(object value) => value switch
    {
        ConstantValue constant => constant,
        int integer => ConstantValue.OfInteger(integer),
        double real => ConstantValue.OfReal(real),
        bool truth => ConstantValue.OfBoolean(truth),
        string member => ConstantValue.OfEnumeration(member),
        double[] reals => ConstantValue.OfReals(reals.ToEquatableArray()),
        int[] integers => ConstantValue.OfIntegers(integers.Select(integer => (long)integer).ToEquatableArray()),
        _ => throw new ArgumentException($"{value} is no constant."),
    };
}

using DeepGen.Generators.Declaration;

namespace DeepGen.Generators.Tests.Harness;

/// <summary>A declaration's bodies as text, so that tests can show what they expect.</summary>
internal static class Describe
{
    public static string Model(ModelDeclaration model)
    {
        var lines = model.Forward.Select(statement => Line(model, statement))
            .Concat(model.Outputs.Select(output => $"{output.Name}: {Expression(model, output.Value)}"))
            .Concat(model.LossBody.Select(statement => Line(model, statement)));
        return string.Join('\n', model.Loss is null ? lines : lines.Append($"loss: {Expression(model, model.Loss)}"));
    }

    public static string Expression(ModelDeclaration model, Expression expression) => expression switch
    {
        ReferenceExpression reference => reference.Name,
        ConstantExpression constant => constant.Value.ToString(),
        TupleExpression tuple => $"({string.Join(", ", tuple.Elements.Select(element => Expression(model, element)))})",
        LayerCall call =>
            $"{model.Layers[call.LayerIndex].Name}({string.Join(", ", call.Arguments.Select(argument => Expression(model, argument)))})",
        FunctionCall call =>
            $"{call.Name}({string.Join(", ", call.Arguments.Select(argument => $"{argument.Name}: {Expression(model, argument.Value)}"))})",
        _ => throw new ArgumentOutOfRangeException(nameof(expression)),
    };

    private static string Line(ModelDeclaration model, Statement statement) =>
        $"{string.Join(", ", statement.Targets)} = {Expression(model, statement.Value)}";
}

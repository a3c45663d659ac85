using DeepGen.Generators.Declaration;

namespace DeepGen.Generators.Build;

/// <summary>
/// The constants that were written at a layer or a call, by name in Pascal case, so that a layer and the function of the same meaning
/// read them alike.
/// </summary>
internal sealed class CallArguments
{
    private readonly List<(string Name, ConstantValue Value, int Token)> written;

    private CallArguments(IEnumerable<(string, ConstantValue, int)> written) => this.written = [.. written];

    public static CallArguments Of(LayerDeclaration layer)
        => new(layer.Arguments.Items.Select(argument => (argument.Name, argument.Value, argument.Token)));

    public static CallArguments Of(FunctionCall call)
        => new(from argument in call.Arguments.Items
               let constant = argument.Value as ConstantExpression
               where constant is not null
               select (Pascal(argument.Name), constant.Value, constant.Token));

    public ConstantValue? Find(string name) => written.FirstOrDefault(argument => argument.Name == name).Value;

    /// <summary>Where the argument stands, or <paramref name="otherwise"/> where it was not written.</summary>
    public int TokenOf(string name, int otherwise)
        => written.Any(argument => argument.Name == name) ? written.First(argument => argument.Name == name).Token : otherwise;

    /// <summary>The arguments in brackets, <c>(32, Kernel = 3)</c>, or nothing where there are none.</summary>
    public override string ToString()
    {
        var texts = written.Select((argument, at) => at == 0 ? $"{argument.Value}" : $"{argument.Name} = {argument.Value}");
        return written.Count == 0 ? "" : $"({string.Join(", ", texts)})";
    }

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);
}

using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepGen.Generators.Declaration;

/// <summary>Reads the use of a block, <c>[Use&lt;ResidualBlock&gt;(nameof(ResidualBlock.Width), 128, Repeat = 2)]</c>.</summary>
/// <param name="context">Where the use stands.</param>
/// <param name="parts">Reads what the block consists of.</param>
internal sealed class UseReader(ReadContext context, PartReader parts)
{
    private const string RepeatArgument = "Repeat";

    /// <summary>The block in each of its copies, or null where it cannot be used, which is reported.</summary>
    /// <param name="attribute">The use.</param>
    /// <param name="name">Its name in the class that uses it.</param>
    /// <param name="alias">Its name there in an equal <c>nn.Sequential</c>.</param>
    /// <param name="inputs">How many values it gets.</param>
    public Operand? Read(AttributeData attribute, string name, string alias, int inputs)
    {
        var syntax = LayerReader.SyntaxOf(attribute, context.Cancellation);
        if (attribute.AttributeConstructor is null
            || attribute.AttributeClass!.TypeArguments[0] is not INamedTypeSymbol { TypeKind: TypeKind.Class } block)
        {
            context.IsBroken = true;
            return null;
        }

        if (Obstacle(block) is { } obstacle)
        {
            context.Report("DG1023", TypeOf(syntax), block.Name, obstacle);
            return null;
        }

        // What is wrong with the block as such is reported once, at the block, and not by each model that uses it.
        var check = new ReadContext(block, context);
        BlockReader.Check(check);
        context.IsBroken |= check.HasErrors;
        if (context.IsBroken || ReadConstants(attribute, syntax, block) is not { } constants
            || ReadRepeat(attribute, name, inputs) is not { } repeat || !CheckInputs(block, name, inputs, syntax))
        {
            return null;
        }

        var settings = string.Join(", ", constants.Select(pair => $"{pair.Field.Name} = {pair.Text}"));
        var text = $"Use<{block.Name}>{(settings.Length == 0 ? "" : " ")}{settings}";
        var scope = new ConstantScope(context, constants.ToDictionary(
            pair => (ISymbol)pair.Field, pair => pair.Value, (IEqualityComparer<ISymbol>)SymbolEqualityComparer.Default));
        var token = context.Token(syntax);
        var copies = ImmutableArray.CreateBuilder<Part>();
        for (var i = 0; i < Math.Max(repeat, 1); i++)
        {
            var copy = repeat == 0 ? "" : "." + i.ToString(CultureInfo.InvariantCulture);
            var path = context.Part.NameOf(name) + copy;
            var part = new Part(
                block, path, context.Part.AliasOf(alias) + copy, scope, context.Use($"{path} ({text})", token), context.Part);
            if (!context.Within(part, ReadMembers))
            {
                return null;
            }

            copies.Add(part);
        }

        return new BlockOperand(context.Part.NameOf(name), copies.ToImmutable());
    }

    private bool ReadMembers()
    {
        var tensors = parts.ReadTensors();
        var stack = StackReader.Find(context);
        if (!stack.IsEmpty)
        {
            return parts.ReadStack(stack.Layers, tensors);
        }

        parts.ReadFields(GraphReader.Find(context).Fields, tensors);
        context.Part.Forward = GraphReader.FindMethod(context, GraphReader.ForwardName, report: false);
        return !context.HasErrors;
    }

    private string? Obstacle(INamedTypeSymbol block)
    {
        if (!context.Types.IsBlock(block))
        {
            return "it is no block; write [Block] before the class";
        }

        if (!context.HasSource(block))
        {
            return $"it is in another assembly, '{block.ContainingAssembly.Name}', which holds no source; put its source into this project";
        }

        var users = new List<string>();
        for (var part = context.Part; part is not null; part = part.Outer)
        {
            users.Insert(0, part.Symbol.Name);
            if (SymbolEqualityComparer.Default.Equals(part.Symbol, block))
            {
                return $"it uses itself, {string.Join(" -> ", users)} -> {block.Name}";
            }
        }

        return null;
    }

    private bool CheckInputs(INamedTypeSymbol block, string name, int given, AttributeSyntax syntax)
    {
        var forward = block.GetMembers(GraphReader.ForwardName).OfType<IMethodSymbol>().FirstOrDefault();
        var taken = forward?.Parameters.Length ?? 1;
        if (taken != given)
        {
            context.Report("DG1022", syntax.GetLocation(), LayerField.Mismatch(name, taken, given));
        }

        return taken == given;
    }

    /// <summary>The number of copies; 0 where it is not written, and null where it is in error.</summary>
    private int? ReadRepeat(AttributeData attribute, string name, int inputs)
    {
        var written = LayerReader.Written(attribute, context.Cancellation).FirstOrDefault(argument => argument.Name == RepeatArgument);
        if (written.Syntax is null)
        {
            return 0;
        }

        if (context.Part.Constants.Of(written.Value, written.Syntax.Expression) is not { Kind: ConstantKind.Integer, Integer: var repeat })
        {
            context.ReportWithoutValue(written, name);
            return null;
        }

        if (repeat >= 1 && (repeat == 1 || inputs == 1))
        {
            return (int)repeat;
        }

        context.Report("DG1107", written.Syntax.GetLocation(), RepeatArgument, name,
            repeat.ToString(CultureInfo.InvariantCulture), inputs == 1 ? "at least 1" : "1 for a block of two inputs");
        return null;
    }

    private List<(IFieldSymbol Field, object Value, string Text)>? ReadConstants(
        AttributeData attribute, AttributeSyntax syntax, INamedTypeSymbol block)
    {
        var (values, places) = Elements(attribute, syntax);
        var read = new List<(IFieldSymbol Field, object Value, string Text)>();
        for (var i = 0; i < values.Length; i += 2)
        {
            if (FindConstant(block, values[i], places[i], i + 1 < values.Length, read) is not { } field
                || ConstantArgument.Read(context, field, values[i + 1], places[i + 1]) is not { } value)
            {
                return null;
            }

            read.Add((field, value, ConstantArgument.Text(field, value)));
        }

        return read;
    }

    private IFieldSymbol? FindConstant(
        INamedTypeSymbol block, TypedConstant written, SyntaxNode place, bool hasValue,
        List<(IFieldSymbol Field, object Value, string Text)> others)
    {
        if (written.Kind == TypedConstantKind.Error)
        {
            context.IsBroken = true;
            return null;
        }

        var name = written is { Kind: TypedConstantKind.Primitive, Value: string text } ? text : null;
        var known = block.GetMembers().OfType<IFieldSymbol>()
            .Where(field => field is { IsConst: true, DeclaredAccessibility: not Accessibility.Private }).ToList();
        var field = known.Find(constant => constant.Name == name);
        var problem = name is null ? $"has {written.ToCSharpString()} where the name of a constant should be"
            : field is null ? $"has no constant '{name}' to set: {Names(known)}"
            : !hasValue ? $"gives '{name}' no value: constants are written in pairs of a name and a value"
            : others.Any(other => other.Field.Name == name) ? $"sets '{name}' twice"
            : null;
        if (problem is not null)
        {
            context.Report("DG1024", place.GetLocation(), block.Name, problem);
            return null;
        }

        return field;
    }

    /// <summary>The names and values in turn, each with its place.</summary>
    private static (ImmutableArray<TypedConstant> Values, IReadOnlyList<SyntaxNode> Places) Elements(
        AttributeData attribute, AttributeSyntax syntax)
    {
        if (attribute.ConstructorArguments is not [{ Kind: TypedConstantKind.Array, IsNull: false, Values: var values }])
        {
            return ([], []);
        }

        var written = (syntax.ArgumentList?.Arguments ?? default).Where(argument => argument.NameEquals is null)
            .Select(argument => (SyntaxNode)argument.Expression).ToList();

        // An array in the place of its elements has no places that could be told apart.
        return (values, written.Count == values.Length ? written : [.. values.Select(_ => (SyntaxNode)syntax)]);
    }

    private static string Names(List<IFieldSymbol> constants) => constants.Count == 0
        ? "it has none"
        : $"it has {string.Join(", ", constants.Select(constant => $"'{constant.Name}'"))}";

    private static Location TypeOf(AttributeSyntax syntax) =>
        syntax.Name.DescendantNodesAndSelf().OfType<TypeArgumentListSyntax>().FirstOrDefault()?.Arguments.FirstOrDefault()?.GetLocation()
        ?? syntax.GetLocation();
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepGen.Generators.Declaration;

/// <summary>One attribute argument that was written: its name in Pascal case, its value and its place.</summary>
internal readonly record struct WrittenArgument(string Name, TypedConstant Value, AttributeArgumentSyntax Syntax);

/// <summary>Reads the attribute of a layer.</summary>
internal static class LayerReader
{
    public const string NameArgument = "Name";
    public const string FrozenArgument = "Frozen";

    public static string KindOf(AttributeData attribute)
    {
        const string Suffix = "Attribute";
        var name = attribute.AttributeClass!.Name;
        return name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }

    public static AttributeSyntax SyntaxOf(AttributeData attribute, CancellationToken cancellation) =>
        (AttributeSyntax)attribute.ApplicationSyntaxReference!.GetSyntax(cancellation);

    /// <summary>The layer of an attribute, or null where C# has an error in it.</summary>
    public static LayerDeclaration? Read(ReadContext context, AttributeData attribute, string name)
    {
        var token = context.Token(SyntaxOf(attribute, context.Cancellation));
        var arguments = new List<ArgumentDeclaration>();
        var isFrozen = false;
        context.IsBroken |= attribute.AttributeConstructor is null;
        foreach (var written in Written(attribute, context.Cancellation))
        {
            if (written.Name == NameArgument)
            {
                continue;
            }

            if (written.Name == FrozenArgument)
            {
                isFrozen = IsTrue(context, written);
                continue;
            }

            if (context.Part.Constants.Of(written.Value, written.Syntax.Expression) is { } value)
            {
                arguments.Add(new ArgumentDeclaration(written.Name, value, context.Token(written.Syntax)));
            }
            else if (written.Value is { Kind: TypedConstantKind.Enum, Type: { } type })
            {
                context.Report("DG1008", written.Syntax.GetLocation(), written.Name, name, Constants.Text(written.Value.Value), type.Name);
            }
            else
            {
                context.ReportWithoutValue(written, name);
            }
        }

        return context.IsBroken
            ? null
            : new LayerDeclaration(name, KindOf(attribute), arguments.ToEquatableArray(), token) { IsFrozen = isFrozen };
    }

    /// <summary>Whether an attribute has a boolean argument of this name that is true with the constants of the part.</summary>
    public static bool IsTrue(ReadContext context, AttributeData attribute, string argument) =>
        Written(attribute, context.Cancellation).Any(written => written.Name == argument && IsTrue(context, written));

    private static bool IsTrue(ReadContext context, WrittenArgument written) =>
        context.Part.Constants.ObjectOf(written.Value, written.Syntax.Expression) is true;

    /// <summary>The arguments that were written, in that order; defaults are left to whoever knows the layer.</summary>
    public static IEnumerable<WrittenArgument> Written(AttributeData attribute, CancellationToken cancellation)
    {
        var position = 0;
        foreach (var syntax in SyntaxOf(attribute, cancellation).ArgumentList?.Arguments ?? default)
        {
            if (syntax.NameEquals is { } property)
            {
                var name = property.Name.Identifier.ValueText;
                yield return new WrittenArgument(name, attribute.NamedArguments.FirstOrDefault(pair => pair.Key == name).Value, syntax);
                continue;
            }

            var parameters = attribute.AttributeConstructor?.Parameters ?? [];
            var index = syntax.NameColon is { } colon
                ? IndexOf(parameters, colon.Name.Identifier.ValueText)
                : position++;
            if (index >= 0 && index < parameters.Length && index < attribute.ConstructorArguments.Length)
            {
                yield return new WrittenArgument(
                    Identifiers.Pascal(parameters[index].Name), attribute.ConstructorArguments[index], syntax);
            }
        }
    }

    private static int IndexOf(System.Collections.Immutable.ImmutableArray<IParameterSymbol> parameters, string name)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }
}

using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepGen.Generators.Declaration;

/// <summary>Reads a class with <c>[Model]</c>: symbols in, equatable data out.</summary>
internal static class ModelReader
{
    public static FreshReading<ModelReading?> Read(GeneratorAttributeSyntaxContext source, CancellationToken cancellation)
    {
        var model = (INamedTypeSymbol)source.TargetSymbol;
        var syntax = (TypeDeclarationSyntax)source.TargetNode;
        var context = new ReadContext(model, source.SemanticModel.Compilation, cancellation);

        // The class's name is token 0: what has no better place is reported there.
        var token = context.Token(syntax.Identifier.GetLocation());
        var isOpen = ClassRules.Check(context, syntax);
        var declaration = Empty(model) with { Token = token };
        if (isOpen)
        {
            CheckPrecision(context, declaration);
            var variants = new VariantReader(context);
            var (empty, name) = (declaration, syntax.Identifier.GetLocation());
            declaration = ReadForm(context, variants.ReadFace(empty), name);
            if (!context.HasErrors)
            {
                ModelRules.Check(context, declaration);
                declaration = variants.Read(declaration, () => ReadForm(context, empty, name));
            }
        }

        var state = !isOpen ? DeclarationState.Closed : context.HasErrors ? DeclarationState.Invalid : DeclarationState.Valid;
        var reading = new ModelReading(new DeclaredModel(declaration, state, context.Diagnostics), context.Spans);
        return new FreshReading<ModelReading?>(reading, state == DeclarationState.Valid ? context.Files : null);
    }

    /// <summary>A declaration of which only the class is known.</summary>
    public static ModelDeclaration Empty(ISymbol model) => new(
        model.ContainingNamespace.IsGlobalNamespace ? "" : model.ContainingNamespace.ToDisplayString(),
        model.Name,
        model.DeclaredAccessibility == Accessibility.Public ? "public" : "internal",
        default, default, default, default, default, null, default, 0)
    {
        Winograd = Argument(model, "Winograd") is not false,
        DeviceProducts = Argument(model, "DeviceProducts") is int precision ? (FactorPrecision)precision : FactorPrecision.Float32,
    };

    private static void CheckPrecision(ReadContext context, ModelDeclaration declaration)
    {
        if (Enum.IsDefined(typeof(FactorPrecision), declaration.DeviceProducts)) return;
        var attribute = (AttributeSyntax)AttributeOf(context.Model)!.ApplicationSyntaxReference!.GetSyntax(context.Cancellation);
        var argument = attribute.ArgumentList!.Arguments.First(
            argument => argument.NameEquals?.Name.Identifier.ValueText == "DeviceProducts");
        context.Report(
            "DG1107", argument.Expression.GetLocation(), "DeviceProducts", declaration.Name,
            ((int)declaration.DeviceProducts).ToString(CultureInfo.InvariantCulture),
            $"one of {string.Join(", ", Enum.GetNames(typeof(FactorPrecision)))}");
    }

    /// <summary>What the attribute gives a property of its own; null where it is not written.</summary>
    private static object? Argument(ISymbol model, string name)
        => AttributeOf(model)?.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value;

    /// <summary>Whether a class is a model.</summary>
    public static bool IsModel(INamedTypeSymbol type) => AttributeOf(type) is not null;

    private static AttributeData? AttributeOf(ISymbol type) =>
        type.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == KnownTypes.ModelAttribute);

    private static ModelDeclaration ReadForm(ReadContext context, ModelDeclaration declaration, Location name)
    {
        // A layer that C# does not know is missing from what is read below, so that little could be said about the rest.
        context.IsBroken |= KnownTypes.HasUnknownAttribute(context.Model);
        var stack = StackReader.Find(context);
        var graph = GraphReader.Find(context);
        var members = new MemberReader(context, context.Part.Fields).Read(context.Model);
        declaration = declaration with
        {
            Members = members.ToEquatableArray(),
            ValueFields = MemberReader.Find(context.Types, context.Model)
                .Where(field => context.Types.IsValue(field.Type) && !field.IsStatic)
                .Select(field => field.Name).ToEquatableArray(),
        };
        if (!stack.IsEmpty && !graph.IsEmpty)
        {
            context.Report("DG1004", stack.FirstPlace, declaration.Name, stack.Description, graph.Description);
            return declaration;
        }

        if (!stack.IsEmpty)
        {
            return new StackReader(context, stack).Read(declaration);
        }

        if (!graph.IsEmpty)
        {
            return new GraphReader(context, graph).Read(declaration);
        }

        if (!context.IsBroken) context.Report("DG1003", name, declaration.Name);
        return declaration;
    }
}

using System.Collections.Immutable;
using DeepGen.Generators.Declaration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepGen.Generators.Analyzers;

/// <summary>
/// Silences what C# and the editor say of the fields, <c>Forward</c> and <c>Loss</c> of models and blocks because they cannot
/// know that the compiler reads them: fields that nothing assigns, methods that nothing calls, ways that other constants take.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelSuppressor : DiagnosticSuppressor
{
    private const string FieldReason = "The generated constructor sets the fields that the compiler reads";
    private const string MethodReason = "The compiler reads Forward and Loss when the project is built";

    private static readonly ImmutableDictionary<string, SuppressionDescriptor> Fields = Describe(
        "DGS10", FieldReason, "CS0649", "CS8618", "CS0169", "IDE0044", "IDE0051", "IDE0052");

    private static readonly ImmutableDictionary<string, SuppressionDescriptor> Methods = Describe(
        "DGS20", MethodReason, "CS0162", "IDE0051", "CA1822");

    private static readonly SuppressionDescriptor Unreachable = new(
        "DGS3001", "CS0162", "The compiler reads the methods of models and blocks, also with other constants");

    private static readonly SuppressionDescriptor Uninstantiated = new(
        "DGS3002", "CA1812", "The compiler reads blocks and never makes one");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } =
        [.. Fields.Values, .. Methods.Values, Unreachable, Uninstantiated];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        var types = new KnownTypes(context.Compilation);
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (DescriptorOf(context, types, diagnostic) is { } descriptor)
            {
                context.ReportSuppression(Suppression.Create(descriptor, diagnostic));
            }
        }
    }

    private static SuppressionDescriptor? DescriptorOf(SuppressionAnalysisContext context, KnownTypes types, Diagnostic diagnostic)
    {
        if (diagnostic.Location.SourceTree is not { } tree)
        {
            return null;
        }

        var node = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan);
        var semantics = context.GetSemanticModel(tree);
        if (Methods.TryGetValue(diagnostic.Id, out var ofMethod)
            && node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { Identifier.ValueText: "Forward" or "Loss" } method)
        {
            return IsRead(semantics.GetDeclaredSymbol(method, context.CancellationToken)?.ContainingType) ? ofMethod : null;
        }

        if (diagnostic.Id == Unreachable.SuppressedDiagnosticId)
        {
            return IsHelper(context, semantics, types, node) ? Unreachable : null;
        }

        if (diagnostic.Id == Uninstantiated.SuppressedDiagnosticId)
        {
            return node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
                && semantics.GetDeclaredSymbol(type, context.CancellationToken) is INamedTypeSymbol symbol && types.IsBlock(symbol)
                ? Uninstantiated
                : null;
        }

        return Fields.TryGetValue(diagnostic.Id, out var ofField) && LayerFieldAt(context, semantics, types, node) ? ofField : null;
    }

    private static bool LayerFieldAt(SuppressionAnalysisContext context, SemanticModel semantics, KnownTypes types, SyntaxNode node)
    {
        var declarators = node.FirstAncestorOrSelf<VariableDeclaratorSyntax>() is { } declarator ? [declarator]
            : node.FirstAncestorOrSelf<FieldDeclarationSyntax>()?.Declaration.Variables ?? default;
        return declarators.Count > 0 && declarators.All(variable =>
            semantics.GetDeclaredSymbol(variable, context.CancellationToken) is IFieldSymbol field
            && field.GetAttributes().Any(attribute => IsRead(types, field, attribute)) && IsRead(field.ContainingType));
    }

    private static bool IsRead(KnownTypes types, IFieldSymbol field, AttributeData attribute) =>
        types.IsLayer(field.Type) ? types.IsLayer(attribute) : types.IsValue(field.Type) && types.MemberOf(attribute) is not null;

    /// <summary>Whether code is in a method of values of a model or a block, which <c>Forward</c> or <c>Loss</c> may call.</summary>
    private static bool IsHelper(SuppressionAnalysisContext context, SemanticModel semantics, KnownTypes types, SyntaxNode node) =>
        node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method
        && semantics.GetDeclaredSymbol(method, context.CancellationToken) is IMethodSymbol symbol && IsRead(symbol.ContainingType)
        && (types.ElementOf(symbol.ReturnType) is not null
            || (symbol.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple
                && tuple.TupleElements.All(element => types.ElementOf(element.Type) is not null)));

    /// <summary>Whether a class is a model or a block.</summary>
    private static bool IsRead(INamedTypeSymbol? type) => type?.GetAttributes().Any(attribute =>
        attribute.AttributeClass?.ToDisplayString() is KnownTypes.ModelAttribute or KnownTypes.BlockAttribute) == true;

    private static ImmutableDictionary<string, SuppressionDescriptor> Describe(string prefix, string reason, params string[] ids) =>
        ids.Select((id, index) => new SuppressionDescriptor(
                $"{prefix}{(index + 1).ToString("00", System.Globalization.CultureInfo.InvariantCulture)}", id, reason))
            .ToImmutableDictionary(descriptor => descriptor.SuppressedDiagnosticId);
}

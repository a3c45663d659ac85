using Microsoft.CodeAnalysis;

namespace DeepGen.Generators.Declaration;

/// <summary>The types of the language, as symbols of the compilation that is read.</summary>
internal sealed class KnownTypes(Compilation compilation)
{
    public const string ModelAttribute = "DeepGen.ModelAttribute";

    private readonly INamedTypeSymbol? value = compilation.GetTypeByMetadataName("DeepGen.Value");
    private readonly INamedTypeSymbol? valueOf = compilation.GetTypeByMetadataName("DeepGen.Value`1");
    private readonly INamedTypeSymbol? resultCount = compilation.GetTypeByMetadataName("DeepGen.ResultCountAttribute");
    private readonly INamedTypeSymbol? layer = compilation.GetTypeByMetadataName("DeepGen.Layer");
    private readonly INamedTypeSymbol? binaryLayer = compilation.GetTypeByMetadataName("DeepGen.BinaryLayer");
    private readonly INamedTypeSymbol? layerAttribute = compilation.GetTypeByMetadataName("DeepGen.LayerAttribute");
    private readonly INamedTypeSymbol? lossAttribute = compilation.GetTypeByMetadataName("DeepGen.LossAttribute");
    private readonly INamedTypeSymbol? inputAttribute = compilation.GetTypeByMetadataName("DeepGen.InputAttribute");
    private readonly INamedTypeSymbol? shapeAttribute = compilation.GetTypeByMetadataName("DeepGen.ShapeAttribute");

    public bool IsValue(ITypeSymbol? type) => Same(type, value);

    /// <summary>Whether a field of the type is a layer, of one input or of two.</summary>
    public bool IsLayer(ITypeSymbol? type) => InputsOf(type) > 0;

    /// <summary>How many values a layer of the type takes; 0 for another type.</summary>
    public int InputsOf(ITypeSymbol? type) => Same(type, layer) ? 1 : Same(type, binaryLayer) ? 2 : 0;

    public bool IsLayer(AttributeData attribute) => DerivesFrom(attribute.AttributeClass, layerAttribute);

    public bool IsLoss(AttributeData attribute) => DerivesFrom(attribute.AttributeClass, lossAttribute);

    public bool IsInput(AttributeData attribute) => Same(attribute.AttributeClass, inputAttribute);

    public bool IsShape(AttributeData attribute) => Same(attribute.AttributeClass, shapeAttribute);

    /// <summary>Whether functions of tensors are members of this type.</summary>
    public bool IsTensor(ITypeSymbol? type) => IsValue(type) || Same(type?.OriginalDefinition, valueOf);

    /// <summary>Whether this parameter of a function says how many results it gives.</summary>
    public bool IsResultCount(IParameterSymbol parameter) =>
        parameter.GetAttributes().Any(attribute => Same(attribute.AttributeClass, resultCount));

    /// <summary>The element type of a tensor, or null where the type is none.</summary>
    public ElementType? ElementOf(ITypeSymbol type)
    {
        if (IsValue(type))
        {
            return ElementType.Float32;
        }

        return type is INamedTypeSymbol { TypeArguments: [{ SpecialType: SpecialType.System_Int32 }] } named
            && Same(named.OriginalDefinition, valueOf)
            ? ElementType.Int32
            : null;
    }

    private static bool Same(ITypeSymbol? type, INamedTypeSymbol? known) =>
        known is not null && SymbolEqualityComparer.Default.Equals(type, known);

    private static bool DerivesFrom(INamedTypeSymbol? type, INamedTypeSymbol? known)
    {
        for (var ancestor = type?.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (Same(ancestor, known))
            {
                return true;
            }
        }

        return false;
    }
}

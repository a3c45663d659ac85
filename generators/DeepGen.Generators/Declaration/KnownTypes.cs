using Microsoft.CodeAnalysis;

namespace DeepGen.Generators.Declaration;

/// <summary>The types of the language, as symbols of the compilation that is read.</summary>
internal sealed class KnownTypes(Compilation compilation)
{
    public const string ModelAttribute = "DeepGen.ModelAttribute";
    public const string BlockAttribute = "DeepGen.BlockAttribute";

    private readonly INamedTypeSymbol? value = compilation.GetTypeByMetadataName("DeepGen.Value");
    private readonly INamedTypeSymbol? valueOf = compilation.GetTypeByMetadataName("DeepGen.Value`1");
    private readonly INamedTypeSymbol? resultCount = compilation.GetTypeByMetadataName("DeepGen.ResultCountAttribute");
    private readonly INamedTypeSymbol? layer = compilation.GetTypeByMetadataName("DeepGen.Layer");
    private readonly INamedTypeSymbol? binaryLayer = compilation.GetTypeByMetadataName("DeepGen.BinaryLayer");
    private readonly INamedTypeSymbol? blockAttribute = compilation.GetTypeByMetadataName(BlockAttribute);
    private readonly INamedTypeSymbol? variantsAttribute = compilation.GetTypeByMetadataName("DeepGen.VariantsAttribute");
    private readonly INamedTypeSymbol? useAttribute = compilation.GetTypeByMetadataName("DeepGen.UseAttribute`1");
    private readonly INamedTypeSymbol? layerAttribute = compilation.GetTypeByMetadataName("DeepGen.LayerAttribute");
    private readonly INamedTypeSymbol? lossAttribute = compilation.GetTypeByMetadataName("DeepGen.LossAttribute");
    private readonly INamedTypeSymbol? inputAttribute = compilation.GetTypeByMetadataName("DeepGen.InputAttribute");
    private readonly INamedTypeSymbol? shapeAttribute = compilation.GetTypeByMetadataName("DeepGen.ShapeAttribute");

    private readonly INamedTypeSymbol? frozenAttribute = compilation.GetTypeByMetadataName("DeepGen.FrozenAttribute");
    private readonly INamedTypeSymbol? auxiliaryAttribute = compilation.GetTypeByMetadataName("DeepGen.AuxiliaryAttribute");
    private readonly INamedTypeSymbol? pointwiseAttribute = compilation.GetTypeByMetadataName("DeepGen.PointwiseAttribute");
    private readonly (INamedTypeSymbol? Type, MemberKind Kind)[] memberAttributes =
    [
        (compilation.GetTypeByMetadataName("DeepGen.ParameterAttribute"), MemberKind.Parameter),
        (compilation.GetTypeByMetadataName("DeepGen.BufferAttribute"), MemberKind.Buffer),
        (compilation.GetTypeByMetadataName("DeepGen.SettingAttribute"), MemberKind.Setting),
    ];

    /// <summary>The base class of models.</summary>
    public INamedTypeSymbol? CompiledModel { get; } = compilation.GetTypeByMetadataName("DeepGen.CompiledModel");

    public bool IsValue(ITypeSymbol? type) => Same(type, value);

    /// <summary>Whether a field of the type is a layer, of one input or of two.</summary>
    public bool IsLayer(ITypeSymbol? type) => InputsOf(type) > 0;

    /// <summary>How many values a layer of the type takes; 0 for another type.</summary>
    public int InputsOf(ITypeSymbol? type) => Same(type, layer) ? 1 : Same(type, binaryLayer) ? 2 : 0;

    public bool IsLayer(AttributeData attribute) => DerivesFrom(attribute.AttributeClass, layerAttribute);

    public bool IsVariants(AttributeData attribute) => Same(attribute.AttributeClass, variantsAttribute);

    /// <summary>Whether a layer is a block of the user's.</summary>
    public bool IsUse(AttributeData attribute) => Same(attribute.AttributeClass?.OriginalDefinition, useAttribute);

    public bool IsBlock(INamedTypeSymbol type) => type.GetAttributes().Any(attribute => Same(attribute.AttributeClass, blockAttribute));

    public bool IsLoss(AttributeData attribute) => DerivesFrom(attribute.AttributeClass, lossAttribute);

    public bool IsInput(AttributeData attribute) => Same(attribute.AttributeClass, inputAttribute);

    /// <summary>Whether C# knows an attribute of the symbol not, such as a layer whose name is misspelt.</summary>
    public static bool HasUnknownAttribute(ISymbol symbol) =>
        symbol.GetAttributes().Any(attribute => attribute.AttributeClass is null or IErrorTypeSymbol);

    public bool IsShape(AttributeData attribute) => Same(attribute.AttributeClass, shapeAttribute);

    /// <summary>Whether functions of tensors are members of this type.</summary>
    public bool IsTensor(ITypeSymbol? type) => IsValue(type) || Same(type?.OriginalDefinition, valueOf);

    /// <summary>Whether this parameter of a function says how many results it gives.</summary>
    public bool IsResultCount(IParameterSymbol parameter) =>
        parameter.GetAttributes().Any(attribute => Same(attribute.AttributeClass, resultCount));

    /// <summary>The element type of the target of a loss, by the first of its methods.</summary>
    public ElementType? TargetOf(string loss) =>
        value?.GetMembers(loss).OfType<IMethodSymbol>().FirstOrDefault()?.Parameters.FirstOrDefault() is { } target
            ? ElementOf(target.Type)
            : null;

    public bool IsFrozen(AttributeData attribute) => Same(attribute.AttributeClass, frozenAttribute);

    public bool IsAuxiliary(AttributeData attribute) => Same(attribute.AttributeClass, auxiliaryAttribute);

    public bool IsPointwise(AttributeData attribute) => Same(attribute.AttributeClass, pointwiseAttribute);

    /// <summary>The kind of member that an attribute declares, or null where it declares none.</summary>
    public MemberKind? MemberOf(AttributeData attribute) =>
        memberAttributes.Where(member => Same(attribute.AttributeClass, member.Type)).Select(member => (MemberKind?)member.Kind)
            .FirstOrDefault();

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

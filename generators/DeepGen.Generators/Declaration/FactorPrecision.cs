namespace DeepGen.Generators.Declaration;

/// <summary>What devices round the factors of products to; the values are those of the attribute's own enumeration.</summary>
internal enum FactorPrecision
{
    Float32,
    TensorFloat32,
    BFloat16,
}

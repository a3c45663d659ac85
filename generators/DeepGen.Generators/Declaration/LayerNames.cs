namespace DeepGen.Generators.Declaration;

/// <summary>Names that follow from a layer's kind.</summary>
internal static class LayerNames
{
    /// <summary>
    /// What a layer without a name is called before its number: <c>conv</c> for <c>Conv2d</c>, <c>norm</c> for every norm,
    /// <c>pool</c> for every pooling, otherwise the kind in small letters.
    /// </summary>
    public static string Stem(string kind)
    {
        var isNumbered = kind.Length > 2 && kind[kind.Length - 1] == 'd' && char.IsDigit(kind[kind.Length - 2]);
        var stem = isNumbered ? kind.Substring(0, kind.Length - 2) : kind;
        return stem.EndsWith("Norm", StringComparison.Ordinal) ? "norm"
            : stem.EndsWith("Pool", StringComparison.Ordinal) ? "pool"
            : stem.ToLowerInvariant();
    }

    /// <summary>What a block without a name is called before its number: its class's name with a small letter.</summary>
    public static string Block(string type) => char.ToLowerInvariant(type[0]) + type.Substring(1);

    /// <summary>
    /// The function of values that an attribute named after PyTorch's class stands for: <c>Mse</c> for <c>MSE</c>,
    /// <c>BceWithLogits</c> for <c>BCEWithLogits</c>: of capitals in a row, all but a word's first become small.
    /// </summary>
    public static string FunctionOf(string kind)
    {
        var letters = kind.ToCharArray();
        for (int at = 1; at < kind.Length; at++)
        {
            bool beginsWord = at + 1 < kind.Length && char.IsLower(kind[at + 1]);
            if (char.IsUpper(kind[at - 1]) && !beginsWord) letters[at] = char.ToLowerInvariant(kind[at]);
        }

        return new string(letters);
    }
}

using Microsoft.CodeAnalysis;

namespace DeepGen.Generators.Declaration;

/// <summary>A class as it is used at one place: the model itself, or a block with the values that this use gives its constants.</summary>
/// <param name="symbol">The class.</param>
/// <param name="path">What stands before the names of its layers: nothing for the model, <c>layer1.0</c> for a block.</param>
/// <param name="alias">The same in an equal <c>nn.Sequential</c>, where the layers of stacks have numbers.</param>
/// <param name="constants">Its constants.</param>
/// <param name="use">The use, as <see cref="SpanTable.Uses"/> numbers them; 0 for the model.</param>
/// <param name="outer">The part that uses it; null for the model.</param>
internal sealed class Part(INamedTypeSymbol symbol, string path, string alias, ConstantScope constants, int use, Part? outer)
{
    public INamedTypeSymbol Symbol => symbol;

    public string Path => path;

    public ConstantScope Constants => constants;

    public int Use => use;

    public Part? Outer => outer;

    /// <summary>What the fields of the class stand for.</summary>
    public Dictionary<ISymbol, Operand> Fields { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The layers of a class that is written as a stack, in order.</summary>
    public List<StackLayer> Stack { get; } = [];

    /// <summary>The method that wires the layers; null in a stack.</summary>
    public IMethodSymbol? Forward { get; set; }

    /// <summary>The full name of a layer of this part.</summary>
    public string NameOf(string layer) => Join(path, layer);

    /// <summary>Its full name in an equal <c>nn.Sequential</c>.</summary>
    public string AliasOf(string layer) => Join(alias, layer);

    public static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}

/// <summary>A layer of a stack: its name there, what it is, and its attribute.</summary>
internal sealed record StackLayer(string Name, Operand Operand, int Token);

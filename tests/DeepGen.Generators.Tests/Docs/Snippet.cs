using System.Text.RegularExpressions;
using DeepGen.Data;
using DeepGen.Generators.Tests.Harness;
using DeepGen.Training;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepGen.Generators.Tests.Docs;

/// <summary>Compiles the code of a page as its reader would: declarations as a file, statements as the body of a method.</summary>
internal static partial class Snippet
{
    private const string Usings = """
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Numerics.Tensors;
        global using DeepGen.Data;
        global using DeepGen.Training;
        """;

    /// <summary>What a page may take for granted; a snippet that makes its own hides these.</summary>
    private const string Given = """
        public DigitClassifier model = null!;
        public AdamW optimizer = null!;
        public TensorDataset<float, int> train = null!, test = null!;
        public DataLoader<float, int> loader = null!, tests = null!;
        public Tensor<float> images = null!;
        public Tensor<int> labels = null!;
        public float[] pixels = null!;
        public int[] digits = null!;
        public int epochs;
        """;

    private static readonly MetadataReference[] Libraries =
    [
        MetadataReference.CreateFromFile(typeof(Column).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Accuracy).Assembly.Location),
    ];

    /// <summary>The model that the README begins with, and that the other pages speak of.</summary>
    public static string Digits { get; } = Page.Of("README.md").Blocks.First(block => block.Language == "csharp").Text;

    /// <summary>Compiles a block. A lone line of layers stands for that line of the README's model, changed.</summary>
    public static GeneratorRun Compile(Block block)
    {
        string file = block.Text.StartsWith("[Flatten", StringComparison.Ordinal) ? FlattenLine().Replace(Digits, block.Text)
            : Declares().IsMatch(block.Text) ? block.Text
            : Method(block.Text);
        string digits = file.Contains("class DigitClassifier", StringComparison.Ordinal) ? "" : Digits;
        var input = Compiler.Compile(("Usings2.cs", Usings), ("Digits.cs", digits), (Compiler.FileName, file)).AddReferences(Libraries);
        var driver = Compiler.Driver().RunGeneratorsAndUpdateCompilation(input, out var output, out _);
        return new GeneratorRun(input, (CSharpCompilation)output, driver);
    }

    private static string Method(string statements) => $$"""
        public sealed class Snippet
        {
            {{Given}}

            public void Run()
            {
                {{statements}}
            }
        }
        """;

    [GeneratedRegex(@"^\[Flatten.*$", RegexOptions.Multiline)]
    private static partial Regex FlattenLine();

    [GeneratedRegex(@"^\[Model|^(public |internal )?(static |sealed |partial )*(class|record|struct) ", RegexOptions.Multiline)]
    private static partial Regex Declares();
}

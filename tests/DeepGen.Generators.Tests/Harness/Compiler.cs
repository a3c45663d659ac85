using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepGen.Generators.Tests.Harness;

/// <summary>Compiles source text as a user's project would be: with the framework, DeepGen.dll and the generator.</summary>
internal static class Compiler
{
    /// <summary>The path that a lone source is given.</summary>
    public const string FileName = "Model.cs";

    private const string ImplicitUsings = "global using System; global using DeepGen;";

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)
                || Path.GetFileName(path) is "mscorlib.dll" or "netstandard.dll")
            .Append(typeof(Value).Assembly.Location)
            .Distinct(StringComparer.Ordinal)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    // What this version of Roslyn calls the preview is the C# 14 that a user's project has.
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Preview);

    /// <summary>A compilation of files, each a path and its text, before any generator ran.</summary>
    public static CSharpCompilation Compile(params (string Path, string Text)[] files) => CSharpCompilation.Create(
        "Models",
        files.Prepend(("Usings.cs", ImplicitUsings)).Select(file => CSharpSyntaxTree.ParseText(file.Item2, ParseOptions, file.Item1)),
        References,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>A driver that records why each step ran.</summary>
    /// <param name="leftOut">The kinds of output that it leaves out.</param>
    /// <param name="options">The project's options; none where null.</param>
    public static GeneratorDriver Driver(
        IncrementalGeneratorOutputKind leftOut = IncrementalGeneratorOutputKind.None, AnalyzerConfigOptionsProvider? options = null) =>
        CSharpGeneratorDriver.Create(
            [new ModelGenerator().AsSourceGenerator()],
            parseOptions: ParseOptions,
            optionsProvider: options,
            driverOptions: new GeneratorDriverOptions(leftOut, trackIncrementalGeneratorSteps: true));

    /// <summary>Runs the generator over one file.</summary>
    public static GeneratorRun Run(string source) => Run((FileName, source));

    /// <summary>Runs the generator over files, each a path and its text.</summary>
    public static GeneratorRun Run(params (string Path, string Text)[] files)
    {
        var input = Compile(files);
        var driver = Driver().RunGeneratorsAndUpdateCompilation(input, out var output, out _);
        return new GeneratorRun(input, (CSharpCompilation)output, driver);
    }
}

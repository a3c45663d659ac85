using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepGen.Benchmarks.Latency;

/// <summary>The options that an editor's compilation gets from the package's targets.</summary>
internal sealed class EditorOptions : AnalyzerConfigOptionsProvider
{
    private const string File = "src/DeepGen/build/DeepGen.Editor.globalconfig";

    /// <summary>The only one.</summary>
    public static EditorOptions Instance { get; } = new();

    /// <inheritdoc/>
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(Read(Path.Combine(Repository.Root, File)));

    /// <inheritdoc/>
    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    /// <inheritdoc/>
    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private static ImmutableDictionary<string, string> Read(string path)
        => AnalyzerConfigSet.Create(ImmutableArray.Create(AnalyzerConfig.Parse(System.IO.File.ReadAllText(path), path)))
            .GlobalConfigOptions.AnalyzerOptions;

    private sealed class Options(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepGen.Generators.Tests.Harness;

/// <summary>The options of a file with <c>is_global</c>, as the C# compiler reads it.</summary>
internal sealed class ProjectOptions : AnalyzerConfigOptionsProvider
{
    private readonly Options options;

    private ProjectOptions(ImmutableDictionary<string, string> options) => this.options = new Options(options);

    /// <inheritdoc/>
    public override AnalyzerConfigOptions GlobalOptions => options;

    /// <summary>The options of the file at a path.</summary>
    public static ProjectOptions From(string path) => new(
        AnalyzerConfigSet.Create(ImmutableArray.Create(AnalyzerConfig.Parse(File.ReadAllText(path), path)))
            .GlobalConfigOptions.AnalyzerOptions);

    /// <inheritdoc/>
    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => options;

    /// <inheritdoc/>
    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => options;

    private sealed class Options(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}

using DeepGen.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepGen.Generators.Tests.Diagnostics;

/// <summary>
/// Severities are the user's: warnings as errors, pragmas, .editorconfig. They are the generator's diagnostics, so switching analyzers
/// off changes nothing; no analyzer runs in these tests.
/// </summary>
public sealed class SeverityTests
{
    private const string Unused = """
        [Model] public partial class M
        {
            [Linear(2)] readonly Layer a;
            [Linear(3)] readonly Layer b;
            Value Forward([Shape("N, 3")] Value x) => a(x);
        }
        """;

    private const string Wrong = """[Model, Input("x", "N, 4"), Linear(2, Inputs = 3)] public partial class M;""";

    [Fact]
    public void A_warning_becomes_an_error_where_the_project_wants_it()
    {
        var found = Run(Unused, options => options.WithGeneralDiagnosticOption(ReportDiagnostic.Error)).ShouldHaveSingleItem();

        found.Id.ShouldBe("DG1013");
        found.Severity.ShouldBe(DiagnosticSeverity.Error);
        GeneratorRun.Underlined(found).ShouldBe("Linear(3)");
    }

    [Fact]
    public void A_pragma_silences_a_warning()
    {
        var silent = Unused.Replace("    [Linear(3)]", "#pragma warning disable DG1013\n[Linear(3)]", StringComparison.Ordinal);

        Run(silent, options => options).ShouldAllBe(found => found.IsSuppressed);
        Run(Unused, options => options).ShouldHaveSingleItem().IsSuppressed.ShouldBeFalse();
    }

    [Theory]
    [InlineData(ReportDiagnostic.Suppress, null)]
    [InlineData(ReportDiagnostic.Info, DiagnosticSeverity.Info)]
    [InlineData(ReportDiagnostic.Error, DiagnosticSeverity.Error)]
    public void An_editorconfig_sets_the_severity_of_a_warning(ReportDiagnostic option, DiagnosticSeverity? expected)
    {
        var found = Run(Unused, options => options.WithSyntaxTreeOptionsProvider(new Options("DG1013", option)));

        found.Select(diagnostic => diagnostic.Severity).ShouldBe(expected is { } severity ? [severity] : []);
    }

    /// <summary>A model in error has no code to fall back on.</summary>
    [Fact]
    public void An_error_cannot_be_silenced()
    {
        Run("#pragma warning disable DG1102\n" + Wrong, options => options.WithSyntaxTreeOptionsProvider(
            new Options("DG1102", ReportDiagnostic.Suppress))).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            found => found.Id.ShouldBe("DG1102"),
            found => found.Severity.ShouldBe(DiagnosticSeverity.Error),
            found => found.IsSuppressed.ShouldBeFalse());
    }

    private static IReadOnlyList<Diagnostic> Run(string source, Func<CSharpCompilationOptions, CSharpCompilationOptions> change)
    {
        var compilation = Compiler.Compile((Compiler.FileName, source));
        Compiler.Driver().RunGeneratorsAndUpdateCompilation(compilation.WithOptions(change(compilation.Options)), out _, out var found);
        return [.. found.Where(diagnostic => diagnostic.Id != "DG1201")];
    }

    /// <summary>What an .editorconfig says of one id.</summary>
    private sealed class Options(string id, ReportDiagnostic option) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.NotGenerated;

        public override bool TryGetDiagnosticValue(
            SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = option;
            return diagnosticId == id;
        }

        public override bool TryGetGlobalDiagnosticValue(
            string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = default;
            return false;
        }
    }
}

using System.Collections.Immutable;
using DeepGen.Generators.Analyzers;
using DeepGen.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepGen.Generators.Tests.Diagnostics;

public sealed class SuppressorTests
{
    private const string Members = """
            [Linear(2)] readonly Layer used;
            [Linear(2)] readonly Layer unused;
            [Parameter(2, Fill = 1)] readonly Value tensor;
            [Setting(0.5)] readonly Value never;

            Value Forward([Shape("N, 3")] Value x)
            {
                if (2 > 3) { return x; }
                return used(x) * tensor;
            }

            Value Loss(Value output) => output.Mean();
        """;

    [Fact]
    public void Warnings_about_what_the_compiler_reads_are_silent()
    {
        var found = Analyze($"[Model] public partial class M {{ {Members} }}");

        Ids(found, suppressed: true).ShouldBe(["CA1822", "CS0162", "CS0169", "CS0649", "CS8618", "IDE0044", "IDE0051"]);
        Ids(found, suppressed: false).ShouldBeEmpty();
    }

    [Fact]
    public void Warnings_about_a_block_and_about_the_ways_of_its_helpers_are_silent()
    {
        var found = Analyze("""
            [Block] public class B
            {
                public const int Stride = 1;
                [Linear(2)] readonly Layer a;
                [Linear(2)] readonly Layer b;
                Value Forward(Value x) { if (Stride != 1) { x = b(x); } return Help(a(x)); }
                public Value Help(Value x) { if (Stride != 1) { return x * 2; } return x; }
                public static int Other() { if (Stride != 1) { return 2; } return 3; }
            }
            """);

        Ids(found, suppressed: true).ShouldBe(["CA1822", "CS0162", "CS0649", "CS8618", "IDE0044", "IDE0051"]);
        found.Count(diagnostic => diagnostic is { Id: "CS0162", IsSuppressed: true }).ShouldBe(2);
        found.Count(diagnostic => diagnostic is { Id: "CS0162", IsSuppressed: false }).ShouldBe(1);
    }

    [Fact]
    public void The_same_warnings_stay_in_a_class_that_is_no_model() =>
        Ids(Analyze($"public class M {{ {Members} }}"), suppressed: true).ShouldBeEmpty();

    [Fact]
    public void Warnings_about_other_members_of_a_model_stay()
    {
        var found = Analyze("""
            [Model]
            public partial class M
            {
                readonly Layer plain;
                readonly string text;
                void Helper() { }
                Value F() => plain(null!);
            }
            """);

        Ids(found, suppressed: true).ShouldBeEmpty();
        Ids(found, suppressed: false).ShouldContain("CS8618");
    }

    private static IEnumerable<string> Ids(IEnumerable<Diagnostic> diagnostics, bool suppressed) =>
        diagnostics.Where(diagnostic => diagnostic.IsSuppressed == suppressed).Select(diagnostic => diagnostic.Id)
            .Distinct().Order(StringComparer.Ordinal);

    private static ImmutableArray<Diagnostic> Analyze(string source)
    {
        var compilation = Compiler.Compile((Compiler.FileName, source));
        var analysis = compilation.WithAnalyzers(
            [new ModelSuppressor(), new EditorStyle()],
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false,
                reportSuppressedDiagnostics: true));
        var found = analysis.GetAllDiagnosticsAsync().GetAwaiter().GetResult();
        found.ShouldNotContain(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error);
        return [.. found.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
    }

    /// <summary>Says what the editor's own analyzers, which come with the SDK, say of every private member.</summary>
#pragma warning disable RS1029, RS1036, RS1038, RS1041, RS2008 // an analyzer for these tests only
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class EditorStyle : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor Unused = Rule("IDE0051");
        private static readonly DiagnosticDescriptor Readonly = Rule("IDE0044");
        private static readonly DiagnosticDescriptor Static = Rule("CA1822");

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Unused, Readonly, Static];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSyntaxNodeAction(Report, SyntaxKind.MethodDeclaration, SyntaxKind.VariableDeclarator);
        }

        private static void Report(SyntaxNodeAnalysisContext context)
        {
            if (context.Node is MethodDeclarationSyntax method)
            {
                context.ReportDiagnostic(Diagnostic.Create(Unused, method.Identifier.GetLocation()));
                context.ReportDiagnostic(Diagnostic.Create(Static, method.Identifier.GetLocation()));
            }
            else if (context.Node is VariableDeclaratorSyntax variable)
            {
                context.ReportDiagnostic(Diagnostic.Create(Readonly, variable.Identifier.GetLocation()));
            }
        }

        private static DiagnosticDescriptor Rule(string id) =>
            new(id, id, id, "Style", DiagnosticSeverity.Warning, isEnabledByDefault: true);
    }
}

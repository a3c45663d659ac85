using System.Diagnostics;
using DeepGen.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepGen.Benchmarks.Latency;

/// <summary>A project with so many models, and what the compiler does with it. Every time is in milliseconds.</summary>
internal sealed class Project
{
    private const string Usings = "global using System; global using DeepGen;";

    // What this version of Roslyn calls the preview is the C# 14 that a user's project has.
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview);

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)
                || Path.GetFileName(path) == "netstandard.dll")
            .Append(typeof(Value).Assembly.Location)
            .Distinct(StringComparer.Ordinal)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private const int Elsewhere = 1;
    private const int First = 2;

    private readonly (string Path, string Text)[] files;
    private readonly Func<int, string> edit;
    private int version;

    /// <param name="models">The text of each model, in a file of its own.</param>
    /// <param name="edit">The first model after the edit of this number.</param>
    public Project(IEnumerable<string> models, Func<int, string> edit)
    {
        this.edit = edit;
        files =
        [
            ("Usings.cs", Usings), ("Elsewhere.cs", ModelSources.Elsewhere(0)),
            .. models.Select((text, index) => (FormattableString.Invariant($"Model{index}.cs"), text)),
        ];
    }

    /// <summary>A project with so many small models.</summary>
    public static Project Small(int models)
        => new(Enumerable.Range(0, models).Select(index => ModelSources.Model(index)), version => ModelSources.Model(0, edit: version));

    /// <summary>A project with one large model.</summary>
    public static Project Large() => new([ResidualNetwork.Source(10)], version => ResidualNetwork.Source(10 + version));

    /// <summary>The lines of generated code.</summary>
    public int Lines { get; private set; }

    /// <summary>One session of work in an editor and one with everything that a build generates.</summary>
    public Times Measure()
    {
        version++;
        var editor = Session(EditorOptions.Instance);
        return new Times(editor, Session(options: null));
    }

    /// <summary>A first run, a keystroke in a file without models, a layer's width changed in the first model.</summary>
    private SessionTimes Session(AnalyzerConfigOptionsProvider? options)
    {
        // Parsed anew: what the generator remembers of a syntax tree must not help the first run.
        SyntaxTree[] trees = [.. files.Select(file => Parse(file.Text, file.Path))];
        Compilation compilation = Compilation(trees);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new ModelGenerator().AsSourceGenerator()], parseOptions: Options, optionsProvider: options);
        double build = Time(() => driver = driver.RunGenerators(compilation));
        Check(driver);
        var generated = driver.GetRunResult().Results[0].GeneratedSources;
        Lines = generated.Sum(source => source.SourceText.Lines.Count);

        GeneratorDriver bare = CSharpGeneratorDriver.Create([new PredicateOnly().AsSourceGenerator()], parseOptions: Options);
        bare = bare.RunGenerators(compilation);
        var edited = Edit(compilation, trees[Elsewhere], ModelSources.Elsewhere(version));
        double floor = Time(() => bare = bare.RunGenerators(edited));

        // The same edit again, since what Roslyn has bound in one compilation would help the next run over it.
        compilation = Edit(compilation, trees[Elsewhere], ModelSources.Elsewhere(version));
        double unrelated = Time(() => driver = driver.RunGenerators(compilation));

        compilation = Edit(compilation, trees[First], edit(version));
        double inside = Time(() => driver = driver.RunGenerators(compilation));
        Check(driver);
        return new SessionTimes(build, unrelated, floor, inside, Time(() => EmitWith(trees, generated)));
    }

    /// <summary>The C# compiler's part: it parses, binds and emits what was generated, and the project's own files beside it.</summary>
    private static void EmitWith(SyntaxTree[] trees, IEnumerable<GeneratedSourceResult> generated)
    {
        var whole = Compilation([.. trees, .. generated.Select(source => CSharpSyntaxTree.ParseText(source.SourceText, Options))]);
        using var image = new MemoryStream();
        var result = whole.Emit(image);
        if (!result.Success) throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Take(5)));
    }

    private static CSharpCompilation Compilation(SyntaxTree[] trees) => CSharpCompilation.Create(
        "Models", trees, References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));

    private static Compilation Edit(Compilation compilation, SyntaxTree file, string text)
        => compilation.ReplaceSyntaxTree(file, Parse(text, file.FilePath));

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, Options, path);

    private static void Check(GeneratorDriver driver)
    {
        var result = driver.GetRunResult();
        if (result.Diagnostics.Any(found => found.Severity >= DiagnosticSeverity.Warning) || result.Results[0].Exception is not null)
        {
            throw new InvalidOperationException($"{result.Results[0].Exception}{string.Join('\n', result.Diagnostics)}");
        }
    }

    private static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}

/// <summary>What one session took.</summary>
/// <param name="First">The generator's first run over the project.</param>
/// <param name="Unrelated">Its run after an edit in a file without models.</param>
/// <param name="Floor">The run of a generator that only looks for models, after the same edit.</param>
/// <param name="Edit">Its run after an edit in one model.</param>
/// <param name="CSharp">The C# compiler over the project and everything that was generated, from text to an assembly.</param>
internal readonly record struct SessionTimes(double First, double Unrelated, double Floor, double Edit, double CSharp);

/// <summary>What two sessions took.</summary>
/// <param name="Editor">As an editor compiles the project.</param>
/// <param name="Build">With the files for devices, as a build does.</param>
internal readonly record struct Times(SessionTimes Editor, SessionTimes Build);

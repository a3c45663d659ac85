using DeepGen.Generators.Declaration;
using DeepGen.Generators.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepGen.Generators.Tests.Compiled;

/// <summary>Models as a user gets them: generated, compiled by C# (a whole source at once, since that takes its time), loaded.</summary>
internal sealed class CompiledModels : IDisposable
{
    private readonly LoadedModels loaded;

    public CompiledModels(string source, ulong seed = 7)
    {
        ExpectedWidth.ShouldBeTheOneOfThisRun();
        var run = Compiler.Run(source);
        run.Diagnostics.Select(diagnostic => diagnostic.ToString()).ShouldBeEmpty();
        var declarations = run.Result.TrackedSteps[ModelGenerator.DeclarationStep]
            .Select(step => (DeclaredModel)step.Outputs.Single().Value).ToArray();
        if (declarations.Any(model => model.State != DeclarationState.Valid)) run.ShouldBeClean();
        var graphs = declarations.Select(model => new CompiledGraph(model.Declaration)).ToArray();
        var drivers = graphs.Select(graph => CSharpSyntaxTree.ParseText(Driver.Print(graph), Compiler.ParseOptions));
        run = run with { Output = run.Output.AddSyntaxTrees(drivers) };
        loaded = run.ShouldBeClean().Load();
        Sources = run.Sources;
        Cases = graphs.ToDictionary(graph => graph.Declaration.Name, graph => new CompiledCase(graph, loaded, seed));
    }

    public IReadOnlyDictionary<string, CompiledCase> Cases { get; }

    /// <summary>The emitted files by hint name.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; }

    public void Dispose()
    {
        foreach (var model in Cases.Values) model.Dispose();
        loaded.Dispose();
    }
}

using DeepGen.Generators.Declaration;
using DeepGen.Generators.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepGen.Generators.Tests.Compiled;

/// <summary>Models as a user gets them: generated, compiled by C# (a whole source at once, since that takes its time), loaded.</summary>
internal sealed class CompiledModels : IDisposable
{
    private readonly LoadedModels loaded;

    public CompiledModels(string source, ulong seed = 7)
        : this(Compiler.Run(source), static run => run.ShouldBeClean(), seed)
    {
    }

    /// <param name="run">The models, of which the generator has no complaint.</param>
    /// <param name="finish">What is done to the code, the drivers included, before it is compiled.</param>
    /// <param name="seed">The seed of the parameters.</param>
    public CompiledModels(GeneratorRun run, Func<GeneratorRun, GeneratorRun> finish, ulong seed = 7)
    {
        ExpectedWidth.ShouldBeTheOneOfThisRun();
        run.Diagnostics.Select(diagnostic => diagnostic.ToString()).ShouldBeEmpty();
        var declarations = run.Result.TrackedSteps[ModelGenerator.DeclarationStep]
            .Select(step => (DeclaredModel)step.Outputs.Single().Value).ToArray();
        if (declarations.Any(model => model.State != DeclarationState.Valid)) run.ShouldBeClean();
        var graphs = declarations.Select(model => new CompiledGraph(model.Declaration)).ToArray();
        var drivers = graphs.Select(graph => CSharpSyntaxTree.ParseText(Driver.Print(graph), Compiler.ParseOptions));
        run = run with { Output = run.Output.AddSyntaxTrees(drivers) };
        loaded = finish(run).Load();
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

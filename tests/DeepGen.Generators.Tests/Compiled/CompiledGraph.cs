using DeepGen.Generators.Build;
using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Passes;

namespace DeepGen.Generators.Tests.Compiled;

/// <summary>A declared model and its two graphs.</summary>
internal sealed class CompiledGraph
{
    public CompiledGraph(ModelDeclaration declaration)
    {
        Declaration = declaration;
        Evaluation = Build(BuildMode.Evaluate);
        Training = Differentiate.Apply(Build(BuildMode.Train), CancellationToken.None);
    }

    public ModelDeclaration Declaration { get; }

    public ModelGraph Evaluation { get; }

    /// <summary>In training mode, with its gradients.</summary>
    public ModelGraph Training { get; }

    /// <summary>The training graph that the compiler goes on with.</summary>
    public ModelGraph Step => ModelCompiler.Backward(Build(BuildMode.Train), CancellationToken.None);

    public string FullName => Declaration.Namespace.Length > 0 ? $"{Declaration.Namespace}.{Declaration.Name}" : Declaration.Name;

    private ModelGraph Build(BuildMode mode)
    {
        var build = ModelBuilder.Build(Declaration, mode);
        build.Diagnostics.ShouldBeEmpty(Declaration.Name);
        return build.Graph!;
    }
}

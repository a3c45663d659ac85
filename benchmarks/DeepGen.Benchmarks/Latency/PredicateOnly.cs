using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepGen.Benchmarks.Latency;

/// <summary>A generator that looks for models as DeepGen's does, and does nothing with them: what Roslyn takes by itself.</summary>
internal sealed class PredicateOnly : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var models = context.SyntaxProvider.ForAttributeWithMetadataName(
            "DeepGen.ModelAttribute", static (node, _) => node is TypeDeclarationSyntax, static (source, _) => source.TargetSymbol.Name);
        context.RegisterSourceOutput(models, static (_, _) => { });
    }
}

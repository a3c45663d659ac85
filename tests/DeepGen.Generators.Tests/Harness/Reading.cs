using DeepGen.Generators.Declaration;
using Microsoft.CodeAnalysis;

namespace DeepGen.Generators.Tests.Harness;

/// <summary>Reads declarations alone, for the tests of the stages that follow.</summary>
internal static class Reading
{
    /// <summary>The one model of a source, which must be free of errors.</summary>
    public static ModelDeclaration Of(string source)
    {
        var model = ModelOf(source);
        model.Diagnostics.ShouldBeEmpty();
        model.State.ShouldBe(DeclarationState.Valid);
        return model.Declaration;
    }

    /// <summary>The one model of a source, with its diagnostics.</summary>
    public static DeclaredModel ModelOf(string source) =>
        (DeclaredModel)Compiler.Run(source).Result.TrackedSteps[ModelGenerator.DeclarationStep].Single().Outputs.Single().Value;
}

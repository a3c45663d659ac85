using DeepGen.Generators.Diagnostics;

namespace DeepGen.Generators.Declaration;

/// <summary>What reading a model gave.</summary>
/// <param name="Model">The declaration with what was found wrong in it: what decides whether anything after it runs.</param>
/// <param name="Spans">Where its tokens stand.</param>
internal sealed record ModelReading(DeclaredModel Model, SpanTable Spans);

/// <summary>A declaration, and whether it can be compiled.</summary>
/// <param name="Declaration">
/// All that could be read. Only where the state is <see cref="DeclarationState.Valid"/> it is complete, and its expressions have a
/// meaning.
/// </param>
/// <param name="State">What may be generated from it.</param>
/// <param name="Diagnostics">The errors and warnings of the declaration.</param>
internal sealed record DeclaredModel(ModelDeclaration Declaration, DeclarationState State, EquatableArray<DiagnosticData> Diagnostics);

internal enum DeclarationState
{
    /// <summary>The model can be compiled.</summary>
    Valid,

    /// <summary>The model is in error, but its class can be given its public face.</summary>
    Invalid,

    /// <summary>The class cannot be given another part.</summary>
    Closed,
}

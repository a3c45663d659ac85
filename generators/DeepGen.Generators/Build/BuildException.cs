using DeepGen.Generators.Diagnostics;

namespace DeepGen.Generators.Build;

/// <summary>
/// Ends the statement that is being built. Without a diagnostic, it depends on a value whose own mistake has been reported.
/// </summary>
internal sealed class BuildException(DiagnosticData? diagnostic) : Exception(diagnostic?.Id)
{
    public DiagnosticData? Diagnostic { get; } = diagnostic;
}

using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepGen.Generators;

/// <summary>Whether the files for devices are generated: in every build, and in editors where the project asks for it.</summary>
internal static class DeviceFiles
{
    // Both stand in src/DeepGen/build/DeepGen.Editor.globalconfig, which DeepGen.targets gives to an editor's compilations only.
    private const string Option = "deepgen_devices";
    private const string WhenBuilt = "when_built";

    /// <summary>True unless the options say that they wait for a build.</summary>
    public static bool AreWanted(AnalyzerConfigOptions options)
        => !options.TryGetValue(Option, out string? when) || when != WhenBuilt;
}

namespace DeepGen.Runtime;

/// <summary>
/// The debug mode for memory, which the environment variable DEEPGEN_MEMORY=checked switches on: buffers of an arena lie apart, with
/// poison between them and in them as long as they hold nothing, and memory ends in pages that may not be touched.
/// </summary>
internal static class MemoryChecks
{
    internal const string Variable = "DEEPGEN_MEMORY";

    private const string Checked = "checked";

    private static bool? areOn;

    /// <summary>Whether buffers and sessions that are made from now on are checked. Set by tests alone.</summary>
    /// <exception cref="InvalidOperationException">The variable holds something else.</exception>
    public static bool AreOn
    {
        get => areOn ??= IsAskedFor(Environment.GetEnvironmentVariable(Variable));
        set => areOn = value;
    }

    internal static bool IsAskedFor(string? text) => text switch
    {
        null or "" => false,
        Checked => true,
        _ => throw new InvalidOperationException(
            $"The environment variable {Variable} is '{text}', but only '{Checked}' is known; set it to that, or unset it."),
    };
}

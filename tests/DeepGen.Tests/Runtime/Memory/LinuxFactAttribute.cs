namespace DeepGen.Tests.Runtime.Memory;

/// <summary>A test of what there is on Linux alone; elsewhere it is skipped, and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    /// <param name="what">What is tested.</param>
    public LinuxFactAttribute(string what)
    {
        if (!OperatingSystem.IsLinux()) Skip = $"{what}: on Linux alone";
    }
}

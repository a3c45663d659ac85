namespace DeepGen.Tests.Runtime.Devices;

/// <summary>Tests that need a device of OpenCL, as PoCL gives on any machine.</summary>
internal sealed class OpenCLFactAttribute : FactAttribute
{
    public OpenCLFactAttribute() => Skip = WhySkipped;

    public static string? WhySkipped => DeviceInfo.All.Any(device => device.Id.StartsWith("opencl:", StringComparison.Ordinal))
        ? null
        : $"skipped: no OpenCL device. {string.Join(' ', DeviceInfo.Problems)}";
}

/// <summary>Tests with rows that need a device of OpenCL.</summary>
internal sealed class OpenCLTheoryAttribute : TheoryAttribute
{
    public OpenCLTheoryAttribute() => Skip = OpenCLFactAttribute.WhySkipped;
}

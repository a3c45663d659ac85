using System.Reflection;
using DeepGen.Runtime;
using DeepGen.Tests.Runtime.Devices;
using Xunit.Sdk;

namespace DeepGen.Tests.Devices;

/// <summary>The devices of tests that run on more than one.</summary>
internal static class TestDevices
{
    public const string Fake = "fake";
    public const string OpenCL = "opencl";

    public static SharedDevice Open(string name) => name == Fake ? new SharedDevice(new FakeBackend()) : SharedDevice.Open(Device.OpenCL());
}

/// <summary>Runs a theory, whose first argument is a device, on a fake one, with further arguments.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class OnFakeAttribute(params object[] arguments) : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[TestDevices.Fake, .. arguments]];
}

/// <summary>
/// Runs a theory, whose first argument is a device, on one of OpenCL, with further arguments; skipped where there is none.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class OnOpenCLAttribute : DataAttribute
{
    private readonly object[] arguments;

    public OnOpenCLAttribute(params object[] arguments)
    {
        this.arguments = arguments;
        Skip = OpenCLFactAttribute.WhySkipped;
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[TestDevices.OpenCL, .. arguments]];
}

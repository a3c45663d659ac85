using DeepGen.Runtime;

namespace DeepGen.Tests.Runtime.Devices;

/// <summary>What is said where a device of OpenCL refuses something.</summary>
public sealed class OpenCLMessageTests(OpenCLFixture fixture) : IClassFixture<OpenCLFixture>
{
    [Theory]
    [InlineData(0, "CL_SUCCESS (0)")]
    [InlineData(-4, "CL_MEM_OBJECT_ALLOCATION_FAILURE (-4)")]
    [InlineData(-11, "CL_BUILD_PROGRAM_FAILURE (-11)")]
    [InlineData(-19, "CL_KERNEL_ARG_INFO_NOT_AVAILABLE (-19)")]
    [InlineData(-25, "code -25")]
    [InlineData(-30, "CL_INVALID_VALUE (-30)")]
    [InlineData(-46, "CL_INVALID_KERNEL_NAME (-46)")]
    [InlineData(-54, "CL_INVALID_WORK_GROUP_SIZE (-54)")]
    [InlineData(-61, "CL_INVALID_BUFFER_SIZE (-61)")]
    [InlineData(-68, "CL_INVALID_DEVICE_PARTITION_COUNT (-68)")]
    [InlineData(-1001, "CL_PLATFORM_NOT_FOUND_KHR (-1001)")]
    [InlineData(-9999, "code -9999")]
    [InlineData(7, "code 7")]
    public void CodesHaveTheirNames(int code, string expected) => OpenCLCode.Describe(code).ShouldBe(expected);

    [OpenCLTheory]
    [InlineData(-1)]
    [InlineData(99)]
    public void AnIndexThatIsNotThereNamesThoseThatAre(int index) =>
        Should.Throw<DeviceException>(() => OpenCLBackend.Open(index)).Message.ShouldMatch(
            $@"^There is no device opencl:{index}; this machine has opencl:0 \(.+\)\.$");

    [OpenCLFact]
    public void ATextThatDoesNotCompileNamesItsKernelAndShowsTheLog()
    {
        var backend = fixture.Backend;
        string message = Should.Throw<DeviceException>(() => backend.Compile("Fixture", OpenCLFixture.Wrong, OpenCLFixture.Definitions))
            .Message;
        message.ShouldStartWith($"{fixture.Backend.Name} cannot compile kernel 'Sum' of Fixture: clBuildProgram failed with ");
        message.ShouldContain("(-11)");
        message.ShouldContain("undeclared identifier 'total'");
    }

    [OpenCLFact]
    public void AKernelThatTheTextLacksIsNamed() =>
        Should.Throw<DeviceException>(() => fixture.Backend.Compile("Fixture", OpenCLFixture.Kernels, [new("Absent", 64)]))
            .Message.ShouldBe($"{fixture.Backend.Name}: clCreateKernel for kernel 'Absent' failed with CL_INVALID_KERNEL_NAME (-46).");

    [OpenCLFact]
    public void AGroupThatIsTooLargeIsNamed() =>
        Should.Throw<DeviceException>(() => fixture.Backend.Compile("Fixture", OpenCLFixture.Kernels, [new("Sum", 1 << 14, 1 << 10)]))
            .Message.ShouldEndWith(
                $"and kernel 'Sum' of Fixture has {1 << 24}; use another device.");

    [OpenCLFact]
    public void MemoryThatIsNotThereIsSaidInNumbers()
    {
        var backend = fixture.Backend;
        string message = Should.Throw<DeviceOutOfMemoryException>(() => backend.Allocate((nint)1 << 50)).Message;
        message.ShouldStartWith($"{backend.Name} has no room for 1,125,899,906.8 MB: ");
        message.ShouldMatch(@"[\d,.]+ MB of [\d,.]+ MB are free");
        message.ShouldContain("Use a smaller batch");
        message.ShouldMatch(@"\(clCreateBuffer failed with CL_[A-Z_]+ \(-\d+\)\.\)$");
    }

    [OpenCLFact]
    public void AMissingArgumentNamesTheKernel()
    {
        using var memory = fixture.Backend.Allocate(64);
        Should.Throw<DeviceException>(() => fixture.Backend.Launch(fixture.Module, 1, new(1), [new(memory, 0)], [1, 2, 3]))
            .Message.ShouldBe($"{fixture.Backend.Name}: clSetKernelArg for kernel 'Where' failed with CL_INVALID_ARG_INDEX (-49).");
    }
}

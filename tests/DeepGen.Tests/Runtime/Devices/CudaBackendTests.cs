using DeepGen.Runtime;
using DeepGen.Tests.Models;

namespace DeepGen.Tests.Runtime.Devices;

/// <summary>The CUDA host over a driver whose device is the host. It runs alone, since one test measures allocations.</summary>
[Collection(Alone.Name)]
public sealed class CudaBackendTests : IDisposable
{
    private const int Count = 100;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("deepgen-programs-");
    private readonly FakeCudaDriver driver = new();
    private readonly FakeNvrtc compiler = new();

    /// <summary>Every call of a life with everything in it, but those that give something back or describe the device.</summary>
    public static TheoryData<string> FallibleCalls =>
    [
        "DevicePrimaryCtxRetain", "CtxSetCurrent", "StreamCreate", "MemHostAlloc", "EventCreate", "MemAllocAsync", "MemcpyHtoDAsync",
        "EventRecord", "EventSynchronize", "ModuleLoadData", "ModuleGetFunction", "LaunchKernel", "MemcpyDtoDAsync", "MemsetD8Async",
        "MemcpyDtoHAsync", "StreamQuery", "StreamSynchronize", "StreamBeginCapture", "StreamEndCapture", "GraphInstantiate", "GraphLaunch",
        "MemGetInfo",
    ];

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ALifeComputesAndGivesEverythingBack(bool pools)
    {
        driver.HasPools = pools;
        Live();
        NothingIsLeft();
        driver.Calls!.Count(call => call == "MemAllocAsync").ShouldBe(pools ? 3 : 0);
        driver.Calls!.Count(call => call == "MemFree").ShouldBe(pools ? 0 : 3);
    }

    [Theory]
    [MemberData(nameof(FallibleCalls))]
    public void AFailureNamesTheCallAndItsCode(string call)
    {
        driver.Failures[call] = 700;
        string name = call == "GraphInstantiate" ? "cuGraphInstantiateWithFlags" : $"cu{call}";
        string message = Should.Throw<DeviceException>(Live).Message;
        message.ShouldMatch(
            $"^cuda:0 \\(Fake 9000\\): {name} (for kernel 'Scale' )?failed (after kernel 'Scale' was launched )?"
            + "with CUDA_ERROR_ILLEGAL_ADDRESS \\(700\\), an illegal memory access was encountered\\."
            + "( With DEEPGEN_GRAPHS=0 in the environment .*)?$");
        message.Contains("DEEPGEN_GRAPHS", StringComparison.Ordinal).ShouldBe(call.Contains("Graph") || call.Contains("Capture"));
        message.Contains("for kernel 'Scale'", StringComparison.Ordinal).ShouldBe(call is "LaunchKernel" or "ModuleGetFunction");
        NothingIsLeft();
    }

    [Theory]
    [MemberData(nameof(FallibleCalls))]
    public void MemoryMayBeMissingInEveryCall(string call)
    {
        driver.Failures[call] = FakeCudaDriver.OutOfMemory;
        string message = Should.Throw<DeviceOutOfMemoryException>(Live).Message;
        message.ShouldContain(call);
        message.ShouldContain("CUDA_ERROR_OUT_OF_MEMORY (2)");
        message.ShouldContain("use a smaller batch", Case.Insensitive);
        NothingIsLeft();
    }

    [Fact]
    public void WhatWasGivenBackIsWaitedForBeforeMemoryIsMissing()
    {
        using var backend = Open();
        driver.Failures["MemAllocAsync"] = FakeCudaDriver.OutOfMemory;
        driver.WhenSynchronized = () => driver.Failures.Clear();
        using var buffer = backend.Allocate(100);
        buffer.Bytes.ShouldBe(100);
    }

    [Fact]
    public async Task AnyThreadMayFillTheStagingMemory()
    {
        using var backend = Open();
        using var buffer = backend.Allocate(64);

        // Writes of a line each, so that one of them ends where a slot does; the next comes from a thread of its own.
        byte[] line = new byte[64];
        for (int i = 0; i < 1 << 14; i++) backend.Write(buffer, 0, line);
        await Task.Factory.StartNew(
            () => backend.Write(buffer, 0, line), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    [Fact]
    public void MemoryThatIsNotThereIsSaidInNumbers()
    {
        driver.HasPools = false;
        driver.Failures["MemAlloc"] = FakeCudaDriver.OutOfMemory;
        using var backend = Open();
        Should.Throw<DeviceOutOfMemoryException>(() => backend.Allocate(2_123_456_789)).Message.ShouldBe(
            "cuda:0 (Fake 9000) has no room for 2,123.5 MB: 3,000.0 MB of 4,000.0 MB are free. Use a smaller batch or a smaller model. "
            + "(cuMemAlloc failed with CUDA_ERROR_OUT_OF_MEMORY (2), out of memory.)");
    }

    [Fact]
    public void ALaunchMakesTheContextCurrentAndLaunches()
    {
        using var backend = Open();
        using var module = Compile(backend);
        using var memory = backend.Allocate(1000);
        driver.Calls!.Clear();
        backend.Launch(module, 0, new(2), [new(memory, 0), new(memory, 100), new(memory, 101)], [100, 3]);
        backend.Launch(module, 0, new(1, 0), [new(memory, 0), new(memory, 100), new(memory, 101)], [100, 3]);
        backend.Clear(memory, 0, 10);
        backend.Clear(memory, 0, 0);
        backend.Copy(memory, 0, memory, 20, 10);
        driver.Calls.ShouldBe(["CtxSetCurrent", "LaunchKernel", "CtxSetCurrent", "MemsetD8Async", "CtxSetCurrent", "MemcpyDtoDAsync"]);
    }

    [Fact]
    public void AReadWaitsForItsOwnCopyOnly()
    {
        using var backend = Open();
        using var memory = backend.Allocate(1000);
        driver.Calls!.Clear();
        backend.Write(memory, 0, new byte[8]);
        backend.Read(memory, 0, new byte[8]);
        driver.Calls.Where(call => call != "CtxSetCurrent")
            .ShouldBe(["MemcpyHtoDAsync", "MemcpyDtoHAsync", "EventRecord", "EventSynchronize"]);
    }

    [Theory]
    [InlineData(5, 3)]
    [InlineData((9 << 20) + 5, 7)]
    public void BytesComeBackAsTheyWere(int count, int offset)
    {
        using var backend = Open();
        using var memory = backend.Allocate(count + offset);
        byte[] bytes = OpenCLFixture.Bytes(count, 1);
        backend.Write(memory, offset, bytes);
        OpenCLFixture.Read<byte>(backend, memory, 0, count + offset)[offset..].ShouldBe(bytes);
    }

    [Fact]
    public void TheCompilerIsAskedForTheDevicesArchitectureAndNoContraction()
    {
        using var backend = Open();
        using var module = Compile(backend);
        compiler.Options.ShouldBe(["--gpu-architecture=sm_90", "--fmad=false"]);
        compiler.Text.ShouldContain("#define DG_KERNEL(X, Y) extern \"C\" __global__");
        compiler.Text.ShouldContain("\n#line 1 \"Fixture\"\n" + OpenCLFixture.Kernels);
        compiler.Programs.ShouldBe(0, "all were destroyed");
    }

    [Theory]
    [InlineData("CreateProgram", 3, "nvrtcCreateProgram", "NVRTC_ERROR_INTERNAL_ERROR (3)")]
    [InlineData("CompileProgram", 6, "nvrtcCompileProgram", "NVRTC_ERROR_COMPILATION (6)")]
    [InlineData("GetCubinSize", 3, "nvrtcGetCUBIN", "NVRTC_ERROR_INTERNAL_ERROR (3)")]
    [InlineData("GetCubin", 3, "nvrtcGetCUBIN", "NVRTC_ERROR_INTERNAL_ERROR (3)")]
    public void ATextThatDoesNotCompileShowsTheLog(string call, int code, string name, string expected)
    {
        compiler.Failures[call] = code;
        using (var backend = Open())
        {
            string message = Should.Throw<DeviceException>(() => Compile(backend)).Message;
            bool isLogged = call == "CompileProgram";
            string kernel = isLogged ? "kernel 'Where'" : "the kernels";
            message.ShouldStartWith($"cuda:0 (Fake 9000) cannot compile {kernel} of Fixture: {name} failed with {expected}.");
            message.Contains(FakeNvrtc.LogText, StringComparison.Ordinal).ShouldBe(isLogged);
        }

        compiler.Programs.ShouldBe(0, "all were destroyed");
        NothingIsLeft();
    }

    [Fact]
    public void ACompiledProgramIsLoadedAgainUnlessTheDriverRefusesIt()
    {
        using var backend = Open();
        for (int i = 0; i < 3; i++) Compile(backend).Dispose();
        Compilations().ShouldBe(1);

        // As if the driver had been replaced by one that wants other programs: this one is compiled, and refused again.
        driver.Image = "another cubin";
        Should.Throw<DeviceException>(() => Compile(backend)).Message
            .ShouldContain("cuModuleLoadData failed with CUDA_ERROR_INVALID_IMAGE");
        Compilations().ShouldBe(2);
        driver.Image = FakeNvrtc.Cubin;
        Compile(backend).Dispose();
        Compilations().ShouldBe(2);

        int Compilations() => compiler.Calls.Count(call => call == "CompileProgram");
    }

    [Fact]
    public void ARecordedGraphIsReplayed()
    {
        using var backend = Open();
        using var module = Compile(backend);
        using var memory = backend.Allocate(12);
        OpenCLFixture.Write(backend, memory, 0, 1f, 1f, 0f);
        using DeviceGraph graph = backend.Record(() =>
        {
            backend.Launch(module, 0, new(1), [new(memory, 0), new(memory, 1), new(memory, 2)], [1, 2]);
            backend.Copy(memory, 8, memory, 0, 4);
        })!;
        OpenCLFixture.Read<float>(backend, memory, 0, 3).ShouldBe([1, 1, 0], "recorded, not run");
        for (int i = 0; i < 3; i++) backend.Replay(graph);
        OpenCLFixture.Read<float>(backend, memory, 0, 3).ShouldBe([15, 1, 15]);
    }

    [Fact]
    public void WhatCannotBeRecordedIsRefusedAndTheStreamGoesOn()
    {
        using (var backend = Open())
        {
            using var memory = backend.Allocate(4);
            using var graph = backend.Record(() => { })!;
            Action[] refused =
            [
                () => backend.Write(memory, 0, new byte[4]), () => backend.Read(memory, 0, new byte[4]),
                () => backend.Allocate(4).Dispose(),
                backend.Flush, backend.Synchronize, () => Compile(backend), () => backend.Replay(graph), () => backend.Record(() => { }),
            ];
            foreach (var command in refused)
            {
                Should.Throw<InvalidOperationException>(() => backend.Record(command)).Message.ShouldStartWith("Only launches");
            }

            OpenCLFixture.Write(backend, memory, 0, 5);
            OpenCLFixture.Read<int>(backend, memory, 0, 1).ShouldBe([5]);
        }

        NothingIsLeft();
    }

    [Fact]
    public void MemoryThatIsReleasedWhileCommandsAreRecordedGoesAfterwards()
    {
        using var backend = Open();
        var memory = backend.Allocate(4);
        using var graph = backend.Record(() =>
        {
            // The driver of these tests refuses to release now.
            memory.Dispose();
            driver.Live.ShouldContain("MemAllocAsync");
        });
        driver.Live.ShouldNotContain("MemAllocAsync");
    }

    [Fact]
    public void WhatOutlivesTheBackendKeepsTheContext()
    {
        var backend = Open();
        var (memory, module) = (backend.Allocate(4), Compile(backend));
        var graph = backend.Record(() => { })!;
        backend.Dispose();
        backend.Dispose();
        foreach (DeviceResource resource in new DeviceResource[] { memory, module, graph })
        {
            driver.ContextUsers.ShouldBe(1);
            resource.Dispose();
            resource.Dispose();
        }

        NothingIsLeft();
    }

    [Fact]
    public void WhatNobodyDisposesOfIsCollected()
    {
        using var backend = Open();
        Forget(backend);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        driver.Live.ShouldNotContain("MemAllocAsync");

        static void Forget(CudaBackend backend) => backend.Allocate(4);
    }

    [Fact]
    public void TheProfileSumsTheTimesOfKernels()
    {
        using (var backend = Open(profiles: true))
        {
            using var module = Compile(backend);
            using var memory = backend.Allocate(12);
            OpenCLFixture.Write(backend, memory, 0, 1f, 1f, 0f);
            for (int i = 0; i < 5000; i++) backend.Launch(module, 0, new(1), [new(memory, 0), new(memory, 1), new(memory, 2)], [1, 2]);
            backend.Synchronize();
            backend.Profile!.Sums["Scale"].ShouldBe((5000, 5000 * 500_000L));
            backend.Record(() => { }).ShouldBeNull();
        }

        NothingIsLeft();
    }

    [Fact]
    public void GraphsCanBeSwitchedOff()
    {
        using var backend = new CudaBackend(
            CudaDevices.Find(driver, _ => compiler, [])[0], new ProgramCache(folder.FullName), profiles: false, records: false);
        backend.Record(() => throw new InvalidOperationException("recorded")).ShouldBeNull();
    }

    [Fact]
    public void LaunchesAllocateNothingOnTheHost()
    {
        using var backend = Open();
        using var module = Compile(backend);
        using var memory = backend.Allocate(4000);
        driver.Calls = null;
        for (int i = 0; i < 300; i++) Launch();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++) Launch();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void Launch() => backend.Launch(module, 0, new(1), [new(memory, 0), new(memory, 100), new(memory, 101)], [100, 3]);
    }

    /// <summary>Opens, computes, checks the result, and gives back; whatever fails on the way.</summary>
    private void Live()
    {
        using var backend = Open();
        using var from = backend.Allocate(4 * Count);
        using var to = backend.Allocate(4 * (Count + 1));
        backend.FreeMemory.ShouldBeGreaterThan(0);
        using var module = Compile(backend);
        float[] x = [.. Enumerable.Range(0, Count).Select(i => (float)i)];

        // Enough for the ring of staging memory to come round.
        for (int i = 0; i < 5; i++) backend.Write(to, 0, new byte[4 * Count]);
        using var large = backend.Allocate(9 << 20);
        backend.Write(large, 0, new byte[9 << 20]);
        large.Dispose();
        OpenCLFixture.Write(backend, from, 0, x);
        OpenCLFixture.Write(backend, to, Count, 0.5f);
        backend.Launch(module, 0, new(2), [new(from, 0), new(to, Count), new(to, 0)], [Count, 3]);
        backend.Flush();
        using DeviceGraph graph = backend.Record(() =>
        {
            backend.Clear(from, 0, 4);
            backend.Copy(to, 4, from, 4, 4);
        })!;
        backend.Replay(graph);
        backend.Synchronize();
        OpenCLFixture.Read<float>(backend, to, 0, Count).ShouldBe(x.Select(value => (3 * value) + 0.5f));
        OpenCLFixture.Read<float>(backend, from, 0, 3).ShouldBe([0, 3.5f, 2]);
    }

    private void NothingIsLeft()
    {
        driver.Live.ShouldBeEmpty();
        driver.ContextUsers.ShouldBe(0);
    }

    private CudaBackend Open(bool profiles = false) =>
        new(CudaDevices.Find(driver, _ => compiler, [])[0], new ProgramCache(folder.FullName), profiles);

    private static DeviceModule Compile(CudaBackend backend) =>
        backend.Compile("Fixture", OpenCLFixture.Kernels, OpenCLFixture.Definitions);
}

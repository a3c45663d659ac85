using System.Diagnostics;

namespace DeepGen.Tests.Runtime.Devices;

/// <summary>What runs the simulators and the compilers of kernels does not wait for ever.</summary>
public class ChildProcessTests
{
    /// <summary>A descendant that went on would hold the output, and this would wait for it.</summary>
    [Fact]
    public async Task WhatIsStuckIsEndedWithAllThatItStarted()
    {
        if (OperatingSystem.IsWindows()) return;
        var start = new ProcessStartInfo("sh", ["-c", "echo begun; sleep 600 & echo trouble >&2; wait"]);
        var run = ChildProcess.Run(start, TimeSpan.FromSeconds(5)).WaitAsync(TimeSpan.FromMinutes(1));
        string message = (await Should.ThrowAsync<TimeoutException>(run)).Message;
        message.ShouldStartWith("sh -c ");
        message.ShouldContain(" was ended after 00:00:05:\nbegun\ntrouble\n");
    }

    [Fact]
    public async Task WhatEndsSaysAllThatItHasWritten()
    {
        if (OperatingSystem.IsWindows()) return;
        (await ChildProcess.Run(new ProcessStartInfo("sh", ["-c", "echo out; echo err >&2; exit 3"]), ChildProcess.Limit))
            .ShouldBe((3, "out\n", "err\n"));
    }
}

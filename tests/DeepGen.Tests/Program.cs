using DeepGen.Tests.Devices.Gates;
using DeepGen.Tests.Runtime.Devices;
using DeepGen.Tests.Runtime.Memory;

namespace DeepGen.Tests;

/// <summary>What runs when this assembly is started as a program, by its own tests.</summary>
internal static class Program
{
    private static void Main(string[] arguments)
    {
        Action<string[]> run = arguments[0] switch
        {
            "memory" => MemoryCheckTests.RunAsChild,
            "devices" => DeviceProcessTests.RunAsChild,
            "gates" => GateProcess.RunAsChild,
            _ => throw new ArgumentException($"There is no '{arguments[0]}'; write memory, devices or gates."),
        };
        run(arguments[1..]);
    }
}

using DeepGen.Samples.Tests.Resume;

namespace DeepGen.Samples.Tests;

/// <summary>What runs when the tests start their own assembly as a child process.</summary>
internal static class Program
{
    private static void Main(string[] arguments) => TrainingProcess.Run(arguments);
}

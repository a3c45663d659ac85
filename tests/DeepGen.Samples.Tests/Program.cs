using DeepGen.Samples.Tests.Digits;
using DeepGen.Samples.Tests.Resume;

namespace DeepGen.Samples.Tests;

/// <summary>What runs when this assembly is started as a program: by its own tests and by tests/Reference/check_checkpoint.py.</summary>
internal static class Program
{
    private static void Main(string[] arguments)
    {
        Action<string[]> run = arguments[0] switch
        {
            "train" => TrainingProcess.Run,
            "logits" => LogitsProcess.Run,
            _ => throw new ArgumentException($"There is no '{arguments[0]}'; write train or logits."),
        };
        run(arguments[1..]);
    }
}

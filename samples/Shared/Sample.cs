using DeepGen.Training;

namespace DeepGen.Samples;

/// <summary>What a run has found on samples that its model has not seen.</summary>
/// <param name="Accuracy">The model's accuracy.</param>
/// <param name="Baseline">The accuracy of something simple, for comparison.</param>
/// <param name="BaselineName">What that is, such as "the most frequent class".</param>
public readonly record struct Figures(double Accuracy, double Baseline, string BaselineName);

/// <summary>The frame of every sample: reads the command line, runs once or for several seeds, and ends with one line.</summary>
public static class Sample
{
    /// <summary>Runs a sample; the result is the exit code.</summary>
    public static int Run(string[] arguments, About about, Func<Options, Figures> train)
    {
        if (Options.Parse(arguments, about, out var exitCode) is not { } options)
        {
            return exitCode;
        }

        try
        {
            Console.WriteLine(options.Seeds == 1 ? RunOnce(options, train) : RunSeeds(options, train));
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException
            or CheckpointException or TrainingException or DeviceException)
        {
            // What a user can put right is one sentence; a stack trace would only hide it.
            Console.Error.WriteLine($"error: {exception.Message}");
            return 1;
        }
    }

    private static string RunOnce(Options options, Func<Options, Figures> train)
    {
        OutputFolder.Make(options);
        var figures = train(options);
        options.Say($"{figures.BaselineName}: {figures.Baseline:0.0000}");
        return FormattableString.Invariant($"test accuracy: {figures.Accuracy:0.0000}");
    }

    private static string RunSeeds(Options options, Func<Options, Figures> train)
    {
        var all = new Figures[options.Seeds];
        OutputFolder.Make(options);
        for (var i = 0; i < all.Length; i++)
        {
            var seed = options.Seed + (ulong)i;
            all[i] = train(options with { Seed = seed, Output = Path.Combine(options.Output, $"seed-{seed}"), Quiet = true });
            options.Say($"seed {seed}: test accuracy {all[i].Accuracy:0.0000}, {all[i].BaselineName} {all[i].Baseline:0.0000}");
        }

        var mean = all.Average(run => run.Accuracy);
        var deviation = Math.Sqrt(all.Sum(run => (run.Accuracy - mean) * (run.Accuracy - mean)) / (all.Length - 1));
        var (baseline, name) = (all.Average(run => run.Baseline), all[0].BaselineName);
        options.Say($"{name}: {baseline:0.0000}, {(mean - baseline) / deviation:0.0} standard deviations below");
        return FormattableString.Invariant($"test accuracy over {all.Length} seeds: {mean:0.0000} +- {deviation:0.0000}");
    }
}

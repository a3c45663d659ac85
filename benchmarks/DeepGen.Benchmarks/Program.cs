using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using DeepGen.Benchmarks.Compare;
using DeepGen.Benchmarks.Latency;
using DeepGen.Benchmarks.Startup;

switch (args)
{
    case ["latency", .. var options]:
        return LatencyBenchmark.Run(options);
    case [LatencyBenchmark.Measuring, .. var options]:
        return LatencyBenchmark.Measure(options);
    case ["compare", .. var options]:
        return Comparison.Run(options);
    case ["compare-server"]:
        return Server.Run();
    case ["startup", .. var options]:
        return StartupBenchmark.Run(options);
    case ["build", .. var options]:
        return BuildBenchmark.Run(options);
    case ["bdn", .. var options]:
        // It builds a program of its own with all models in it, which takes longer than it would wait.
        var config = ManualConfig.Create(DefaultConfig.Instance).WithBuildTimeout(TimeSpan.FromMinutes(10));
        Summary[] summaries = [.. BenchmarkSwitcher.FromAssembly(typeof(LatencyBenchmark).Assembly).Run(options, config)];
        bool ran = summaries.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success));
        return ran ? 0 : 1;
    default:
        Console.Error.WriteLine("""
            latency [REPETITIONS]   how long the generator takes in the editor and in a build; writes benchmarks/RESULTS.md
            compare [OPTIONS]       beside PyTorch and ONNX Runtime; --help shows the options; writes benchmarks/RESULTS.md
            startup [TURNS]         from Main to the end of a first training step; writes benchmarks/RESULTS.md
            build [TURNS]           what a large model costs in a build; writes benchmarks/RESULTS.md
            bdn [OPTIONS]           kernels and training steps, by BenchmarkDotNet: --filter '*Tiles*', --list flat, ...
            """);
        return 2;
}

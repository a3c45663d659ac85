using System.Globalization;
using System.Text;
using DeepGen.Benchmarks.Compare;

namespace DeepGen.Benchmarks.Startup;

/// <summary>What a large model costs in a build: the sample with ResNet-18, with its models and without them.</summary>
internal static class BuildBenchmark
{
    private const string Invocation = "dotnet run -c Release --project benchmarks/DeepGen.Benchmarks -- build";

    // What the project holds itself to, in times of the build without the models.
    private const double Most = 2;

    private const string WithoutModels = """
        <Project>
          <ItemGroup>
            <Compile Remove="ResNet18.cs;Program.cs" />
            <Compile Include="$(MSBuildThisFileDirectory)Empty.cs" />
          </ItemGroup>
        </Project>
        """;

    /// <summary>Builds by turns, prints a table and keeps it.</summary>
    public static int Run(string[] options)
    {
        int turns = options.Length > 0 ? int.Parse(options[0], CultureInfo.InvariantCulture) : 7;
        string folder = Path.Combine(Repository.Root, "artifacts", "build");
        Directory.CreateDirectory(folder);
        string targets = Path.Combine(folder, "WithoutModels.targets");
        File.WriteAllText(targets, WithoutModels);
        File.WriteAllText(Path.Combine(folder, "Empty.cs"), "System.Console.WriteLine();");
        string sample = Path.Combine(Repository.Root, "samples", "Residual", "Residual.csproj");
        Command.Run("dotnet", "build", sample, "-c", "Release", "-v", "quiet");

        var text = new StringBuilder("| the compiler | with the models, ms | without, ms | ratio |\n|---|---:|---:|---:|\n");
        List<double> ratios = [];
        foreach (bool server in (bool[])[false, true])
        {
            List<double> with = [], without = [];
            for (int turn = -1; turn < turns; turn++)
            {
                double one = Build(sample, null, server);
                double other = Build(sample, targets, server);
                if (turn < 0) continue;
                with.Add(one);
                without.Add(other);
            }

            (double model, double plain) = (Statistics.Median(with), Statistics.Median(without));
            ratios.Add(model / plain);
            text.Append(CultureInfo.InvariantCulture, $"| {(server ? "warm, as a server" : "started by each build")} | {model:F0} | {plain:F0} | ")
                .Append(CultureInfo.InvariantCulture, $"{model / plain:F2} |\n");
        }

        text.Append("\nThe project samples/Residual alone, from nothing, without restoring and without the projects that it refers to; ")
            .Append("it has ResNet-18 of 32 x 32 images, the same with a quarter of the channels, and a linear classifier. Without them its ")
            .Append(CultureInfo.InvariantCulture, $"Program.cs is empty. Medians of {turns} builds of each, by turns. ")
            .Append(CultureInfo.InvariantCulture, $"The bar is less than {Most} times: {(ratios.TrueForAll(ratio => ratio < Most) ? "holds" : "**missed**")}.\n");
        Console.WriteLine(text);
        Results.Write("Building a large model", Invocation, text.ToString());
        return 0;
    }

    private static double Build(string project, string? targets, bool server)
    {
        string folder = targets is null ? "with" : "without";
        string intermediate = Path.Combine("obj", "measured", folder) + Path.DirectorySeparatorChar;
        string output = Path.Combine(Repository.Root, "artifacts", "build", folder) + Path.DirectorySeparatorChar;
        foreach (string made in (string[])[Path.Combine(Path.GetDirectoryName(project)!, intermediate), output])
        {
            if (Directory.Exists(made)) Directory.Delete(made, recursive: true);
        }

        string[] without = targets is null ? [] : [$"-p:CustomAfterMicrosoftCommonTargets={targets}"];
        return Command.Run(
            "dotnet",
            [
                "build", project, "-c", "Release", "-v", "quiet", "--no-restore", "--no-dependencies", $"-p:UseSharedCompilation={server}",
                $"-p:IntermediateOutputPath={intermediate}", $"-p:OutputPath={output}", .. without,
            ]).Milliseconds;
    }
}

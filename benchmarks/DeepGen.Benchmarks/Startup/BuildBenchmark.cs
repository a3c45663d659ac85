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

    /// <summary>Builds by turns, prints a table and keeps it.</summary>
    public static int Run(string[] options)
    {
        int turns = options.Length > 0 ? int.Parse(options[0], CultureInfo.InvariantCulture) : 7;
        string with = Copy("with", file => true);
        string without = Copy("without", file => file is not ("Program.cs" or "ResNet18.cs"));
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(without)!, "Program.cs"), "System.Console.WriteLine();");
        foreach (string project in (string[])[with, without]) Command.Run("dotnet", "build", project, "-c", "Release", "-v", "quiet");

        var text = new StringBuilder("| the compiler | with the models, ms | without, ms | ratio |\n|---|---:|---:|---:|\n");
        List<double> ratios = [];
        foreach (bool server in (bool[])[false, true])
        {
            List<double> models = [], none = [];
            for (int turn = -1; turn < turns; turn++)
            {
                double one = Build(with, server);
                double other = Build(without, server);
                if (turn < 0) continue;
                models.Add(one);
                none.Add(other);
            }

            (double model, double plain) = (Statistics.Median(models), Statistics.Median(none));
            ratios.Add(model / plain);
            text.Append(server ? "| warm, as a server | " : "| started by each build | ")
                .Append(CultureInfo.InvariantCulture, $"{model:F0} | {plain:F0} | {model / plain:F2} |\n");
        }

        text.Append("\nThe project samples/Residual alone, from nothing, without restoring and without the projects that it refers to; ")
            .Append("it has ResNet-18 of 32 x 32 images, the same with a quarter of the channels, and a linear classifier. ")
            .Append("Without them its ")
            .Append(CultureInfo.InvariantCulture, $"Program.cs is empty. Medians of {turns} builds of each, by turns. ")
            .Append(CultureInfo.InvariantCulture, $"The bar is less than {Most} times: ")
            .Append(ratios.TrueForAll(ratio => ratio < Most) ? "holds.\n" : "**missed**.\n");
        Console.WriteLine(text);
        Results.Write("Building a large model", Invocation, text.ToString());
        return 0;
    }

    /// <summary>Copies the sample's project, with some of its files, to a place of its own.</summary>
    /// <returns>The project's file.</returns>
    private static string Copy(string name, Func<string, bool> takes)
    {
        string from = Path.Combine(Repository.Root, "samples", "Residual");
        string to = Path.Combine(Repository.Root, "artifacts", "build", name);
        if (Directory.Exists(to)) Directory.Delete(to, recursive: true);
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from, "*.cs").Where(file => takes(Path.GetFileName(file))))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        string project = File.ReadAllText(Path.Combine(from, "Residual.csproj"))
            .Replace("=\"../", $"=\"{from}/../", StringComparison.Ordinal);
        string path = Path.Combine(to, "Residual.csproj");
        File.WriteAllText(path, project);
        return path;
    }

    /// <summary>Builds a project from nothing but what restoring it left.</summary>
    private static double Build(string project, bool server)
    {
        string folder = Path.GetDirectoryName(project)!;
        foreach (string made in (string[])[Path.Combine(folder, "obj", "Release"), Path.Combine(folder, "bin")])
        {
            if (Directory.Exists(made)) Directory.Delete(made, recursive: true);
        }

        string[] arguments = ["-c", "Release", "-v", "quiet", "--no-restore", "--no-dependencies", $"-p:UseSharedCompilation={server}"];
        return Command.Run("dotnet", ["build", project, .. arguments]).Milliseconds;
    }
}

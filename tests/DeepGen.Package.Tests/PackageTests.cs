using System.Xml.Linq;

namespace DeepGen.Package.Tests;

/// <summary>The packages as a user gets them.</summary>
public sealed class PackageTests(Packages packages) : IClassFixture<Packages>
{
    // All three packages at work: a loader, a model with its optimizer, a metric, a checkpoint.
    private const string Program = """
        using System.Numerics.Tensors;
        using DeepGen;
        using DeepGen.Data;
        using DeepGen.Training;

        float[] points = new float[512];
        int[] quadrants = new int[256];
        var random = new Random(1);
        for (int i = 0; i < quadrants.Length; i++)
        {
            points[2 * i] = random.NextSingle() - 0.5f;
            points[(2 * i) + 1] = random.NextSingle() - 0.5f;
            quadrants[i] = (points[2 * i] > 0 ? 1 : 0) + (points[(2 * i) + 1] > 0 ? 2 : 0);
        }

        var data = new TensorDataset<float, int>(Tensor.Create(points, [256, 2]), Tensor.Create(quadrants, [256]));
        var loader = new DataLoader<float, int>(data, batchSize: 32, shuffle: true, seed: 3);
        using var model = new Quadrants(seed: 5);
        using var optimizer = new Adam(model.Parameters, learningRate: 0.02);
        var accuracy = new Accuracy();
        for (int epoch = 0; epoch < 40; epoch++)
        {
            accuracy.Reset();
            foreach (var (inputs, targets) in loader.Epoch(epoch))
            {
                var step = model.Step(inputs, targets);
                optimizer.Step();
                accuracy.Add(step.Output.Tensor, targets);
            }
        }

        Console.WriteLine(accuracy.Value > 0.9 ? "learned" : FormattableString.Invariant($"an accuracy of only {accuracy.Value}"));
        model.Save("quadrants.safetensors", optimizer);
        using var reloaded = new Quadrants();
        reloaded.Load("quadrants.safetensors");
        bool equal = reloaded.Parameters.Span.SequenceEqual(model.Parameters.Span);
        Console.WriteLine($"{model.Parameters.Linear1.Weight} {(equal ? "saved and loaded" : "lost")}");

        [Model]
        [Input("point", "N, 2")]
        [Linear(16), BatchNorm1d, ReLU, Linear(4)]
        [CrossEntropyLoss("quadrant")]
        public partial class Quadrants;
        """;

    private const string Wrong = """
        using DeepGen;

        Console.WriteLine(new Digits().Summary());

        [Model]
        [Input("image", "N, 1, 28, 28")]
        [Conv2d(8, Kernel = 3, Padding = 1), MaxPool2d(2), Flatten, Linear(10, Inputs = 1500)]
        [CrossEntropyLoss("label")]
        public partial class Digits;
        """;

    [Theory]
    [InlineData("DeepGen", new[] { "analyzers/dotnet/cs/DeepGen.Generators.dll", "analyzers/dotnet/cs/DeepGen.CodeFixes.dll" })]
    [InlineData("DeepGen.Data", new string[0])]
    [InlineData("DeepGen.Training", new string[0])]
    public void A_package_holds_what_its_user_needs(string name, string[] compiler)
    {
        using var package = packages.Open(name);
        var files = package.Entries.Select(entry => entry.FullName)
            .Where(file => Path.GetExtension(file) is ".dll" or ".xml" or ".md").ToList();

        files.Remove("[Content_Types].xml");
        package.Entries.Select(entry => entry.FullName).Where(file => file.StartsWith("build", StringComparison.Ordinal))
            .ShouldBe(
                name == "DeepGen"
                    ? ["build/DeepGen.Editor.globalconfig", "build/DeepGen.targets",
                        "buildTransitive/DeepGen.Editor.globalconfig", "buildTransitive/DeepGen.targets"]
                    : [],
                ignoreOrder: true);
        files.ShouldBe(["README.md", $"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml", .. compiler], ignoreOrder: true);
        using var symbols = packages.Open(name, "snupkg");
        symbols.Entries.ShouldContain(entry => entry.FullName == $"lib/net10.0/{name}.pdb");
    }

    [Theory]
    [InlineData("DeepGen", "System.Numerics.Tensors")]
    [InlineData("DeepGen.Data", "CsvHelper", "System.Numerics.Tensors")]
    [InlineData("DeepGen.Training", "CsvHelper", "DeepGen", "DeepGen.Data", "System.Numerics.Tensors")]
    public void A_package_says_what_it_is(string name, params string[] dependencies)
    {
        using var package = packages.Open(name);
        using var stream = package.GetEntry(name + ".nuspec")!.Open();
        var metadata = XDocument.Load(stream).Root!.Elements().Single();
        string Value(string element) => metadata.Elements().Single(child => child.Name.LocalName == element).Value;

        Value("license").ShouldBe("MIT");
        Value("readme").ShouldBe("README.md");
        Value("description").ShouldNotBe("Package Description");
        metadata.Descendants().Where(element => element.Name.LocalName == "dependency")
            .Select(element => element.Attribute("id")!.Value).ShouldBe(dependencies, ignoreOrder: true);
    }

    [Fact]
    public async Task A_model_builds_and_learns_without_any_switch_in_the_project()
    {
        var consumer = await packages.Consume("right", Program);

        (await consumer.Build()).ShouldSucceed().Complaints.ShouldBeEmpty();
        (await consumer.RunBuilt()).ShouldSucceed().Lines.ShouldBe(["learned", "linear1.weight [16, 2] saved and loaded"]);
    }

    /// <summary>What an editor compiles has no text for devices, unless the project asks for it; a build has.</summary>
    [Fact]
    public async Task An_editor_s_build_leaves_out_what_is_for_devices()
    {
        var consumer = await packages.Consume("editor", Program);

        const string Devices = "Quadrants.Device.g.cs";
        var built = await Files("built");
        built.ShouldContain(Devices);
        (await Files("edited", "-p:DesignTimeBuild=true")).ShouldBe(built.Where(file => file != Devices), ignoreOrder: true);
        (await Files("asked", "-p:DesignTimeBuild=true", "-p:DeepGenDevicesInEditor=true")).ShouldBe(built, ignoreOrder: true);

        async Task<string?[]> Files(string folder, params string[] arguments)
        {
            // The compiler writes into a folder that is there, and only a build makes it.
            string path = Directory.CreateDirectory(Path.Combine(packages.Root, "generated-" + folder)).FullName;
            string[] switches = ["-p:EmitCompilerGeneratedFiles=true", "-p:CompilerGeneratedFilesOutputPath=" + path, "--no-incremental"];
            (await consumer.Build([.. switches, .. arguments])).ShouldSucceed().Complaints.ShouldBeEmpty();
            return [.. Directory.GetFiles(path, "Quadrants*.cs", SearchOption.AllDirectories).Select(Path.GetFileName)];
        }
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task A_wrong_model_fails_the_build_with_one_line(string runAnalyzers)
    {
        var consumer = await packages.Consume("wrong-" + runAnalyzers, Wrong);

        var build = await consumer.Build("-p:RunAnalyzers=" + runAnalyzers);

        build.ExitCode.ShouldNotBe(0);
        build.Complaints.ShouldHaveSingleItem().ShouldContain(
            "Program.cs(7,72): error DG1102: 'linear1' is declared with 1500 inputs but receives 1568: conv1 [N, 8, 28, 28] -> "
            + "MaxPool2d(2) [N, 8, 14, 14] -> Flatten [N, 1568]; remove 'Inputs = 1500' or write 1568");
    }

    /// <summary>
    /// Trimmed, self-contained, one file, with the analyzers for native compilation too; publishing natively needs a runtime pack that not
    /// every feed has, and is therefore not tried.
    /// </summary>
    [Fact]
    public async Task A_model_can_be_trimmed_into_a_single_file()
    {
        var consumer = await packages.Consume("published", Program);

        var published = await consumer.Publish(
            "--use-current-runtime", "--self-contained", "-o", "out", "-p:PublishSingleFile=true", "-p:PublishTrimmed=true",
            "-p:TrimmerSingleWarn=false", "-p:IsAotCompatible=true");

        published.ShouldSucceed().Complaints.ShouldBeEmpty();
        (await consumer.RunPublished("out")).ShouldSucceed().Lines.ShouldBe(["learned", "linear1.weight [16, 2] saved and loaded"]);
    }
}

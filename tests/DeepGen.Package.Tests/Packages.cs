using System.Globalization;
using System.IO.Compression;
using System.Reflection;

namespace DeepGen.Package.Tests;

/// <summary>The packages, packed once for all tests into a folder of their own, under a version that no cache has seen.</summary>
public sealed class Packages : IAsyncLifetime
{
    public static readonly string[] Names = ["DeepGen", "DeepGen.Data", "DeepGen.Training"];

    /// <summary>Everything that the tests write.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("deepgen-package-").FullName;

    /// <summary>The version of this run.</summary>
    public string PackageVersion { get; } =
        string.Create(CultureInfo.InvariantCulture, $"0.1.0-test.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}");

    private string Feed => Path.Combine(Root, "feed");

    public async Task InitializeAsync()
    {
        foreach (var name in Names)
        {
            // Not built again, so that test projects that run beside this one keep their files; the specification goes to our folder too.
            var packed = await Dotnet.Run(
                Metadata("RepositoryRoot"),
                "pack", Path.Combine("src", name, name + ".csproj"), "--no-build", "-c", Metadata("Configuration"), "-o", Feed,
                "-p:PackageVersion=" + PackageVersion, "-p:NuspecOutputPath=" + Path.Combine(Root, "nuspec", name) + "/", "-warnaserror");
            packed.ShouldSucceed().Complaints.ShouldBeEmpty();
        }
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Root, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>A package of this run, to be read.</summary>
    public ZipArchive Open(string name, string extension = "nupkg") =>
        ZipFile.OpenRead(Path.Combine(Feed, $"{name}.{PackageVersion}.{extension}"));

    /// <summary>A new project that has nothing of this repository but references to the packages, restored.</summary>
    public async Task<Consumer> Consume(string name, string program)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Root, name)).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "nuget.config"), $"""
            <configuration><packageSources><add key="deepgen-test" value="{Feed}" /></packageSources></configuration>
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "Consumer.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                {string.Join('\n', Names.Select(package => $"""<PackageReference Include="{package}" Version="{PackageVersion}" />"""))}
              </ItemGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), program);
        return new Consumer(folder, Path.Combine(Root, "packages"));
    }

    private static string Metadata(string key) =>
        typeof(Packages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}

/// <summary>A project of a user, with a packages folder that holds nothing from earlier runs.</summary>
public sealed class Consumer(string folder, string packages)
{
    internal Task<Finished> Build(params string[] arguments) =>
        Dotnet.Run(folder, ["build", "-c", "Release", "-warnaserror", "-p:RestorePackagesPath=" + packages, .. arguments]);

    internal Task<Finished> Publish(params string[] arguments) =>
        Dotnet.Run(folder, ["publish", "-c", "Release", "-warnaserror", "-p:RestorePackagesPath=" + packages, .. arguments]);

    internal Task<Finished> RunBuilt() => Dotnet.Run(folder, Path.Combine("bin", "Release", "net10.0", "Consumer.dll"));

    internal Task<Finished> RunPublished(string output) =>
        Dotnet.Start(Path.Combine(folder, output, OperatingSystem.IsWindows() ? "Consumer.exe" : "Consumer"), folder);
}

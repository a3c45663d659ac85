using System.Globalization;

namespace DeepGen.Runtime;

/// <summary>
/// Where NVRTC may lie: what <c>DEEPGEN_NVRTC</c> names and nothing else; or on the system's path, in a CUDA toolkit, or among the
/// packages of a Python, where pip puts it. A driver runs what compilers of its own or an older major version wrote.
/// </summary>
internal static class NvrtcFiles
{
    /// <summary>The variable that names the file.</summary>
    public const string Variable = "DEEPGEN_NVRTC";

    /// <summary>The oldest version of CUDA that will do.</summary>
    public const int OldestMajor = 12;

    private const int NewestMajor = 13;

    /// <summary>The files to try, the preferred first.</summary>
    /// <param name="driverMajor">The version of CUDA that the driver offers.</param>
    public static IEnumerable<string> Find(int driverMajor) =>
        Find(driverMajor, OperatingSystem.IsWindows(), Environment.GetEnvironmentVariable);

    /// <summary>The file for a version.</summary>
    /// <param name="major">The version of CUDA.</param>
    public static string Name(int major) => Name(major, OperatingSystem.IsWindows());

    /// <summary>The second halves of the compiler, its built-in headers, in the folder of a file that was named with one.</summary>
    /// <param name="file">The compiler's file.</param>
    public static IEnumerable<string> Beside(string file) =>
        Path.GetDirectoryName(file) is { Length: > 0 } folder && Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*nvrtc-builtins*").Order(StringComparer.Ordinal)
            : [];

    /// <summary>The files to try with a given system and environment.</summary>
    internal static IEnumerable<string> Find(int driverMajor, bool isWindows, Func<string, string?> variable)
    {
        if (variable(Variable) is { Length: > 0 } chosen)
        {
            return [chosen];
        }

        string[] sites = [.. Sites(isWindows, variable)];
        return Enumerable.Range(OldestMajor, Math.Max(0, Math.Min(NewestMajor, driverMajor) - OldestMajor + 1))
            .Reverse()
            .SelectMany(major => Find(major, isWindows, variable, sites));
    }

    private static IEnumerable<string> Find(int major, bool isWindows, Func<string, string?> variable, string[] sites)
    {
        string name = Name(major, isWindows);
        string library = isWindows ? "bin" : "lib";
        string[] folders =
        [
            .. new[] { variable("CUDA_PATH"), variable("CUDA_HOME"), isWindows ? null : "/usr/local/cuda" }
                .Where(root => !string.IsNullOrEmpty(root))
                .SelectMany(root => isWindows
                    ? new[] { Path.Combine(root!, "bin"), Path.Combine(root!, "bin", "x64") }
                    : [Path.Combine(root!, "lib64")]),
            .. variable("CONDA_PREFIX") is { Length: > 0 } conda
                ? new[] { isWindows ? Path.Combine(conda, "Library", "bin") : Path.Combine(conda, "lib") }
                : [],
            .. sites.SelectMany(site => new[]
            {
                Path.Combine(site, "nvidia", "cuda_nvrtc", library),
                Path.Combine(site, "nvidia", Invariant($"cu{major}"), library),
                Path.Combine(site, "nvidia", Invariant($"cu{major}"), library, "x86_64"),
            }),
        ];
        return [name, .. folders.Select(folder => Path.Combine(folder, name)).Where(File.Exists)];
    }

    private static string Name(int major, bool isWindows) =>
        isWindows ? Invariant($"nvrtc64_{major}0_0.dll") : Invariant($"libnvrtc.so.{major}");

    // Every Python on the path, the active environment and the user's own packages.
    private static IEnumerable<string> Sites(bool isWindows, Func<string, string?> variable)
    {
        string path = variable("PATH") ?? "";
        IEnumerable<string?> roots =
        [
            variable("VIRTUAL_ENV"),
            variable("CONDA_PREFIX"),
            .. isWindows
                ? path.Split(';').Where(folder => File.Exists(Path.Combine(folder, "python.exe")))
                : path.Split(':').Where(folder => File.Exists(Path.Combine(folder, "python3"))).Select(Path.GetDirectoryName),
            isWindows ? null : variable("HOME") is { Length: > 0 } home ? Path.Combine(home, ".local") : null,
        ];
        return roots.OfType<string>().Where(root => root.Length > 0).Distinct().SelectMany(root => Packages(root, isWindows));
    }

    private static IEnumerable<string> Packages(string root, bool isWindows)
    {
        if (isWindows)
        {
            return [Path.Combine(root, "Lib", "site-packages")];
        }

        try
        {
            string library = Path.Combine(root, "lib");
            return Directory.Exists(library)
                ? Directory.GetDirectories(library, "python3*").Order(StringComparer.Ordinal)
                    .SelectMany(python => new[] { Path.Combine(python, "site-packages"), Path.Combine(python, "dist-packages") })
                : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

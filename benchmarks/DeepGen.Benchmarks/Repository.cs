namespace DeepGen.Benchmarks;

/// <summary>The checkout that the benchmarks run in.</summary>
internal static class Repository
{
    /// <summary>Its folder.</summary>
    /// <exception cref="DirectoryNotFoundException">The program runs outside of it.</exception>
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DeepGen.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The benchmarks run outside of the repository.");
    }
}

namespace DeepGen.Samples.Tests;

/// <summary>Finds real data in a folder "shared/data" beside the repository, which a machine may or may not have.</summary>
internal static class SharedData
{
    public static string? Find(string name)
    {
        for (var parent = new DirectoryInfo(AppContext.BaseDirectory); parent is not null; parent = parent.Parent)
        {
            var candidate = Path.Combine(parent.FullName, "shared", "data", name);
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}

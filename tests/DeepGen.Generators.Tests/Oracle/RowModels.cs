namespace DeepGen.Generators.Tests.Oracle;

/// <summary>The models of one file of reference rows, each called as its row in tests/Reference; found by reflection.</summary>
internal abstract class RowModels
{
    /// <summary>The file's name in tests/Reference, without its extension.</summary>
    public abstract string File { get; }

    /// <summary>The models as a user declares them.</summary>
    public abstract string Source { get; }

    public static IReadOnlyList<RowModels> All { get; } =
    [
        .. typeof(RowModels).Assembly.GetTypes().Where(type => type.BaseType == typeof(RowModels))
            .OrderBy(type => type.Name, StringComparer.Ordinal).Select(type => (RowModels)Activator.CreateInstance(type)!),
    ];
}

namespace DeepGen.Runtime;

/// <summary>The texts of the runtime's own that devices compile, from the library's resources.</summary>
internal static class DeviceText
{
    private static readonly Lazy<string> LazyPrelude = new(static () => Resource("Prelude.cl"));

    /// <summary>What stands before every text of kernels.</summary>
    public static string Prelude => LazyPrelude.Value;

    /// <summary>The passes over flat buffers: optimizers, clipping, norms.</summary>
    public static string Passes => Resource("Passes.cl");

    /// <summary>A text as a device compiles it.</summary>
    public static string WithPrelude(string text) => Prelude + "\n" + text;

    private static string Resource(string name)
    {
        using Stream stream = typeof(DeviceText).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

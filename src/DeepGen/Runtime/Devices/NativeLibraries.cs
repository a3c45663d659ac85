using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace DeepGen.Runtime;

/// <summary>The libraries of drivers: loaded when they are first needed, by the names that the system gives them.</summary>
internal static class NativeLibraries
{
    private static readonly ConcurrentDictionary<string, nint> Loaded = [];

    // What is not named here, as the C library, is found as ever.
    static NativeLibraries() =>
        NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, static (name, _, _) => Loaded.GetValueOrDefault(name));

    /// <summary>Loads a library, unless that was done before.</summary>
    /// <param name="name">What the imports call it.</param>
    /// <param name="files">Its files, the preferred first.</param>
    /// <returns>Whether one of the files could be loaded.</returns>
    public static bool TryLoad(string name, IEnumerable<string> files)
    {
        if (Loaded.ContainsKey(name))
        {
            return true;
        }

        foreach (string file in files)
        {
            if (NativeLibrary.TryLoad(file, out nint handle))
            {
                // Of two threads the second counts the library once more, which does no harm.
                Loaded.TryAdd(name, handle);
                return true;
            }
        }

        return false;
    }
}

using System.Text;

namespace DeepGen.Training;

/// <summary>Replaces files in one go.</summary>
internal static class AtomicFile
{
    public static void WriteText(string path, string content)
    {
        // Beside the file, because a rename is only one step within a file system.
        var beside = path + ".new";
        try
        {
            using (var file = File.Create(beside))
            {
                file.Write(Encoding.UTF8.GetBytes(content));
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }
}

namespace DeepGen.Training;

/// <summary>What the console can show.</summary>
internal static class Terminal
{
    private const int UsualWidth = 100;

    public static int Width
    {
        get
        {
            try
            {
                // 0 where a terminal does not say.
                return Console.WindowWidth > 0 ? Console.WindowWidth : UsualWidth;
            }
            catch (IOException)
            {
                return UsualWidth;
            }
        }
    }

    public static ProgressStyle Style(TextWriter? writer)
    {
        var isConsole = writer is null || ReferenceEquals(writer, Console.Out);
        var canRedraw = isConsole && !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return canRedraw ? ProgressStyle.Live : ProgressStyle.Plain;
    }
}

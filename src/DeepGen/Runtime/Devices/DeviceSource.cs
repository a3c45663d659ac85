using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DeepGen.Runtime;

/// <summary>The text that a compiler of a device reads: the prelude of the dialect, and the kernels.</summary>
internal static class DeviceSource
{
    private static readonly Lazy<string> Prelude = new(ReadPrelude);

    /// <summary>The whole text; the compiler counts the lines of the kernels from 1 and calls the text by the model's name.</summary>
    /// <param name="name">Whose kernels they are.</param>
    /// <param name="kernels">The text of the kernels.</param>
    public static string Complete(string name, string kernels) => $"{Prelude.Value}\n#line 1 \"{name}\"\n{kernels}\n";

    /// <summary>The text as C strings are, with a zero at the end.</summary>
    /// <param name="text">The text.</param>
    public static byte[] ToCString(string text) => Encoding.UTF8.GetBytes(text + "\0");

    /// <summary>What a driver wrote, up to its first zero.</summary>
    /// <param name="text">The bytes.</param>
    public static string FromCString(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? text : text[..end]).Trim();
    }

    /// <summary>What is said where a text does not compile: the kernel of the first message, if one is named, and the log.</summary>
    /// <param name="name">Whose kernels they are.</param>
    /// <param name="kernels">The text of the kernels.</param>
    /// <param name="device">The device in messages.</param>
    /// <param name="failure">What failed, without a full stop.</param>
    /// <param name="log">The compiler's log.</param>
    public static DeviceException CannotCompile(string name, string kernels, string device, string failure, string log)
    {
        string kernel = FindKernel(name, kernels, log) is { } found ? $"kernel '{found}'" : "the kernels";
        return new DeviceException(
            $"{device} cannot compile {kernel} of {name}: {failure}. A newer driver may; please report it with "
            + $"what the compiler says:\n{Shorten(log)}");
    }

    // Compilers write "name:12:5: error: ...", "error: name:12:5: ..." or "name(12): error: ...".
    private static string? FindKernel(string name, string kernels, string log)
    {
        var place = Regex.Match(log, $@"^(?=.*\berror\b).*?\b{Regex.Escape(name)}[:(](\d+)", RegexOptions.Multiline);
        if (!place.Success || !int.TryParse(place.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out int line))
        {
            return null;
        }

        string before = string.Join('\n', kernels.Split('\n').Take(line));
        var kernel = Regex.Match(before, @"^DG_KERNEL\([^)]*\)\s*(\w+)", RegexOptions.Multiline | RegexOptions.RightToLeft);
        return kernel.Success ? kernel.Groups[1].Value : null;
    }

    // The first messages cause the rest.
    private static string Shorten(string log)
    {
        const int Most = 4000;
        log = log.Trim();
        return log.Length <= Most ? log : log[..Most] + "\n...";
    }

    private static string ReadPrelude()
    {
        using var stream = typeof(DeviceSource).Assembly.GetManifestResourceStream("Prelude.cl")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

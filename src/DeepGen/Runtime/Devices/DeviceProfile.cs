using System.Globalization;
using System.Text;

namespace DeepGen.Runtime;

/// <summary>
/// The time that a device spent in each kernel, summed. With <c>DEEPGEN_DEVICE_PROFILE=1</c> every backend measures, and prints its
/// table to the error stream when it is disposed of or the process ends.
/// </summary>
internal sealed class DeviceProfile
{
    private readonly Dictionary<string, (long Launches, long Nanoseconds)> sums = [];

    /// <summary>Whether the environment asks for measurements.</summary>
    public static bool IsWanted => Environment.GetEnvironmentVariable("DEEPGEN_DEVICE_PROFILE") == "1";

    /// <summary>The sums, by the names of the kernels.</summary>
    public IReadOnlyDictionary<string, (long Launches, long Nanoseconds)> Sums => sums;

    /// <summary>Adds a launch.</summary>
    /// <param name="kernel">The name of the kernel.</param>
    /// <param name="nanoseconds">How long it ran.</param>
    public void Add(string kernel, long nanoseconds)
    {
        var (launches, before) = sums.GetValueOrDefault(kernel);
        sums[kernel] = (launches + 1, before + nanoseconds);
    }

    /// <summary>The table: kernels by their time, the longest first.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (kernel, (launches, nanoseconds)) in sums.OrderByDescending(sum => sum.Value.Nanoseconds))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{nanoseconds / 1e6,12:F3} ms {launches,9} launches  {kernel}");
        }

        return text.ToString();
    }
}

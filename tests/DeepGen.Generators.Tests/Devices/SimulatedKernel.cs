using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DeepGen.Generators.Emit.Device;

namespace DeepGen.Generators.Tests.Devices;

/// <summary>Runs a kernel in the simulator, which finds races, reads of what was never written, and what lies outside of memory.</summary>
internal sealed class SimulatedKernel
{
    /// <summary>What memory holds that nobody has written: no number, and nothing that a calculation gives.</summary>
    public static readonly float Unwritten = BitConverter.UInt32BitsToSingle(0x7FC0DEAD);

    // What the simulator is told of memory without values.
    private const string Nothing = "noinit";
    private static readonly string Something = FormattableString.Invariant($"fill={BitConverter.SingleToUInt32Bits(Unwritten)}");

    private readonly StringBuilder arguments = new();
    private readonly string text;
    private readonly string name;
    private readonly int groupX;
    private readonly int groupY;

    /// <param name="kernel">The kernel.</param>
    /// <param name="change">A change to its text.</param>
    public SimulatedKernel(DeviceKernelText kernel, Func<string, string> change)
    {
        var library = new DeviceKernelLibrary();
        library.Of(kernel);
        text = change(library.Texts.Single());
        name = Regex.Match(text, @"^DG_KERNEL\([^)]*\) (\w+)", RegexOptions.Multiline).Groups[1].Value;
        (groupX, groupY) = (kernel.GroupX, kernel.GroupY);
    }

    /// <summary>Memory with values; its first lie before what the kernel is given.</summary>
    public void Memory(ReadOnlySpan<float> values, int before = 0)
    {
        arguments.Append(CultureInfo.InvariantCulture, $"<size={values.Length * 4} uint dump>\n");
        foreach (float value in values) arguments.Append(BitConverter.SingleToUInt32Bits(value)).Append('\n');
        Offset(before);
    }

    /// <summary>Memory that holds nothing yet.</summary>
    public void Memory(int count)
    {
        arguments.Append(CultureInfo.InvariantCulture, $"<size={count * 4} uint {Nothing} dump>\n");
        Offset(0);
    }

    public void Number(int value) => arguments.Append(CultureInfo.InvariantCulture, $"<size=4 int>\n{value}\n");

    /// <summary>
    /// Runs the kernel; gives what its memories hold then, in their order, and what the simulator has to say. What was not written is
    /// <see cref="Unwritten"/>.
    /// </summary>
    public (List<float[]> Memory, string Findings) Run(long groupsX, long groupsY = 1, long groupsZ = 1)
    {
        string head = string.Create(
            CultureInfo.InvariantCulture,
            $"kernel.cl\n{name}\n{groupsX * groupX} {groupsY * groupY} {groupsZ}\n{groupX} {groupY} 1\n\n");
        string given = arguments.ToString();
        var (memory, findings) = Simulate(head + given, "--data-races", "--uninitialized", "--max-errors", "20");

        // It shows zeros where nobody has written, so that zeros are asked again, in memory that holds something else at first.
        if (given.Contains(Nothing, StringComparison.Ordinal) && memory.Any(values => values.Contains(0)))
            memory = Simulate(head + given.Replace(Nothing, Something)).Memory;
        return (memory, findings);
    }

    private (List<float[]> Memory, string Findings) Simulate(string run, params string[] options)
    {
        var folder = Directory.CreateTempSubdirectory("deepgen-simulated-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "kernel.cl"), $"{DeviceTools.Prelude}\n{text}\n");
            File.WriteAllText(Path.Combine(folder.FullName, "kernel.sim"), run);
            var (code, output, errors) = DeviceTools.Run(DeviceTool.Simulator, folder.FullName, [.. options, "kernel.sim"]);
            code.ShouldBe(0, $"{errors}\n{text}");
            return (Memories(output), errors.Trim());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private void Offset(int elements) => arguments.Append(CultureInfo.InvariantCulture, $"<size=8 long>\n{elements}\n");

    private static List<float[]> Memories(string output)
        => [.. output.Split("Argument '").Skip(1).Select(argument => Regex.Matches(argument, @"\] = (\d+)")
            .Select(match => BitConverter.UInt32BitsToSingle(uint.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))).ToArray())];
}

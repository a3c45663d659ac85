using System.ComponentModel;
using System.Globalization;

namespace DeepGen.Runtime;

/// <summary>The kernels of a compiled model for devices and the programs that launch them; written by the compiler.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DeviceDefinition
{
    /// <summary>
    /// The most elements of a buffer or a loop: kernels count in 32 bits, and go past the end by less than what is missing to 2^31.
    /// </summary>
    public const nint MostItems = int.MaxValue - 65536;

    /// <summary>The text of the kernels, in the dialect that is both OpenCL C and CUDA C++ after the runtime's prelude.</summary>
    public required string Source { get; init; }

    /// <summary>The kernels of the text, in the order in which launches number them.</summary>
    public required DeviceKernelDefinition[] Kernels { get; init; }

    /// <summary>Inference: the outputs, nothing else.</summary>
    public required ProgramDefinition Predict { get; init; }

    /// <summary>The loss and outputs in evaluation mode; null for a model without a loss.</summary>
    public ProgramDefinition? Evaluate { get; init; }

    /// <summary>Forward, loss and backward; null for a model without a loss.</summary>
    public ProgramDefinition? Step { get; init; }

    /// <summary>Refuses a binding with which a kernel would count too far.</summary>
    /// <param name="kernel">What it computes.</param>
    /// <param name="items">The elements that it goes over.</param>
    /// <exception cref="DeviceOutOfMemoryException">They are more than <see cref="MostItems"/>.</exception>
    public static void CheckItems(string kernel, nint items)
    {
        if (items is < 0 or > MostItems)
        {
            throw new DeviceOutOfMemoryException(string.Create(
                CultureInfo.InvariantCulture,
                $"'{kernel}' goes over more than {MostItems:N0} elements with these dimensions, which is the most that a kernel of a "
                + $"device counts."));
        }
    }
}

/// <summary>A kernel of a text.</summary>
/// <param name="Name">Its name in the text.</param>
/// <param name="GroupX">The items of a group along x: threads of a block.</param>
/// <param name="GroupY">The items of a group along y.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record DeviceKernelDefinition(string Name, int GroupX, int GroupY = 1);

/// <summary>How many groups a launch has along each direction. Along y and z at most 65,535.</summary>
/// <param name="X">Along x.</param>
/// <param name="Y">Along y.</param>
/// <param name="Z">Along z.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct DeviceGroups(nint X, nint Y = 1, nint Z = 1);

/// <summary>Which of a session's memories an argument of a kernel lies in.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum DeviceMemoryKind
{
    /// <summary>The session's arena, by the number of the buffer.</summary>
    Buffer,

    /// <summary>The flat parameters, by elements from the start.</summary>
    Parameter,

    /// <summary>The flat gradients that the running program writes, by elements from the start.</summary>
    Gradient,

    /// <summary>The flat state, by elements from the start.</summary>
    State,

    /// <summary>The settings, by place.</summary>
    Setting,

    /// <summary>Three unsigned words: the two of the random key, and the low word of the step.</summary>
    Random,
}

/// <summary>A memory argument of a launch.</summary>
/// <param name="Kind">Which memory.</param>
/// <param name="Index">Where in it.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct DeviceMemory(DeviceMemoryKind Kind, nint Index)
{
    /// <summary>A buffer of the session's arena.</summary>
    /// <param name="index">Its number in the program.</param>
    public static DeviceMemory Buffer(int index) => new(DeviceMemoryKind.Buffer, index);

    /// <summary>A place in the flat parameters.</summary>
    /// <param name="offset">In floats from the start.</param>
    public static DeviceMemory Parameter(nint offset) => new(DeviceMemoryKind.Parameter, offset);

    /// <summary>A place in the flat gradients.</summary>
    /// <param name="offset">In floats from the start.</param>
    public static DeviceMemory Gradient(nint offset) => new(DeviceMemoryKind.Gradient, offset);

    /// <summary>A place in the flat state.</summary>
    /// <param name="offset">In floats from the start.</param>
    public static DeviceMemory State(nint offset) => new(DeviceMemoryKind.State, offset);

    /// <summary>A setting.</summary>
    /// <param name="index">Its place in the model's definition.</param>
    public static DeviceMemory Setting(nint index) => new(DeviceMemoryKind.Setting, index);

    /// <summary>The words of the random streams of the running step.</summary>
    public static DeviceMemory Random => new(DeviceMemoryKind.Random, 0);
}

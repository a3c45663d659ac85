using System.Globalization;
using DeepGen.Runtime;

namespace DeepGen;

/// <summary>
/// Where a model computes. <c>default</c>, which a model takes that is given none, is what the environment variable DEEPGEN_DEVICE says,
/// and the processor where it is not set.
/// </summary>
public readonly struct Device : IEquatable<Device>
{
    /// <summary>The environment variable that says what no device means.</summary>
    internal const string Variable = "DEEPGEN_DEVICE";

    private const string Known = "write cpu, cpu:4 (with 4 threads), opencl:0, cuda:0 or best";

    private readonly DeviceKind kind;

    // The threads of the processor, or the index among devices of the kind.
    private readonly int number;

    private Device(DeviceKind kind, int number)
    {
        this.kind = kind;
        this.number = number;
    }

    /// <summary>The processor, with the team of threads that all models share.</summary>
    public static Device Cpu => new(DeviceKind.Processor, 0);

    /// <summary>The fastest device of this machine: a CUDA device, else a graphics processor with OpenCL, else the processor.</summary>
    public static Device Best => SharedDevice.Fastest is { } info ? Parse(info.Id) : Cpu;

    /// <summary>The number of the processor's threads to use; 0 for the team that all models share, and on other devices.</summary>
    public int Threads => kind == DeviceKind.Processor ? number : 0;

    /// <summary>Whether no device was given.</summary>
    internal bool IsDefault => kind == DeviceKind.NotGiven;

    /// <summary>Whether it is the processor of this machine, on which models run without a driver.</summary>
    internal bool IsProcessor => kind == DeviceKind.Processor;

    /// <summary>The processor with a team of threads of its own. Results are the same bits for any number of threads.</summary>
    /// <param name="threads">The number of threads, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than one thread.</exception>
    public static Device CpuWithThreads(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return new Device(DeviceKind.Processor, threads);
    }

    /// <summary>An OpenCL device. It is looked for when a model is made on it.</summary>
    /// <param name="index">Its number among those of its kind that <see cref="DeviceInfo.All"/> lists.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public static Device OpenCL(int index = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return new Device(DeviceKind.OpenCL, index);
    }

    /// <summary>A CUDA device. It is looked for when a model is made on it.</summary>
    /// <param name="index">Its number among those of its kind that <see cref="DeviceInfo.All"/> lists.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public static Device Cuda(int index = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return new Device(DeviceKind.Cuda, index);
    }

    /// <summary>Reads a device from text: "cpu", "cpu:4" for four threads, "opencl", "opencl:1", "cuda", "cuda:1" or "best".</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It names no device.</exception>
    public static Device Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out Device device) ? device : throw new FormatException($"'{text}' names no device: {Known}.");
    }

    /// <summary>Reads a device from text, as <see cref="Parse"/> does.</summary>
    /// <param name="text">The text.</param>
    /// <param name="device">The device.</param>
    /// <returns>Whether the text names one.</returns>
    public static bool TryParse(string? text, out Device device)
    {
        string[] parts = (text ?? "").Split(':');
        int number = 0;
        bool isNumbered = parts.Length == 2;
        bool isRead = !isNumbered || int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out number);
        Device? read = (parts[0], isNumbered) switch
        {
            _ when !isRead || parts.Length > 2 => null,
            ("cpu", false) => Cpu,
            ("cpu", true) => number > 0 ? CpuWithThreads(number) : null,
            ("opencl", _) => OpenCL(number),
            ("cuda", _) => Cuda(number),
            ("best", false) => Best,
            _ => null,
        };
        device = read ?? default;
        return read is not null;
    }

    /// <inheritdoc/>
    public bool Equals(Device other) => kind == other.kind && number == other.number;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Device other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(kind, number);

    /// <summary>Whether two devices are the same.</summary>
    public static bool operator ==(Device left, Device right) => left.Equals(right);

    /// <summary>Whether two devices differ.</summary>
    public static bool operator !=(Device left, Device right) => !left.Equals(right);

    /// <summary>The device in words, as in "cpu", "cpu, 4 threads" or "opencl:0".</summary>
    public override string ToString() => kind switch
    {
        DeviceKind.NotGiven => "default",
        DeviceKind.Processor when number == 0 => "cpu",
        DeviceKind.Processor => string.Create(CultureInfo.InvariantCulture, $"cpu, {number} threads"),
        DeviceKind.OpenCL => string.Create(CultureInfo.InvariantCulture, $"opencl:{number}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"cuda:{number}"),
    };

    /// <summary>The device that it means: itself, or what the environment says where none was given.</summary>
    /// <exception cref="InvalidOperationException">The variable holds something else.</exception>
    internal Device Resolve() => IsDefault ? Given(Environment.GetEnvironmentVariable(Variable)) : this;

    /// <summary>Opens what is not the processor.</summary>
    /// <exception cref="DeviceException">There is no such device, or it cannot be opened.</exception>
    internal DeviceBackend OpenBackend() => kind switch
    {
        DeviceKind.OpenCL => OpenCLBackend.Open(number),
        DeviceKind.Cuda => CudaBackend.Open(number),
        _ => throw new InvalidOperationException($"{this} is nothing to open."),
    };

    /// <summary>What a text of the environment variable means.</summary>
    internal static Device Given(string? text) => string.IsNullOrEmpty(text) ? Cpu
        : TryParse(text, out Device device) ? device
        : throw new InvalidOperationException(
            $"The environment variable {Variable} is '{text}', which names no device: {Known}, or unset it.");

    private enum DeviceKind
    {
        NotGiven,
        Processor,
        OpenCL,
        Cuda,
    }
}

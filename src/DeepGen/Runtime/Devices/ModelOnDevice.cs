using System.Globalization;
using System.Runtime.InteropServices;

namespace DeepGen.Runtime;

/// <summary>A model's side of a device: its compiled kernels, and the numbers that all its programs read there.</summary>
internal sealed class ModelOnDevice : IDisposable
{
    // Elements: settings lie behind the random words, and both at a multiple of 256 bytes, as all memory of kernels.
    private const int SettingsStart = 64;

    private readonly SharedDevice shared;
    private readonly string model;
    private readonly uint[] sent;
    private DeviceBuffer? numbers;
    private bool haveSettings;

    /// <summary>Compiles the kernels of a model for a device.</summary>
    /// <exception cref="DeviceException">The model has none, or they cannot be compiled.</exception>
    public ModelOnDevice(ModelDefinition definition, SharedDevice shared)
    {
        this.shared = shared;
        model = definition.Name;
        Definition = definition.Device?.Invoke() ?? throw new DeviceException(
            $"Model '{model}' has no kernels for devices, so it cannot run on {shared.Info.Id}; " +
            $"make it with Device.Cpu, and unset {Device.Variable} where that chose the device. " +
            "Builds generate them; where an editor's compilation is run, set DeepGenDevicesInEditor to true in the project.");
        sent = new uint[SettingsStart + definition.Settings.Length];
        Module = shared.Compile(model, Definition);
    }

    /// <summary>The kernels and programs.</summary>
    public DeviceDefinition Definition { get; }

    /// <summary>The kernels as compiled.</summary>
    public DeviceModule Module { get; }

    /// <summary>The kernels of <see cref="DevicePasses"/>.</summary>
    public DeviceModule Passes => shared.Passes;

    /// <summary>What commands are given to.</summary>
    public DeviceBackend Backend => shared.Backend;

    /// <summary>Held while commands are given that belong together.</summary>
    public Lock Gate => shared.Backend.Gate;

    /// <summary>The device in messages, as in "opencl:0 (its name)".</summary>
    public string Title => $"{shared.Info.Id} ({shared.Info.Name})";

    /// <summary>Where the words of the random streams lie.</summary>
    public DevicePlace Random => new(numbers!, 0);

    /// <summary>Where the random words and the settings lie, once they were sent.</summary>
    public DeviceBuffer? Numbers => numbers;

    /// <summary>Where a setting lies.</summary>
    public DevicePlace Setting(nint index) => new(numbers!, SettingsStart + index);

    /// <summary>Sends what has changed of the random words and the settings. The caller holds the gate.</summary>
    public void SendNumbers(CompiledModel model)
    {
        numbers ??= Allocate(sent.Length * sizeof(uint), "settings");
        var key = new RandomKey(model.Seed, (ulong)model.StepCount, 0);
        Send(0, [key.Key0, key.Key1, key.Stream1], isSent: haveSettings);
        Send(SettingsStart, MemoryMarshal.Cast<float, uint>(model.Settings.Values.All), isSent: haveSettings);
        haveSettings = true;
    }

    /// <summary>Memory for what the model keeps on the device.</summary>
    /// <param name="bytes">How much.</param>
    /// <param name="what">What it is for, as in "parameters".</param>
    /// <exception cref="DeviceOutOfMemoryException">There is not as much.</exception>
    public DeviceBuffer Allocate(nint bytes, string what)
    {
        try
        {
            return Backend.Allocate(bytes);
        }
        catch (DeviceOutOfMemoryException e)
        {
            string megabytes = string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");
            throw new DeviceOutOfMemoryException($"The {what} of '{model}' need {megabytes} on {Title}: {e.Message}", e);
        }
    }

    /// <summary>What a failure to copy means for what the host keeps.</summary>
    public DeviceException CannotRead(string what, DeviceException e) => new(
        $"The {what} of '{model}' were last changed on {Title} and cannot be read from there: {e.Message} " +
        "The host keeps what they were when it last read or wrote them; go on from a checkpoint.",
        e);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (Gate)
        {
            numbers?.Dispose();
            numbers = null;
            haveSettings = false;
        }
    }

    private void Send(int start, ReadOnlySpan<uint> words, bool isSent)
    {
        Span<uint> before = sent.AsSpan(start, words.Length);
        if (!isSent || !words.SequenceEqual(before))
        {
            Backend.Write(numbers!, start * sizeof(uint), MemoryMarshal.AsBytes(words));
            words.CopyTo(before);
        }
    }
}

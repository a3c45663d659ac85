using System.Runtime.CompilerServices;

namespace DeepGen.Runtime;

/// <summary>A device that the process has opened, which all models on it share: its backend, and what was compiled for it.</summary>
internal sealed class SharedDevice(DeviceBackend backend)
{
    private static readonly Lock OpeningGate = new();
    private static readonly Dictionary<Device, SharedDevice> Opened = [];

    private readonly ConditionalWeakTable<DeviceDefinition, DeviceModule> modules = [];
    private DeviceModule? passes;

    /// <summary>The device to prefer to the processor; null for none. Those of CUDA come first in the list.</summary>
    public static DeviceInfo? Fastest => DeviceInfo.All.FirstOrDefault(static info => info.IsGpu);

    /// <summary>What commands are given to.</summary>
    public DeviceBackend Backend => backend;

    /// <summary>What the device is.</summary>
    public DeviceInfo Info => backend.Info;

    /// <summary>The kernels of <see cref="DevicePasses"/>, compiled when they are first needed.</summary>
    public DeviceModule Passes
    {
        get
        {
            lock (backend.Gate)
            {
                return passes ??= backend.Compile("DeepGen", DevicePasses.Text, DevicePasses.Kernels);
            }
        }
    }

    /// <summary>A device, which is opened where this has not happened before.</summary>
    /// <exception cref="DeviceException">There is no such device, or it cannot be opened.</exception>
    public static SharedDevice Open(Device device)
    {
        lock (OpeningGate)
        {
            if (!Opened.TryGetValue(device, out SharedDevice? shared))
            {
                shared = new SharedDevice(device.OpenBackend());
                Opened.Add(device, shared);
            }

            return shared;
        }
    }

    /// <summary>Gives a device that is opened already, as where a test watches what is launched.</summary>
    public static void Offer(Device device, SharedDevice shared)
    {
        lock (OpeningGate)
        {
            Opened[device] = shared;
        }
    }

    /// <summary>The kernels of a model, compiled once for all models of its class.</summary>
    public DeviceModule Compile(string model, DeviceDefinition definition)
    {
        lock (backend.Gate)
        {
            if (!modules.TryGetValue(definition, out DeviceModule? module))
            {
                module = backend.Compile(model, definition.Source, definition.Kernels);
                modules.Add(definition, module);
            }

            return module;
        }
    }
}

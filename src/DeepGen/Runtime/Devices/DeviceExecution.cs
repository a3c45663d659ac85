using System.Globalization;

namespace DeepGen.Runtime;

/// <summary>
/// Programs that run on a device: an arena there, inputs that are sent before a program, outputs that are read back when somebody asks
/// for them. A program's commands are given under the device's gate, so that sessions and models share it.
/// </summary>
internal sealed class DeviceExecution(Session session, ModelOnDevice device) : Execution
{
    private readonly CompiledModel model = session.Model;
    private readonly AlignedBuffer staging = new(0);
    private readonly DeviceOutputs outputs = new(device);
    private readonly DeviceLosses losses = new(device);
    private DeviceBuffer? arena;
    private BoundProgram? bound;

    // Of the running program.
    private DeviceBuffer? parameters;
    private DeviceBuffer? state;
    private DeviceBuffer? gradients;

    // Of a launch; as long as the longest list of memory so far.
    private DevicePlace[] places = new DevicePlace[16];

    public override ArenaLayout Layout { get; } = ArenaLayout.Device with { IsApart = MemoryChecks.AreOn };

    public override nint ArenaLength => (arena?.Bytes ?? 0) / sizeof(float);

    public override void MakeRoom(BoundProgram bound)
    {
        this.bound = bound;
        outputs.Begin(bound);
        CheckLengths(bound);
        if (ArenaLength >= bound.Plan.Total)
        {
            return;
        }

        lock (device.Gate)
        {
            // The old memory goes first, so that growing does not hold both.
            arena?.Dispose();
            arena = null;
            try
            {
                arena = device.Backend.Allocate(bound.Plan.Total * sizeof(float));
            }
            catch (DeviceOutOfMemoryException e)
            {
                throw new DeviceOutOfMemoryException(
                    $"{bound.Needs(bound.Plan.Total)} on {device.Title}, {WhatThereIs(bound)}; {LargestBatch(bound)}.", e);
            }
        }
    }

    public override void Load(int buffer, ReadOnlySpan<float> values)
    {
        lock (device.Gate)
        {
            device.Backend.Write(arena!, bound!.Plan.Offsets[buffer] * sizeof(float), values);
        }
    }

    public override Span<float> Staging(int buffer)
    {
        nint size = bound!.Plan.Sizes[buffer];
        staging.Resize(size);
        return staging.Span(0, size);
    }

    public override void Loaded(int buffer) => Load(buffer, staging.Span(0, bound!.Plan.Sizes[buffer]));

    public override void Run(ProgramDefinition program, MirroredBuffer gradients)
    {
        bool trains = ReferenceEquals(program, model.Programs.Step);
        lock (device.Gate)
        {
            device.SendNumbers(model);
            parameters = model.Store.Values.OnDevice();
            state = model.StateStore.Values.OnDevice();
            this.gradients = trains ? gradients.OnDevice() : null;
            bool isDone = false;
            try
            {
                Give(program, ReferenceEquals(gradients, model.Store.Gradients) ? bound!.Recorded : bound!.RecordedApart);
                isDone = true;
            }
            finally
            {
                if (trains)
                {
                    gradients.WrittenOnDevice(isDone);
                    model.StateStore.Values.WrittenOnDevice(isDone);
                }
            }
        }
    }

    public override ReadOnlySpan<float> Read(int buffer) => outputs.Read(buffer, arena!);

    public override StepLoss Loss(ProgramDefinition program) => new(0, losses.Last);

    public override float ReadLoss(long number) => losses.Read(number);

    public override void Release()
    {
        losses.Release();
        outputs.Release();
        staging.Release();
        arena?.Dispose();
        arena = null;
        bound = null;
    }

    /// <summary>Launches a kernel of the model.</summary>
    public void Launch(int kernel, DeviceGroups groups, ReadOnlySpan<DeviceMemory> memory, ReadOnlySpan<int> numbers)
    {
        if (places.Length < memory.Length)
        {
            places = new DevicePlace[memory.Length];
        }

        for (int i = 0; i < memory.Length; i++)
        {
            places[i] = PlaceOf(memory[i]);
        }

        device.Backend.Launch(device.Module, kernel, groups, places.AsSpan(0, memory.Length), numbers);
    }

    private void Give(ProgramDefinition program, RecordedProgram recorded)
    {
        try
        {
            var memory = new ProgramMemory(arena!, parameters!, state!, gradients, device.Numbers!);
            recorded.Run(program, session, device.Backend, memory);
            if (program.Loss >= 0)
            {
                losses.Take(arena!, bound!.Plan.Offsets[program.Loss]);
            }

            device.Backend.Flush();
        }
        catch (DeviceOutOfMemoryException e)
        {
            // Some drivers find memory for what was allocated only when it is used.
            throw new DeviceOutOfMemoryException(
                $"{bound!.Needs(bound.Plan.Total)} on {device.Title}, which ran out of it: {e.Message} Pass a smaller batch.", e);
        }
    }

    private DevicePlace PlaceOf(DeviceMemory memory) => memory.Kind switch
    {
        DeviceMemoryKind.Buffer => new(arena!, bound!.Plan.Offsets[memory.Index]),
        DeviceMemoryKind.Parameter => new(parameters!, memory.Index),
        DeviceMemoryKind.Gradient => new(gradients!, memory.Index),
        DeviceMemoryKind.State => new(state!, memory.Index),
        DeviceMemoryKind.Setting => device.Setting(memory.Index),
        _ => device.Random,
    };

    private string WhatThereIs(BoundProgram bound)
    {
        long largest = device.Backend.LargestBuffer, bytes = (long)bound.Plan.Total * sizeof(float);
        return largest < bytes
            ? $"which gives {BoundProgram.Gigabytes((nint)(largest / sizeof(float)))} at most in one piece"
            : $"which has {BoundProgram.Gigabytes((nint)(device.Backend.FreeMemory / sizeof(float)))} free";
    }

    private void CheckLengths(BoundProgram bound)
    {
        foreach (nint size in bound.Plan.Sizes)
        {
            if (size > DeviceDefinition.MostItems)
            {
                throw new DeviceOutOfMemoryException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{bound.Needs(bound.Plan.Total)}, with a buffer of more than {DeviceDefinition.MostItems:N0} numbers, which is the " +
                    $"most that a kernel of {device.Title} reaches; {LargestBatch(bound)}."));
            }
        }
    }

    /// <summary>The largest first dim, with the others as they are, for which the device has memory now.</summary>
    private string LargestBatch(BoundProgram bound)
    {
        if (bound.Dims.Length == 0)
        {
            return "free some, or take another device";
        }

        nint fits = 0, tooLarge = bound.Dims[0];
        while (tooLarge - fits > 1)
        {
            nint middle = fits + ((tooLarge - fits) / 2);
            if (Fits(bound.TotalWith(0, middle)))
            {
                fits = middle;
            }
            else
            {
                tooLarge = middle;
            }
        }

        string dim = model.Definition.Dims[0];
        return fits == 0 ? $"no smaller {dim} fits" : $"the largest {dim} that fits is {fits.ToString(CultureInfo.InvariantCulture)}";
    }

    private bool Fits(nint floats)
    {
        long most = Math.Min(device.Backend.Info.MemoryBytes, device.Backend.LargestBuffer);
        if (floats == 0 || floats * (long)sizeof(float) > most)
        {
            return false;
        }

        try
        {
            lock (device.Gate)
            {
                arena?.Dispose();
                arena = null;
                device.Backend.Allocate(floats * sizeof(float)).Dispose();
                return true;
            }
        }
        catch (DeviceOutOfMemoryException)
        {
            return false;
        }
    }
}

using System.Globalization;

namespace DeepGen.Runtime;

/// <summary>
/// Programs that run on a device: an arena there, inputs that are sent before a program, outputs that are read back when somebody asks
/// for them. A program's commands are given under the device's gate, so that sessions and models share it.
/// </summary>
internal sealed class DeviceExecution(Session session, ModelOnDevice device) : Execution
{
    private const string UseTheProcessor = "use the processor";

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

    public override void Bind(BoundProgram bound, ReadOnlySpan<nint> dims)
    {
        try
        {
            bound.Bind(dims);
        }
        catch (DeviceOutOfMemoryException e)
        {
            throw new DeviceOutOfMemoryException(
                $"{bound} does not run on {device.Title}; {LargestBatch(bound, UseTheProcessor)}: {e.Message}", e);
        }
    }

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
                    $"{bound.Needs(bound.Plan.Total)} on {device.Title}, {WhatThereIs(bound)}; " +
                    $"{LargestBatch(bound, "free some, or take another device")}.",
                    e);
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
                    $"most that a kernel of {device.Title} reaches; {LargestBatch(bound, UseTheProcessor)}."));
            }
        }
    }

    /// <summary>The largest first dim, with the others as they are, with which the program would run now.</summary>
    /// <param name="bound">The program, with dims that are too large.</param>
    /// <param name="otherwise">What to do where the model has no dims.</param>
    private string LargestBatch(BoundProgram bound, string otherwise)
    {
        if (bound.Dims.Length == 0)
        {
            return otherwise;
        }

        // What the model refuses is too small for its layers, and lies below what fits.
        nint fitting = 0, below = 0, tooLarge = bound.Dims[0];
        while (tooLarge - below > 1)
        {
            nint middle = below + ((tooLarge - below) / 2);
            bool? fits = Fits(bound, middle);
            if (fits == false)
            {
                tooLarge = middle;
                continue;
            }

            below = middle;
            fitting = fits == true ? middle : fitting;
        }

        string dim = model.Definition.Dims[0];
        return fitting == 0 ? $"no smaller {dim} fits" : $"the largest {dim} that fits is {fitting.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>Whether the device has what another extent of the first dim needs; null where the model does not take that.</summary>
    private bool? Fits(BoundProgram bound, nint extent)
    {
        try
        {
            return bound.PlanWith(0, extent) is { } plan ? Fits(plan) : null;
        }
        catch (DeviceOutOfMemoryException)
        {
            return false;
        }
    }

    private bool Fits(ArenaPlan plan)
    {
        long most = Math.Min(device.Backend.Info.MemoryBytes, device.Backend.LargestBuffer);
        if (plan.Sizes.Any(size => size > DeviceDefinition.MostItems) || plan.Total * (long)sizeof(float) > most)
        {
            return false;
        }

        lock (device.Gate)
        {
            arena?.Dispose();
            arena = null;
            device.Backend.Allocate(plan.Total * sizeof(float)).Dispose();
            return true;
        }
    }
}

namespace DeepGen.Runtime;

/// <summary>What was read back of a call's outputs and input gradients: each once, when it is first asked for.</summary>
internal sealed class DeviceOutputs(ModelOnDevice device)
{
    private readonly Lock gate = new();
    private readonly AlignedBuffer values = new(0);

    // By buffer of the program: where it lies among the values, and whether it was read.
    private nint[] starts = [];
    private bool[] areRead = [];
    private BoundProgram? bound;
    private bool hasRoom;

    /// <summary>Begins a call, of which nothing was read.</summary>
    public void Begin(BoundProgram bound)
    {
        lock (gate)
        {
            this.bound = bound;
            hasRoom = false;
            if (areRead.Length < bound.Plan.Sizes.Length)
            {
                starts = new nint[bound.Plan.Sizes.Length];
                areRead = new bool[bound.Plan.Sizes.Length];
            }

            areRead.AsSpan().Clear();
        }
    }

    /// <summary>An output of the program that has run.</summary>
    public ReadOnlySpan<float> Read(int buffer, DeviceBuffer arena)
    {
        lock (gate)
        {
            if (!hasRoom)
            {
                MakeRoom();
            }

            Span<float> span = values.Span(starts[buffer], bound!.Plan.Sizes[buffer]);
            if (!areRead[buffer])
            {
                lock (device.Gate)
                {
                    device.Backend.Read(arena, bound.Plan.Offsets[buffer] * sizeof(float), span);
                }

                areRead[buffer] = true;
            }

            return span;
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Release()
    {
        lock (gate)
        {
            values.Release();
            bound = null;
        }
    }

    /// <summary>Room for all that may be asked for, so that what was handed out stays where it is.</summary>
    private void MakeRoom()
    {
        nint total = Place(bound!.Program.InputGradients, Place(bound.Program.Outputs, 0));
        values.Resize(total);
        hasRoom = true;
    }

    private nint Place(int[] buffers, nint start)
    {
        foreach (int buffer in buffers)
        {
            starts[buffer] = start;
            start += (bound!.Plan.Sizes[buffer] + ArenaPlan.Granularity - 1) / ArenaPlan.Granularity * ArenaPlan.Granularity;
        }

        return start;
    }
}

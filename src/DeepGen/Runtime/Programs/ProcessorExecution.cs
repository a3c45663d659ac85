using System.Runtime.CompilerServices;

namespace DeepGen.Runtime;

/// <summary>Programs that run on the processor: memory of the process, and the model's team of threads.</summary>
internal sealed class ProcessorExecution : Execution
{
    private readonly Session session;
    private readonly CompiledModel model;
    private readonly AlignedBuffer scratch = new(0);

    // Null but in the debug mode.
    private readonly MemoryWatch? watch;
    private readonly RoomWatch? roomWatch;

    private WorkerTeam? team;
    private BoundProgram? bound;
    private nint scratchOfThread;

    // From the room of one thread to that of the next; 0 where all work in the first.
    private nint scratchStep;
    private int writingPack = -1;
    private long writingVersion;

    public ProcessorExecution(Session session)
    {
        this.session = session;
        Chain = new ChainRun(session);
        model = session.Model;
        if (MemoryChecks.AreOn)
        {
            roomWatch = new RoomWatch(scratch);
            watch = new MemoryWatch(session, Arena, roomWatch);
        }
    }

    /// <summary>The memory of the buffers.</summary>
    public AlignedBuffer Arena { get; } = new(0);

    /// <summary>The chain that runs.</summary>
    public ChainRun Chain { get; }

    /// <summary>The floats of the room of all threads.</summary>
    public nint ScratchLength => scratch.Length;

    public override ArenaLayout Layout => new(ArenaLayout.Processor.Granularity, IsApart: watch is not null);

    public override nint ArenaLength => Arena.Length;

    public override void MakeRoom(BoundProgram bound)
    {
        MakeRoom(Arena, bound, bound.Plan.Total);
        this.bound = bound;
        watch?.Begin(bound.Program, bound);
    }

    public override void Load(int buffer, ReadOnlySpan<float> values) => values.CopyTo(Buffer(buffer));

    public override Span<float> Staging(int buffer) => Buffer(buffer);

    public override void Loaded(int buffer)
    {
        // It was written to where kernels read it.
    }

    public override void Run(ProgramDefinition program, MirroredBuffer gradients)
    {
        team ??= model.Team;
        model.Prepare(program);
        try
        {
            program.Run(session);
            watch?.End(gradients.Host, model.StateStore.Values.Host);
            program.Prepared.Finish();
        }
        finally
        {
            AbandonPack();
        }
    }

    public override ReadOnlySpan<float> Read(int buffer) => Buffer(buffer);

    public override StepLoss Loss(ProgramDefinition program) => new(Buffer(program.Loss)[0], 0);

    public override float ReadLoss(long number) => throw new InvalidOperationException("The processor's losses have no numbers.");

    public override void Release()
    {
        Arena.Release();
        scratch.Release();
        scratchOfThread = 0;
        bound = null;
    }

    /// <summary>Launches a kernel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run(KernelBody body, nint items, nint costPerItem)
    {
        if (watch is null)
        {
            team!.Run(body, session, items, costPerItem);
        }
        else
        {
            RunWatched(body, body, items, costPerItem);
        }
    }

    /// <summary>Launches a chain.</summary>
    public void RunChain(ChainBody body, nint batch, ReadOnlySpan<long> costs)
    {
        if (ChainRun.Shares(team!, batch))
        {
            scratchStep = 0;
            for (nint element = 0; element < batch; element++)
            {
                roomWatch?.Refresh();
                Chain.RunShared(body, team!, element, costs);
            }

            watch?.AfterLaunch(body, session.Gradients, model.StateStore.Values.Host);
            return;
        }

        long cost = 0;
        foreach (long ofPart in costs)
        {
            cost += ofPart;
        }

        KernelBody elements = Chain.WholeElements(body);
        if (watch is null)
        {
            team!.Run(elements, session, batch, (nint)cost);
        }
        else
        {
            RunWatched(elements, body, batch, (nint)cost);
        }
    }

    /// <summary>Makes room that each thread of the next kernel has for itself.</summary>
    public void Reserve(nint floats)
    {
        nint gap = roomWatch is null ? 0 : RoomWatch.Gap;
        if (floats + gap > scratchOfThread)
        {
            // Growing loses what was there, and may fail.
            nint ofThread = (floats + gap + ArenaPlan.Granularity - 1) / ArenaPlan.Granularity * ArenaPlan.Granularity;
            scratchOfThread = 0;
            MakeRoom(scratch, bound!, ofThread * model.Team.Threads);
            scratchOfThread = ofThread;
            roomWatch?.Grow(ofThread);
        }

        scratchStep = scratchOfThread;
        roomWatch?.Reserve(floats);
    }

    /// <summary>The start of the room that the calling thread has for itself, or that all share.</summary>
    public ref float Scratch() => ref scratch.At(model.Team.Number * scratchStep);

    /// <summary>Whether a packed copy must be written before it is used.</summary>
    public bool PackIsStale(int pack)
    {
        long version = model.Store.Version;
        if (!model.Packs.IsStale(pack, version))
        {
            watch?.Skip();
            return false;
        }

        // The version from before: a change during the writing makes the copy stale again.
        writingVersion = version;
        writingPack = pack;
        return true;
    }

    /// <summary>Says that a packed copy has been written.</summary>
    public void PackWritten(int pack)
    {
        watch?.AfterPacking(pack, model.Packs.Buffer(pack));
        writingPack = -1;
        model.Packs.Finish(pack, writingVersion);
    }

    private void RunWatched(KernelBody body, Delegate named, nint items, nint costPerItem)
    {
        team!.Run(roomWatch!.Watched(body, team), session, items, costPerItem);
        watch!.AfterLaunch(named, session.Gradients, model.StateStore.Values.Host);
    }

    private Span<float> Buffer(int index) => Arena.Span(bound!.Plan.Offsets[index], bound.Plan.Sizes[index]);

    private void MakeRoom(AlignedBuffer buffer, BoundProgram bound, nint floats)
    {
        if (floats > AlignedBuffer.MaxLength)
        {
            throw TooLarge(bound, floats, $"a session can have {BoundProgram.Gigabytes(AlignedBuffer.MaxLength)} at most", null);
        }

        try
        {
            buffer.Resize(floats);
        }
        catch (OutOfMemoryException e)
        {
            throw TooLarge(bound, floats, "the process cannot get that", e);
        }
    }

    private static InsufficientMemoryException TooLarge(BoundProgram bound, nint floats, string limit, Exception? inner) =>
        new($"{bound.Needs(floats)}, and {limit}; pass a smaller batch.", inner);

    private void AbandonPack()
    {
        if (writingPack >= 0)
        {
            model.Packs.Abandon(writingPack);
            writingPack = -1;
        }
    }
}

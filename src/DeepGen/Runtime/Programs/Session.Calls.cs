using System.Globalization;

namespace DeepGen.Runtime;

// What a call does with its session, from ModelCall: enter, bind, run, leave.
public sealed partial class Session
{
    /// <summary>Begins a call.</summary>
    internal void Enter(CompiledModel model, ProgramDefinition program)
    {
        if (!ReferenceEquals(model, this.model))
        {
            throw new ArgumentException($"The session belongs to another model; use one that this '{model.Name}' created.");
        }

        if (Interlocked.CompareExchange(ref busy, 1, 0) != 0)
        {
            throw new InvalidOperationException(
                $"{this.model.Name}.{program.Name} was called while another call runs on the same session; " +
                "give each thread a session of its own from CreateSession().");
        }

        if (disposed || this.model.IsDisposed)
        {
            Leave();
            throw new ObjectDisposedException(disposed && !this.model.IsDisposed ? nameof(Session) : this.model.Name);
        }

        Calls++;
        dims.AsSpan().Clear();
    }

    /// <summary>Takes or makes the plan for the bound dimensions, and room for it.</summary>
    internal void Bind(ProgramDefinition program, int slot)
    {
        BindingCache cache = caches[slot] ??= new BindingCache(model.Definition, program, watch is not null);
        BoundProgram next = cache.Get(dims, Calls);
        MakeRoom(arena, program, next.Plan.Total);
        bound = next;
        offsets = next.Plan.Offsets;
        watch?.Begin(program, next);
    }

    /// <summary>A buffer of the bound program, as far as it is used.</summary>
    internal Span<float> BufferSpan(int index) => arena.Span(offsets[index], bound!.Plan.Sizes[index]);

    /// <summary>Runs the bound program.</summary>
    internal void Execute(ProgramDefinition program, AlignedBuffer gradients)
    {
        this.gradients = gradients;
        team ??= model.Team;
        try
        {
            program.Run(this);
            watch?.End(gradients, model.StateStore.Values);
        }
        finally
        {
            this.gradients = model.Store.Gradients;
            AbandonPack();
        }
    }

    /// <summary>Ends a call.</summary>
    internal void Leave()
    {
        if (disposed || model.IsDisposed)
        {
            Release();
        }

        Volatile.Write(ref busy, 0);
    }

    internal void ThrowIfOverwritten(long call)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (call != Calls)
        {
            throw new InvalidOperationException(
                $"This output of '{model.Name}' is gone, because its session has begun another call; " +
                "copy it with ToArray() or CopyTo() before that.");
        }
    }

    private void MakeRoom(AlignedBuffer buffer, ProgramDefinition program, nint floats)
    {
        if (floats > AlignedBuffer.MaxLength)
        {
            throw TooLarge(program, floats, $"a session can have {Gigabytes(AlignedBuffer.MaxLength)} at most", null);
        }

        try
        {
            buffer.Resize(floats);
        }
        catch (OutOfMemoryException e)
        {
            throw TooLarge(program, floats, "the process cannot get that", e);
        }
    }

    private InsufficientMemoryException TooLarge(ProgramDefinition program, nint floats, string limit, Exception? inner)
    {
        IEnumerable<string> binding = model.Definition.Dims.Zip(
            dims, (name, extent) => $"{name} = {extent.ToString(CultureInfo.InvariantCulture)}");
        string with = dims.Length == 0 ? "" : $" with {string.Join(", ", binding)}";
        return new InsufficientMemoryException(
            $"{model.Name}.{program.Name}{with} needs {Gigabytes(floats)} of working memory, and {limit}; pass a smaller batch.", inner);
    }

    private static string Gigabytes(nint floats) =>
        string.Create(CultureInfo.InvariantCulture, $"{floats * (double)sizeof(float) / 1e9:0.0} GB");

    private void AbandonPack()
    {
        if (writingPack >= 0)
        {
            model.Packs.Abandon(writingPack);
            writingPack = -1;
        }
    }

    private void Release()
    {
        Calls++;
        arena.Release();
        scratch.Release();
        scratchOfThread = 0;
        caches.AsSpan().Clear();
        bound = null;
    }
}

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
        BindingCache cache = caches[slot] ??= new BindingCache(model.Definition, program, execution);
        BoundProgram next = cache.Get(dims, Calls);
        execution.MakeRoom(next);
        bound = next;
        offsets = next.Plan.Offsets;
    }

    /// <summary>Runs the bound program.</summary>
    internal void Execute(ProgramDefinition program, MirroredBuffer gradients)
    {
        Gradients = gradients.Host;
        try
        {
            execution.Run(program, gradients);
        }
        finally
        {
            Gradients = model.Store.Gradients.Host;
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

    private void Release()
    {
        Calls++;
        execution.Release();
        foreach (BindingCache? cache in caches)
        {
            cache?.Forget();
        }

        caches.AsSpan().Clear();
        bound = null;
    }
}

namespace DeepGen.Runtime;

// What a call does with its session, from ModelCall: enter, bind, run, leave.
public sealed partial class Session
{
    /// <summary>Begins a call.</summary>
    internal void Enter(CompiledModel model, ProgramDefinition program)
    {
        if (!ReferenceEquals(model, _model))
        {
            throw new ArgumentException($"The session belongs to another model; use one that this '{model.Name}' created.");
        }

        if (Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
        {
            throw new InvalidOperationException(
                $"{_model.Name}.{program.Name} was called while another call runs on the same session; " +
                "give each thread a session of its own from CreateSession().");
        }

        if (_disposed || _model.IsDisposed)
        {
            Leave();
            throw new ObjectDisposedException(_disposed && !_model.IsDisposed ? nameof(Session) : _model.Name);
        }

        Calls++;
        _dims.AsSpan().Clear();
    }

    /// <summary>Takes or makes the plan for the bound dimensions, and room for it.</summary>
    internal void Bind(ProgramDefinition program, int slot)
    {
        BindingCache cache = _caches[slot] ??= new BindingCache(_model.Definition, program);
        _bound = cache.Get(_dims, Calls);
        _offsets = _bound.Plan.Offsets;
        _arena.Resize(_bound.Plan.Total);
    }

    /// <summary>A buffer of the bound program, as far as it is used.</summary>
    internal Span<float> BufferSpan(int index) => _arena.Span(_offsets[index], _bound!.Plan.Sizes[index]);

    /// <summary>Runs the bound program.</summary>
    internal void Execute(ProgramDefinition program, AlignedBuffer gradients)
    {
        _gradients = gradients;
        try
        {
            program.Run(this);
        }
        finally
        {
            _gradients = _model.Store.Gradients;
            AbandonPack();
        }
    }

    /// <summary>Ends a call.</summary>
    internal void Leave()
    {
        if (_disposed || _model.IsDisposed)
        {
            Release();
        }

        Volatile.Write(ref _busy, 0);
    }

    internal void ThrowIfOverwritten(long call)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (call != Calls)
        {
            throw new InvalidOperationException(
                $"This output of '{_model.Name}' is gone, because its session has begun another call; " +
                "copy it with ToArray() or CopyTo() before that.");
        }
    }

    private void AbandonPack()
    {
        if (_writingPack >= 0)
        {
            _model.Packs.Abandon(_writingPack);
            _writingPack = -1;
        }
    }

    private void Release()
    {
        Calls++;
        _arena.Release();
        _caches.AsSpan().Clear();
        _bound = null;
    }
}

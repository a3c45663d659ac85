namespace DeepGen.Runtime;

/// <summary>
/// Where a session's programs run: its working memory there, what goes into it before a program and what comes out after it.
/// <see cref="Session"/> says when, and is the same everywhere.
/// </summary>
internal abstract class Execution
{
    /// <summary>How the buffers of a program lie in the arena.</summary>
    public abstract ArenaLayout Layout { get; }

    /// <summary>The floats of the arena.</summary>
    public abstract nint ArenaLength { get; }

    /// <summary>Binds a program to run-time dimensions.</summary>
    /// <exception cref="ArgumentException">The model does not take them.</exception>
    public virtual void Bind(BoundProgram bound, ReadOnlySpan<nint> dims) => bound.Bind(dims);

    /// <summary>Makes room for the buffers of a program, which hold nothing afterwards.</summary>
    public abstract void MakeRoom(BoundProgram bound);

    /// <summary>Copies an input or a target into its buffer.</summary>
    public abstract void Load(int buffer, ReadOnlySpan<float> values);

    /// <summary>Where an input or a target is written to that does not lie in one piece; <see cref="Loaded"/> follows.</summary>
    public abstract Span<float> Staging(int buffer);

    /// <summary>Takes what was written to <see cref="Staging"/>.</summary>
    public abstract void Loaded(int buffer);

    /// <summary>Runs the program that has room.</summary>
    public abstract void Run(ProgramDefinition program, MirroredBuffer gradients);

    /// <summary>What a buffer holds after the program, as far as it is used.</summary>
    public abstract ReadOnlySpan<float> Read(int buffer);

    /// <summary>The loss of the program that has run.</summary>
    public abstract StepLoss Loss(ProgramDefinition program);

    /// <summary>A loss that this gave a number.</summary>
    public abstract float ReadLoss(long number);

    /// <summary>Gives all memory back.</summary>
    public abstract void Release();
}

/// <summary>A loss: its value where that is on the host already, or a number under which it can be read.</summary>
/// <param name="Value">The value, where the number is 0.</param>
/// <param name="Number">Its number, from 1.</param>
internal readonly record struct StepLoss(float Value, long Number);

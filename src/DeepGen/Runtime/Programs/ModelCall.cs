using System.ComponentModel;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace DeepGen.Runtime;

/// <summary>
/// One call of a model, written out by the compiler in each door: bind the shapes of all inputs and targets, plan, load them, run, and
/// read the result. Disposing it lets the next call in.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct ModelCall
{
    private readonly CompiledModel model;
    private readonly Session session;
    private readonly ProgramDefinition program;
    private readonly int slot;
    private readonly Gradients gradients;

    internal ModelCall(CompiledModel model, Session session, ProgramDefinition program, int slot, Gradients gradients)
    {
        this.model = model;
        this.session = session;
        this.program = program;
        this.slot = slot;
        this.gradients = gradients;
        session.Enter(model, program);
    }

    /// <summary>Checks the shape of an input and binds the dimensions that it names.</summary>
    /// <param name="input">Its place in the model's definition.</param>
    /// <param name="value">The input.</param>
    /// <typeparam name="T">float or int, as defined.</typeparam>
    /// <exception cref="ArgumentException">The shape is not as defined.</exception>
    public void BindInput<T>(int input, in ReadOnlyTensorSpan<T> value)
        where T : unmanaged => InputDoor(input).Bind(value.Lengths, session.Dims);

    /// <summary>Checks the length of an input given row after row, and binds its dimensions.</summary>
    /// <param name="input">Its place in the model's definition.</param>
    /// <param name="value">The input.</param>
    /// <param name="batch">The number of rows.</param>
    /// <typeparam name="T">float or int, as defined.</typeparam>
    /// <exception cref="ArgumentException">The length does not fit the shape as defined.</exception>
    public void BindInput<T>(int input, ReadOnlySpan<T> value, nint batch)
        where T : unmanaged => InputDoor(input).BindFlat(value.Length, batch, session.Dims);

    /// <summary>Checks the shape of a target and binds the dimensions that it names.</summary>
    /// <param name="target">Its place in the model's definition.</param>
    /// <param name="value">The target.</param>
    /// <typeparam name="T">float or int, as defined.</typeparam>
    /// <exception cref="ArgumentException">The shape is not as defined.</exception>
    public void BindTarget<T>(int target, in ReadOnlyTensorSpan<T> value)
        where T : unmanaged => TargetDoor(target).Bind(value.Lengths, session.Dims);

    /// <summary>Checks the length of a target given row after row, and binds its dimensions.</summary>
    /// <param name="target">Its place in the model's definition.</param>
    /// <param name="value">The target.</param>
    /// <param name="batch">The number of rows.</param>
    /// <typeparam name="T">float or int, as defined.</typeparam>
    /// <exception cref="ArgumentException">The length does not fit the shape as defined.</exception>
    public void BindTarget<T>(int target, ReadOnlySpan<T> value, nint batch)
        where T : unmanaged => TargetDoor(target).BindFlat(value.Length, batch, session.Dims);

    /// <summary>Lays the buffers out for the bound dimensions.</summary>
    /// <exception cref="InsufficientMemoryException">
    /// The buffers need more memory than a session or the process can have; smaller calls still work.
    /// </exception>
    /// <exception cref="DeviceOutOfMemoryException">The device has not as much; the message says what fits.</exception>
    public void Plan() => session.Bind(program, slot);

    /// <summary>Copies an input into its buffer.</summary>
    /// <param name="input">Its place in the model's definition.</param>
    /// <param name="value">The input, as it was bound.</param>
    /// <typeparam name="T">float or int, as defined.</typeparam>
    /// <exception cref="ArgumentOutOfRangeException">An index is out of its range.</exception>
    public void LoadInput<T>(int input, in ReadOnlyTensorSpan<T> value)
        where T : unmanaged => Load(InputDoor(input), program.Inputs[input], value);

    /// <summary>Copies an input given row after row into its buffer.</summary>
    /// <param name="input">Its place in the model's definition.</param>
    /// <param name="value">The input, as it was bound.</param>
    /// <typeparam name="T">float or int, as defined.</typeparam>
    /// <exception cref="ArgumentOutOfRangeException">An index is out of its range.</exception>
    public void LoadInput<T>(int input, ReadOnlySpan<T> value)
        where T : unmanaged => Load(InputDoor(input), program.Inputs[input], value);

    /// <summary>Copies a target into its buffer.</summary>
    /// <param name="target">Its place in the model's definition.</param>
    /// <param name="value">The target, as it was bound.</param>
    /// <typeparam name="T">float or int, as defined.</typeparam>
    /// <exception cref="ArgumentOutOfRangeException">An index is out of its range.</exception>
    public void LoadTarget<T>(int target, in ReadOnlyTensorSpan<T> value)
        where T : unmanaged => Load(TargetDoor(target), program.Targets[target], value);

    /// <summary>Copies a target given row after row into its buffer.</summary>
    /// <param name="target">Its place in the model's definition.</param>
    /// <param name="value">The target, as it was bound.</param>
    /// <typeparam name="T">float or int, as defined.</typeparam>
    /// <exception cref="ArgumentOutOfRangeException">An index is out of its range.</exception>
    public void LoadTarget<T>(int target, ReadOnlySpan<T> value)
        where T : unmanaged => Load(TargetDoor(target), program.Targets[target], value);

    /// <summary>Runs the program; a Step also adds up gradients where asked, and advances the model's counters.</summary>
    public void Run() => model.Execute(session, program, gradients);

    /// <summary>An output, after <see cref="Run"/>.</summary>
    /// <param name="output">Its place in the model's definition.</param>
    public OutputView Output(int output) => new(session, program.Outputs[output], output);

    /// <summary>The loss and the outputs, after <see cref="Run"/>.</summary>
    public StepResult Result() => new(session, program, session.Execution.Loss(program));

    /// <summary>Ends the call.</summary>
    public void Dispose() => session.Leave();

    private Door InputDoor(int input) => new(model.Definition, model.Definition.Inputs[input], isTarget: false);

    private Door TargetDoor(int target) => new(model.Definition, model.Definition.Targets[target], isTarget: true);

    private void Load<T>(Door door, int buffer, in ReadOnlyTensorSpan<T> value)
        where T : unmanaged
    {
        if (value.IsDense)
        {
            ref readonly T start = ref TensorMarshal.GetReference(value);
            Load(door, buffer, MemoryMarshal.CreateReadOnlySpan(in start, (int)value.FlattenedLength));
        }
        else if (buffer >= 0)
        {
            Span<T> destination = MemoryMarshal.Cast<float, T>(session.Execution.Staging(buffer));
            value.FlattenTo(destination);
            Check(door, (ReadOnlySpan<T>)destination[..(int)value.FlattenedLength]);
            session.Execution.Loaded(buffer);
        }
    }

    private void Load<T>(Door door, int buffer, ReadOnlySpan<T> value)
        where T : unmanaged
    {
        Check(door, value);
        if (buffer >= 0)
        {
            session.Execution.Load(buffer, MemoryMarshal.Cast<T, float>(value));
        }
    }

    private static void Check<T>(Door door, ReadOnlySpan<T> value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(int))
        {
            door.CheckIndices(MemoryMarshal.Cast<T, int>(value));
        }
    }
}

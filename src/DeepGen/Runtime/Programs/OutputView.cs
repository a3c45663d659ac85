using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using DeepGen.Runtime;

namespace DeepGen;

/// <summary>
/// An output of a call, or the gradient of an input: a view into its session's memory, valid until the next call on that session begins.
/// Reading it later throws.
/// </summary>
public readonly struct OutputView
{
    private readonly Session session;
    private readonly int buffer;
    private readonly int output;
    private readonly InputDefinition? input;
    private readonly long call;

    internal OutputView(Session session, int buffer, int output)
        : this(session, buffer, output, session.Calls)
    {
    }

    internal OutputView(Session session, int buffer, int output, long call)
    {
        this.session = session;
        this.buffer = buffer;
        this.output = output;
        this.call = call;
    }

    /// <summary>The gradient of an input, by its place among those that have one.</summary>
    internal OutputView(Session session, int buffer, int place, InputDefinition input, long call)
        : this(session, buffer, place, call) => this.input = input;

    /// <summary>The name of the output, or of the input that it is a gradient of.</summary>
    public string Name => input is not null ? input.Name : session.Model.Definition.Outputs[output].Name;

    /// <summary>The extents, outermost first.</summary>
    /// <exception cref="InvalidOperationException">The session has begun another call.</exception>
    public ReadOnlySpan<nint> Shape
    {
        get
        {
            session.ThrowIfOverwritten(call);
            return (input is null ? session.Bound.OutputShapes : session.Bound.GradientShapes)[output];
        }
    }

    /// <summary>The numbers, row by row.</summary>
    /// <exception cref="InvalidOperationException">
    /// The session has begun another call, or the output is a <c>Value&lt;int&gt;</c>: see <see cref="Integers"/>.
    /// </exception>
    /// <exception cref="DeviceException">The device fails, or does not give what was asked for back.</exception>
    public ReadOnlySpan<float> Values => Memory(ElementKind.Float32, "integers; read its Integers");

    /// <summary>The numbers of an output that is a <c>Value&lt;int&gt;</c>, row by row.</summary>
    /// <exception cref="InvalidOperationException">
    /// The session has begun another call, or the output holds floats: see <see cref="Values"/>.
    /// </exception>
    /// <exception cref="DeviceException">The device fails, or does not give what was asked for back.</exception>
    public ReadOnlySpan<int> Integers => MemoryMarshal.Cast<float, int>(Memory(ElementKind.Int32, "floats; read its Values"));

    /// <summary>The output as a tensor.</summary>
    /// <exception cref="InvalidOperationException">The session has begun another call.</exception>
    public ReadOnlyTensorSpan<float> Tensor => new(Values, Shape);

    /// <summary>Copies the numbers, row by row.</summary>
    /// <param name="destination">Receives them.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    /// <exception cref="InvalidOperationException">The session has begun another call.</exception>
    public void CopyTo(Span<float> destination) => Values.CopyTo(destination);

    /// <summary>A copy of the numbers, row by row.</summary>
    /// <exception cref="InvalidOperationException">The session has begun another call.</exception>
    public float[] ToArray() => Values.ToArray();

    private ReadOnlySpan<float> Memory(ElementKind kind, string otherwise)
    {
        nint length = 1;
        foreach (nint extent in Shape)
        {
            length *= extent;
        }

        ElementKind held = input is null ? session.Model.Definition.Outputs[output].Kind : ElementKind.Float32;
        return held == kind
            ? session.Execution.Read(buffer)[..(int)length]
            : throw new InvalidOperationException($"The output '{Name}' of '{session.Model.Name}' holds {otherwise}.");
    }

    /// <summary>The name and shape, as in "output [64, 10]".</summary>
    public override string ToString() => $"{Name} {ShapeText.Of(Shape)}";
}

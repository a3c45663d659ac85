using System.ComponentModel;
using System.Numerics.Tensors;

namespace DeepGen.Runtime;

/// <summary>
/// Anything that a door takes. A model without a loss has a <c>Step</c> of such arguments, so that a call of it is one error that says
/// what is missing, and not one about its arguments.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct AnyArgument
{
    /// <summary>Numbers.</summary>
    /// <param name="values">The numbers.</param>
    public static implicit operator AnyArgument(float[] values) => default;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    public static implicit operator AnyArgument(int[] values) => default;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    public static implicit operator AnyArgument(Span<float> values) => default;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    public static implicit operator AnyArgument(Span<int> values) => default;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    public static implicit operator AnyArgument(ReadOnlySpan<float> values) => default;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    public static implicit operator AnyArgument(ReadOnlySpan<int> values) => default;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    public static implicit operator AnyArgument(TensorSpan<float> values) => default;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    public static implicit operator AnyArgument(TensorSpan<int> values) => default;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    public static implicit operator AnyArgument(ReadOnlyTensorSpan<float> values) => default;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    public static implicit operator AnyArgument(ReadOnlyTensorSpan<int> values) => default;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    public static implicit operator AnyArgument(Tensor<float> values) => default;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    public static implicit operator AnyArgument(Tensor<int> values) => default;

    /// <summary>A batch size.</summary>
    /// <param name="batch">The number of rows.</param>
    public static implicit operator AnyArgument(int batch) => default;

    /// <summary>What becomes of the gradients.</summary>
    /// <param name="gradients">Whether they replace others.</param>
    public static implicit operator AnyArgument(Gradients gradients) => default;

    /// <summary>A session.</summary>
    /// <param name="session">The session, or null for the model's own.</param>
    public static implicit operator AnyArgument(Session? session) => default;
}

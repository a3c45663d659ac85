namespace DeepGen;

/// <summary>
/// A tensor of floats in the text of <c>Forward</c> and <c>Loss</c>. It is a symbol: the compiler reads these bodies, and they are
/// never run. Functions of values are members; every one of them has a gradient.
/// </summary>
/// <remarks>
/// Shapes that differ are broadcast as in PyTorch, from the last dim on, a dim of 1 standing for any other; dims with different names
/// are never broadcast into each other. Numbers must be compile-time constants.
/// </remarks>
public sealed partial class Value
{
    private Value()
    {
    }

    /// <summary>Values side by side along one dim; their other dims are equal.</summary>
    /// <param name="dim">The dim whose extents add up; negative counts from the end.</param>
    /// <param name="values">At least one value.</param>
    /// <returns>The values, in the order given.</returns>
    public static Value Concat(int dim, params Value[] values) => throw NeverRun();

    /// <summary>The same value, cut off from the gradient.</summary>
    /// <returns>A value that is a constant to differentiation.</returns>
    public Value Detach() => throw NeverRun();

    /// <summary>The sum of each pair of elements.</summary>
    /// <param name="left">A value.</param>
    /// <param name="right">A value of a shape that broadcasts with it.</param>
    /// <returns><c>left + right</c>.</returns>
    public static Value operator +(Value left, Value right) => throw NeverRun();

    /// <summary>A constant added to each element.</summary>
    /// <param name="left">A value.</param>
    /// <param name="right">A constant.</param>
    /// <returns><c>left + right</c>.</returns>
    public static Value operator +(Value left, double right) => throw NeverRun();

    /// <inheritdoc cref="op_Addition(Value, double)"/>
    public static Value operator +(double left, Value right) => throw NeverRun();

    /// <summary>The difference of each pair of elements.</summary>
    /// <param name="left">A value.</param>
    /// <param name="right">A value of a shape that broadcasts with it.</param>
    /// <returns><c>left - right</c>.</returns>
    public static Value operator -(Value left, Value right) => throw NeverRun();

    /// <summary>A constant subtracted from each element.</summary>
    /// <param name="left">A value.</param>
    /// <param name="right">A constant.</param>
    /// <returns><c>left - right</c>.</returns>
    public static Value operator -(Value left, double right) => throw NeverRun();

    /// <summary>Each element subtracted from a constant.</summary>
    /// <param name="left">A constant.</param>
    /// <param name="right">A value.</param>
    /// <returns><c>left - right</c>.</returns>
    public static Value operator -(double left, Value right) => throw NeverRun();

    /// <summary>The product of each pair of elements. For the product of matrices see <see cref="Matmul"/>.</summary>
    /// <param name="left">A value.</param>
    /// <param name="right">A value of a shape that broadcasts with it.</param>
    /// <returns><c>left * right</c>.</returns>
    public static Value operator *(Value left, Value right) => throw NeverRun();

    /// <summary>Each element times a constant.</summary>
    /// <param name="left">A value.</param>
    /// <param name="right">A constant.</param>
    /// <returns><c>left * right</c>.</returns>
    public static Value operator *(Value left, double right) => throw NeverRun();

    /// <inheritdoc cref="op_Multiply(Value, double)"/>
    public static Value operator *(double left, Value right) => throw NeverRun();

    /// <summary>The quotient of each pair of elements.</summary>
    /// <param name="left">A value.</param>
    /// <param name="right">A value of a shape that broadcasts with it.</param>
    /// <returns><c>left / right</c>.</returns>
    public static Value operator /(Value left, Value right) => throw NeverRun();

    /// <summary>Each element divided by a constant.</summary>
    /// <param name="left">A value.</param>
    /// <param name="right">A constant.</param>
    /// <returns><c>left / right</c>.</returns>
    public static Value operator /(Value left, double right) => throw NeverRun();

    /// <summary>A constant divided by each element.</summary>
    /// <param name="left">A constant.</param>
    /// <param name="right">A value.</param>
    /// <returns><c>left / right</c>.</returns>
    public static Value operator /(double left, Value right) => throw NeverRun();

    /// <summary>Each element negated.</summary>
    /// <param name="value">A value.</param>
    /// <returns><c>-value</c>.</returns>
    public static Value operator -(Value value) => throw NeverRun();

    internal static InvalidOperationException NeverRun() =>
        new("A Value is a symbol: Forward and Loss are read by the compiler, never run. Call Predict, Evaluate or Step.");
}


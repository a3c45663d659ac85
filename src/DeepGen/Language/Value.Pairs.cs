namespace DeepGen;

// Comparisons, which give 1 where they hold and 0 elsewhere and pass no gradient, and functions of two values.
public sealed partial class Value
{
    /// <summary>1 where the left element is less than the right one, 0 elsewhere, also where either is NaN.</summary>
    /// <param name="left">A value.</param>
    /// <param name="right">A value of a shape that broadcasts with it.</param>
    /// <returns><c>left &lt; right</c>.</returns>
    public static Value operator <(Value left, Value right) => throw NeverRun();

    /// <summary>1 where an element is less than a constant, 0 elsewhere, also where it is NaN.</summary>
    /// <param name="left">A value.</param>
    /// <param name="right">A constant.</param>
    /// <returns><c>left &lt; right</c>.</returns>
    public static Value operator <(Value left, double right) => throw NeverRun();

    /// <summary>1 where the left element is at most the right one, 0 elsewhere, also where either is NaN.</summary>
    /// <param name="left">A value.</param>
    /// <param name="right">A value of a shape that broadcasts with it.</param>
    /// <returns><c>left &lt;= right</c>.</returns>
    public static Value operator <=(Value left, Value right) => throw NeverRun();

    /// <summary>1 where an element is at most a constant, 0 elsewhere, also where it is NaN.</summary>
    /// <param name="left">A value.</param>
    /// <param name="right">A constant.</param>
    /// <returns><c>left &lt;= right</c>.</returns>
    public static Value operator <=(Value left, double right) => throw NeverRun();

    /// <summary>1 where the left element is greater than the right one, 0 elsewhere, also where either is NaN.</summary>
    /// <param name="left">A value.</param>
    /// <param name="right">A value of a shape that broadcasts with it.</param>
    /// <returns><c>left &gt; right</c>.</returns>
    public static Value operator >(Value left, Value right) => throw NeverRun();

    /// <summary>1 where an element is greater than a constant, 0 elsewhere, also where it is NaN.</summary>
    /// <param name="left">A value.</param>
    /// <param name="right">A constant.</param>
    /// <returns><c>left &gt; right</c>.</returns>
    public static Value operator >(Value left, double right) => throw NeverRun();

    /// <summary>1 where the left element is at least the right one, 0 elsewhere, also where either is NaN.</summary>
    /// <param name="left">A value.</param>
    /// <param name="right">A value of a shape that broadcasts with it.</param>
    /// <returns><c>left &gt;= right</c>.</returns>
    public static Value operator >=(Value left, Value right) => throw NeverRun();

    /// <summary>1 where an element is at least a constant, 0 elsewhere, also where it is NaN.</summary>
    /// <param name="left">A value.</param>
    /// <param name="right">A constant.</param>
    /// <returns><c>left &gt;= right</c>.</returns>
    public static Value operator >=(Value left, double right) => throw NeverRun();

    /// <summary>1 where two elements are equal, 0 elsewhere; NaN equals nothing.</summary>
    /// <param name="other">A value of a shape that broadcasts with this one.</param>
    /// <returns>A value of the shape of both.</returns>
    public Value Equal(Value other) => throw NeverRun();

    /// <summary>1 where an element equals a constant, 0 elsewhere.</summary>
    /// <param name="other">A constant.</param>
    /// <returns>A value of the same shape.</returns>
    public Value Equal(double other) => throw NeverRun();

    /// <summary>1 where two elements differ, 0 elsewhere; NaN differs from everything.</summary>
    /// <param name="other">A value of a shape that broadcasts with this one.</param>
    /// <returns>A value of the shape of both.</returns>
    public Value NotEqual(Value other) => throw NeverRun();

    /// <summary>1 where an element differs from a constant, 0 elsewhere.</summary>
    /// <param name="other">A constant.</param>
    /// <returns>A value of the same shape.</returns>
    public Value NotEqual(double other) => throw NeverRun();

    /// <summary>1 where both elements are other than 0, 0 elsewhere.</summary>
    /// <param name="other">A value of a shape that broadcasts with this one.</param>
    /// <returns>A value of the shape of both.</returns>
    public Value LogicalAnd(Value other) => throw NeverRun();

    /// <summary>1 where an element and a constant are other than 0, 0 elsewhere.</summary>
    /// <param name="other">A constant.</param>
    /// <returns>A value of the same shape.</returns>
    public Value LogicalAnd(double other) => throw NeverRun();

    /// <summary>1 where either element is other than 0, 0 elsewhere.</summary>
    /// <param name="other">A value of a shape that broadcasts with this one.</param>
    /// <returns>A value of the shape of both.</returns>
    public Value LogicalOr(Value other) => throw NeverRun();

    /// <summary>1 where an element or a constant is other than 0, 0 elsewhere.</summary>
    /// <param name="other">A constant.</param>
    /// <returns>A value of the same shape.</returns>
    public Value LogicalOr(double other) => throw NeverRun();

    /// <summary>1 where just one of two elements is other than 0, 0 elsewhere.</summary>
    /// <param name="other">A value of a shape that broadcasts with this one.</param>
    /// <returns>A value of the shape of both.</returns>
    public Value LogicalXor(Value other) => throw NeverRun();

    /// <summary>1 where just one of an element and a constant is other than 0, 0 elsewhere.</summary>
    /// <param name="other">A constant.</param>
    /// <returns>A value of the same shape.</returns>
    public Value LogicalXor(double other) => throw NeverRun();

    /// <summary>Each element of one value where a condition is other than 0, and of another one elsewhere.</summary>
    /// <param name="condition">A value, such as a comparison; it gets no gradient.</param>
    /// <param name="whenTrue">What to take where the condition is other than 0.</param>
    /// <param name="whenFalse">What to take where it is 0.</param>
    /// <returns>A value of the shape that the three broadcast to. What is not taken gets a gradient of 0, also where it is NaN.</returns>
    public static Value Where(Value condition, Value whenTrue, Value whenFalse) => throw NeverRun();

    /// <inheritdoc cref="Where(Value, Value, Value)"/>
    public static Value Where(Value condition, Value whenTrue, double whenFalse) => throw NeverRun();

    /// <inheritdoc cref="Where(Value, Value, Value)"/>
    public static Value Where(Value condition, double whenTrue, Value whenFalse) => throw NeverRun();

    /// <summary>One constant where a mask is other than 0, and each element elsewhere.</summary>
    /// <param name="mask">A value of a shape that broadcasts with this one, such as a comparison; it gets no gradient.</param>
    /// <param name="number">A constant.</param>
    /// <returns>A value of the shape of both.</returns>
    public Value MaskedFill(Value mask, double number) => throw NeverRun();

    /// <summary>The larger of two elements; NaN where either is NaN. Of equal elements each gets half of the gradient.</summary>
    /// <param name="other">A value of a shape that broadcasts with this one.</param>
    /// <returns>A value of the shape of both.</returns>
    public Value Maximum(Value other) => throw NeverRun();

    /// <summary>The larger of each element and a constant.</summary>
    /// <param name="other">A constant.</param>
    /// <returns>A value of the same shape.</returns>
    public Value Maximum(double other) => throw NeverRun();

    /// <summary>The smaller of two elements; NaN where either is NaN. Of equal elements each gets half of the gradient.</summary>
    /// <param name="other">A value of a shape that broadcasts with this one.</param>
    /// <returns>A value of the shape of both.</returns>
    public Value Minimum(Value other) => throw NeverRun();

    /// <summary>The smaller of each element and a constant.</summary>
    /// <param name="other">A constant.</param>
    /// <returns>A value of the same shape.</returns>
    public Value Minimum(double other) => throw NeverRun();

    /// <summary>The remainder of a division, <c>x - y floor(x / y)</c>, with the sign of the divisor.</summary>
    /// <param name="other">A value of a shape that broadcasts with this one.</param>
    /// <returns>A value of the shape of both.</returns>
    public Value Remainder(Value other) => throw NeverRun();

    /// <summary>The remainder of a division by a constant, with the sign of the constant.</summary>
    /// <param name="other">A constant.</param>
    /// <returns>A value of the same shape.</returns>
    public Value Remainder(double other) => throw NeverRun();

    /// <summary>The remainder of a division, <c>x - y trunc(x / y)</c>, with the sign of the dividend.</summary>
    /// <param name="other">A value of a shape that broadcasts with this one.</param>
    /// <returns>A value of the shape of both.</returns>
    public Value Fmod(Value other) => throw NeverRun();

    /// <summary>The remainder of a division by a constant, with the sign of the dividend.</summary>
    /// <param name="other">A constant.</param>
    /// <returns>A value of the same shape.</returns>
    public Value Fmod(double other) => throw NeverRun();

    /// <summary><c>x^exponent</c>, element by element.</summary>
    /// <param name="exponent">A value of a shape that broadcasts with this one.</param>
    /// <returns>A value of the shape of both.</returns>
    public Value Pow(Value exponent) => throw NeverRun();

    /// <summary><c>log(e^x + e^y)</c> of two elements, computed without overflow.</summary>
    /// <param name="other">A value of a shape that broadcasts with this one.</param>
    /// <returns>A value of the shape of both.</returns>
    public Value LogAddExp(Value other) => throw NeverRun();

    /// <summary>The angle in [-pi, pi] of the point (x, y), for this value as y.</summary>
    /// <param name="other">x: a value of a shape that broadcasts with this one.</param>
    /// <returns>A value of the shape of both.</returns>
    public Value Atan2(Value other) => throw NeverRun();

    /// <summary><c>start + weight * (end - start)</c>, for this value as the start.</summary>
    /// <param name="end">A value of a shape that broadcasts with this one.</param>
    /// <param name="weight">A value of a shape that broadcasts with them.</param>
    /// <returns>A value of the shape of all.</returns>
    public Value Lerp(Value end, Value weight) => throw NeverRun();

    /// <inheritdoc cref="Lerp(Value, Value)"/>
    public Value Lerp(Value end, double weight) => throw NeverRun();
}

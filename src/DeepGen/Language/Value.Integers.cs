namespace DeepGen;

/// <summary>
/// A tensor of another element type in the text of <c>Forward</c> and <c>Loss</c>: <c>Value&lt;int&gt;</c> holds class indices and
/// other positions. It is an input or a target, or what functions such as a search for the largest element give, and has no gradient.
/// </summary>
/// <remarks>Integers are exact up to 2^24; larger ones are rounded where a kernel computes with them.</remarks>
/// <typeparam name="T">The element type, which is <see cref="int"/>.</typeparam>
public sealed partial class Value<T>
    where T : unmanaged
{
    private Value()
    {
    }

    /// <summary>The same numbers as floats.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value ToFloat() => throw Value.NeverRun();

    /// <summary>1 where two integers are equal, 0 elsewhere.</summary>
    /// <param name="other">Integers of a shape that broadcasts with this one.</param>
    /// <returns>A value of the shape of both.</returns>
    public Value Equal(Value<T> other) => throw Value.NeverRun();

    /// <summary>1 where an integer equals a constant, 0 elsewhere.</summary>
    /// <param name="other">A constant.</param>
    /// <returns>A value of the same shape.</returns>
    public Value Equal(int other) => throw Value.NeverRun();

    /// <summary>1 where two integers differ, 0 elsewhere.</summary>
    /// <param name="other">Integers of a shape that broadcasts with this one.</param>
    /// <returns>A value of the shape of both.</returns>
    public Value NotEqual(Value<T> other) => throw Value.NeverRun();

    /// <summary>1 where an integer differs from a constant, 0 elsewhere.</summary>
    /// <param name="other">A constant.</param>
    /// <returns>A value of the same shape.</returns>
    public Value NotEqual(int other) => throw Value.NeverRun();
}

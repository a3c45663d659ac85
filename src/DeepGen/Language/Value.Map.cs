namespace DeepGen;

// Functions of a user's own.
public sealed partial class Value
{
    /// <summary>A method with <see cref="PointwiseAttribute"/> applied to each element: <c>x.Map(Mish)</c>.</summary>
    /// <param name="function">The method.</param>
    /// <returns>A value of the same shape.</returns>
    public Value Map(Func<float, float> function) => throw NeverRun();

    /// <summary>A method with <see cref="PointwiseAttribute"/> applied to each pair of elements.</summary>
    /// <param name="function">The method.</param>
    /// <param name="a">Its first argument.</param>
    /// <param name="b">Its second argument, of a shape that broadcasts with the first.</param>
    /// <returns>A value of the shape that both broadcast to.</returns>
    public static Value Map(Func<float, float, float> function, Value a, Value b) => throw NeverRun();

    /// <summary>A method with <see cref="PointwiseAttribute"/> applied to the elements of three values.</summary>
    /// <param name="function">The method.</param>
    /// <param name="a">Its first argument.</param>
    /// <param name="b">Its second argument.</param>
    /// <param name="c">Its third argument; the shapes broadcast with one another.</param>
    /// <returns>A value of the shape that all broadcast to.</returns>
    public static Value Map(Func<float, float, float, float> function, Value a, Value b, Value c) => throw NeverRun();

    /// <summary>A method with <see cref="PointwiseAttribute"/> applied to the elements of four values.</summary>
    /// <param name="function">The method.</param>
    /// <param name="a">Its first argument.</param>
    /// <param name="b">Its second argument.</param>
    /// <param name="c">Its third argument.</param>
    /// <param name="d">Its fourth argument; the shapes broadcast with one another.</param>
    /// <returns>A value of the shape that all broadcast to.</returns>
    public static Value Map(Func<float, float, float, float, float> function, Value a, Value b, Value c, Value d) => throw NeverRun();
}

namespace DeepGen;

// Functions whose constant may be a number of run time.
public sealed partial class Value
{
    /// <summary>As <see cref="Dropout(double)"/>, with a rate that may change between two steps.</summary>
    /// <param name="probability">
    /// The probability of a zero: a single number in [0, 1], such as a field with <see cref="SettingAttribute"/>. It is a constant to
    /// differentiation.
    /// </param>
    /// <returns>A value of the same shape.</returns>
    public Value Dropout(Value probability) => throw NeverRun();
}

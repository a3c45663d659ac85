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

    /// <summary>As <see cref="Dropout1d(double)"/>, with a rate that may change between two steps.</summary>
    /// <param name="probability">The probability, as <see cref="Dropout(Value)"/> takes it.</param>
    /// <returns>A value of the same shape.</returns>
    public Value Dropout1d(Value probability) => throw NeverRun();

    /// <summary>As <see cref="Dropout2d(double)"/>, with a rate that may change between two steps.</summary>
    /// <param name="probability">The probability, as <see cref="Dropout(Value)"/> takes it.</param>
    /// <returns>A value of the same shape.</returns>
    public Value Dropout2d(Value probability) => throw NeverRun();

    /// <summary>As <see cref="Dropout3d(double)"/>, with a rate that may change between two steps.</summary>
    /// <param name="probability">The probability, as <see cref="Dropout(Value)"/> takes it.</param>
    /// <returns>A value of the same shape.</returns>
    public Value Dropout3d(Value probability) => throw NeverRun();

    /// <summary>As <see cref="AlphaDropout(double)"/>, with a rate that may change between two steps.</summary>
    /// <param name="probability">The probability, as <see cref="Dropout(Value)"/> takes it; at 1 all is zero.</param>
    /// <returns>A value of the same shape.</returns>
    public Value AlphaDropout(Value probability) => throw NeverRun();

    /// <summary>As <see cref="FeatureAlphaDropout(double)"/>, with a rate that may change between two steps.</summary>
    /// <param name="probability">The probability, as <see cref="Dropout(Value)"/> takes it; at 1 all is zero.</param>
    /// <returns>A value of the same shape.</returns>
    public Value FeatureAlphaDropout(Value probability) => throw NeverRun();
}

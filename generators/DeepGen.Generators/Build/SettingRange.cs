using System.Globalization;

namespace DeepGen.Generators.Build;

/// <summary>What a setting may be: all that the user and the functions that take it allow.</summary>
internal sealed record SettingRange(double Minimum, double Maximum)
{
    /// <summary>What it is at first.</summary>
    public double Value { get; init; }

    public bool Contains(double value) => value >= Minimum && value <= Maximum;

    /// <summary>What this one and another allow, with this one's value.</summary>
    public SettingRange Narrow(double minimum, double maximum)
        => this with { Minimum = Math.Max(Minimum, minimum), Maximum = Math.Min(Maximum, maximum) };

    /// <summary>As a message says it: <c>in [0, 1]</c>.</summary>
    public override string ToString() => (double.IsNegativeInfinity(Minimum), double.IsPositiveInfinity(Maximum)) switch
    {
        (true, true) => "a finite number",
        (true, false) => $"at most {Text(Maximum)}",
        (false, true) => $"at least {Text(Minimum)}",
        _ => $"in [{Text(Minimum)}, {Text(Maximum)}]",
    };

    private static string Text(double value) => value.ToString("G9", CultureInfo.InvariantCulture);
}

/// <summary>An argument of a layer or a function that may be a number of run time in the place of a constant.</summary>
/// <param name="Name">The input under which it is found then, as the method's parameter is called.</param>
/// <param name="Minimum">The least that it may be.</param>
/// <param name="Maximum">The most that it may be.</param>
internal sealed record RunTimeNumber(string Name, double Minimum, double Maximum);

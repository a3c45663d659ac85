namespace DeepGen.Generators.Operators;

/// <summary>Which formulas never fall when one of their arguments rises, and pass no gradient on where they do not rise either.</summary>
internal static class Monotone
{
    /// <summary>Whether a formula rises with an argument, the others being fixed.</summary>
    public static bool Rises(ScalarExpression formula, int argument)
        => formula switch
        {
            Argument leaf => leaf.Index == argument,
            ScalarCall { Function.IsRising: true } call => Rises(call.Operands[0], argument),
            ScalarCall call when call.Function == ScalarFunctions.Add
                => (Rises(call.Operands[0], argument) && IsFixed(call.Operands[1], argument))
                    || (IsFixed(call.Operands[0], argument) && Rises(call.Operands[1], argument)),
            ScalarCall call when call.Function == ScalarFunctions.Subtract
                => Rises(call.Operands[0], argument) && IsFixed(call.Operands[1], argument),
            ScalarCall call when call.Function == ScalarFunctions.Multiply
                => call.Operands[0] is Literal { Value: > 0 and < double.PositiveInfinity } && Rises(call.Operands[1], argument),
            ScalarCall call when call.Function == ScalarFunctions.Select => SelectRises(call, argument),
            _ => false,
        };

    /// <summary>
    /// A choice at a bound: both sides rise, and the upper one begins where the lower one ends, or above. NaN takes either side, which
    /// rises and so keeps it.
    /// </summary>
    private static bool SelectRises(ScalarCall select, int argument)
    {
        if (select.Operands[0] is not ScalarCall comparison) return false;
        var (lower, upper, bound) = comparison.Operands switch
        {
            [Argument of, Literal end] when comparison.Function == ScalarFunctions.LessOrEqual && of.Index == argument
                => (select.Operands[1], select.Operands[2], end.Value),
            [Literal end, Argument of] when comparison.Function == ScalarFunctions.Less && of.Index == argument
                => (select.Operands[2], select.Operands[1], end.Value),
            _ => default,
        };
        return lower is not null && Rises(lower, argument) && Rises(upper!, argument)
            && At(lower, argument, bound) <= At(upper!, argument, bound);
    }

    /// <summary>The value of a formula of nothing but the argument; null of another one.</summary>
    private static double? At(ScalarExpression formula, int argument, double value)
        => formula.ReplaceLeaves(leaf => leaf is Argument at && at.Index == argument ? value : leaf) is Literal literal
            ? literal.Value
            : null;

    private static bool IsFixed(ScalarExpression formula, int argument)
        => formula.Leaves().All(leaf => leaf is Literal or Extent || (leaf is Argument other && other.Index != argument));
}

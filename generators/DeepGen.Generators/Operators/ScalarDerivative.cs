using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Operators;

/// <summary>Derivatives and values of formulas.</summary>
internal static class ScalarDerivative
{
    /// <summary>
    /// The derivative of a formula with respect to one argument. Where the outermost function's derivative is best written with its own
    /// value, the formula names <see cref="Argument.Result"/>, so that the result is what the backward pass needs.
    /// </summary>
    public static ScalarExpression Of(ScalarExpression formula, int argument)
        => Of(formula, argument, new Argument(Argument.Result), []);

    public static double Evaluate(
        this ScalarExpression expression, Func<int, double> argument, long[] coordinates, Func<Dim, long> extent)
        => Evaluate(expression, argument, coordinates, extent, []);

    private static double Evaluate(
        ScalarExpression expression, Func<int, double> argument, long[] coordinates, Func<Dim, long> extent,
        Dictionary<ScalarExpression, double> known)
    {
        if (known.TryGetValue(expression, out double done)) return done;
        double value = expression switch
        {
            Literal literal => literal.Value,
            Argument leaf => argument(leaf.Index),
            Coordinate leaf => coordinates[leaf.Axis],
            Extent leaf => extent(leaf.Dim),
            ScalarCall call => call.Function.Evaluate(
                [.. call.Operands.Select(operand => Evaluate(operand, argument, coordinates, extent, known))]),
            _ => throw new InvalidOperationException($"The leaf {expression} has no value before lowering."),
        };
        known.Add(expression, value);
        return value;
    }

    private static ScalarExpression Of(
        ScalarExpression formula, int argument, ScalarExpression? result, Dictionary<ScalarExpression, ScalarExpression> known)
    {
        if (formula is Argument leaf) return leaf.Index == argument ? 1 : 0;
        if (formula is not ScalarCall { Function.Partials: { } rule } call) return 0;
        if (known.TryGetValue(formula, out var done)) return done;
        var partials = rule(call.Operands, result is not null && call.Function.UsesResult ? result : call);
        ScalarExpression sum = 0;
        for (int operand = 0; operand < partials.Length; operand++)
        {
            if (partials[operand] is null or Literal { Value: 0 }) continue;
            var inner = Of(call.Operands[operand], argument, null, known);
            if (inner is not Literal { Value: 0 }) sum += partials[operand]! * inner;
        }

        known.Add(formula, sum);
        return sum;
    }
}

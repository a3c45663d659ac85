namespace DeepGen.Generators.Operators;

/// <summary>
/// Writes what a user has composed of exponentials in the forms that do not overflow. Written as it stands, log(1 + exp(x)) has the
/// derivative exp(x) / (1 + exp(x)), which is NaN from x = 89 on in float32; the softplus and the sigmoid that it stands for have none
/// of that.
/// </summary>
/// <remarks>
/// Sums, products, quotients and powers of exponentials and positive constants are positive, and their logarithms are known without
/// computing them: log(exp(a) + exp(b)) = b + softplus(a - b). Quotients of such terms are then sigmoids, tangents and exponentials of
/// differences of logarithms.
/// </remarks>
internal sealed class SafeForms
{
    private readonly Dictionary<ScalarExpression, ScalarExpression> rewritten = [];
    private readonly Dictionary<ScalarExpression, ScalarExpression?> logarithms = [];
    private readonly Dictionary<ScalarExpression, bool> overflows = [];

    private SafeForms()
    {
    }

    public static ScalarExpression Of(ScalarExpression formula) => new SafeForms().Rewrite(formula);

    private ScalarExpression Rewrite(ScalarExpression formula)
    {
        if (formula is not ScalarCall call) return formula;
        if (rewritten.TryGetValue(formula, out var known)) return known;
        ScalarExpression[] x = [.. call.Operands.Select(Rewrite)];
        var safe = call.Function.Name switch
        {
            "log" => OfLog(x[0]),
            "log1p" => Overflows(x[0]) && LogOf(x[0]) is { } logarithm ? LogOfSum(0, logarithm) : null,
            "divide" => OfQuotient(x[0], x[1]),
            "multiply" => OfProduct(x[0], x[1]),
            "subtract" => OfDifference(x[0], x[1]),
            _ => null,
        } ?? call.Function.Of(x);
        rewritten.Add(formula, safe);
        return safe;
    }

    /// <summary>log(1 + exp(x)) is softplus(x); log(sigmoid(x)) is -softplus(-x); log(1 + x) is log1p(x).</summary>
    private ScalarExpression? OfLog(ScalarExpression x)
    {
        if ((Overflows(x) || Is(x, "sigmoid") is not null) && LogOf(x) is { } logarithm) return logarithm;
        if (Is(x, "add") is not { } sum) return null;
        return IsOne(sum.Operands[0]) ? ScalarFunctions.Log1p.Of(sum.Operands[1])
            : IsOne(sum.Operands[1]) ? ScalarFunctions.Log1p.Of(sum.Operands[0])
            : null;
    }

    private ScalarExpression? OfQuotient(ScalarExpression numerator, ScalarExpression denominator)
    {
        if (!Overflows(denominator) || LogOf(denominator) is not { } logarithm) return null;
        return OfFactors(numerator, denominator) is { } product ? product : OfQuotient(numerator, denominator, logarithm);
    }

    /// <summary>x exp(a) / d is x times the quotient, whose form depends on the exponential alone; null where no factor is one.</summary>
    private ScalarExpression? OfFactors(ScalarExpression numerator, ScalarExpression denominator)
    {
        if (LogOf(numerator) is not null || Is(numerator, "multiply") is not { } product) return null;
        for (int at = 0; at < 2; at++)
        {
            var (factor, other) = (product.Operands[at], product.Operands[1 - at]);
            if (OfFactors(factor, denominator) is { } inner) return other * inner;
            bool isExponential = Overflows(factor) && LogOf(factor) is not null;
            if (isExponential || DifferenceOf(factor) is not null) return other * OfQuotient(factor, denominator, LogOf(denominator)!);
        }

        return null;
    }

    private ScalarExpression OfQuotient(ScalarExpression numerator, ScalarExpression denominator, ScalarExpression logarithm)
    {
        var ((factor, n), (divisor, d)) = (Factor(numerator), Factor(denominator));
        if (Is(d, "add") is { } sum && LogOf(sum.Operands[0]) is { } p && LogOf(sum.Operands[1]) is { } q)
        {
            if (DifferenceOf(n) is var (a, b) && LogOf(a) is { } logA && LogOf(b) is { } logB)
            {
                // (exp(p) - exp(q)) / (exp(p) + exp(q)) is tanh((p - q) / 2).
                if (logA.Equals(p) && logB.Equals(q)) return factor / divisor * ScalarFunctions.Tanh.Of(0.5 * (p - q));
                if (logA.Equals(q) && logB.Equals(p)) return factor / divisor * ScalarFunctions.Tanh.Of(0.5 * (q - p));
            }

            // exp(p) / (exp(p) + exp(q)) is sigmoid(p - q); 1 of the two may be a constant.
            if (Overflows(n) && LogOf(n) is { } logN)
            {
                if (logN.Equals(p)) return factor / divisor * ScalarFunctions.Sigmoid.Of(p - q);
                if (logN.Equals(q)) return factor / divisor * ScalarFunctions.Sigmoid.Of(q - p);
            }
            else if (p is Literal one)
            {
                return numerator * (Math.Exp(-one.Value) / divisor.Value * ScalarFunctions.Sigmoid.Of(p - q));
            }
            else if (q is Literal other)
            {
                return numerator * (Math.Exp(-other.Value) / divisor.Value * ScalarFunctions.Sigmoid.Of(q - p));
            }
        }

        return LogOf(numerator) is { } log
            ? ScalarFunctions.Exp.Of(log - logarithm)
            : numerator * ScalarFunctions.Exp.Of(-logarithm);
    }

    /// <summary>exp(a) times what is as large or as small as an exponential: one may overflow where the product does not.</summary>
    private ScalarExpression? OfProduct(ScalarExpression left, ScalarExpression right)
        => left is not Literal && right is not Literal && (Overflows(left) || Overflows(right))
            && LogOf(left) is { } a && LogOf(right) is { } b
            ? ScalarFunctions.Exp.Of(a + b)
            : null;

    /// <summary>exp(x) - 1 is expm1(x), and 1 - sigmoid(x) is sigmoid(-x), both without cancellation.</summary>
    private static ScalarExpression? OfDifference(ScalarExpression left, ScalarExpression right)
    {
        if (IsOne(right) && Is(left, "exp") is { } exponential) return ScalarFunctions.Expm1.Of(exponential.Operands[0]);
        if (!IsOne(left)) return null;
        return Is(right, "exp") is { } power ? -ScalarFunctions.Expm1.Of(power.Operands[0])
            : Is(right, "sigmoid") is { } sigmoid ? ScalarFunctions.Sigmoid.Of(-sigmoid.Operands[0])
            : null;
    }

    /// <summary>The logarithm of what is composed of exponentials and positive constants; null of anything else.</summary>
    private ScalarExpression? LogOf(ScalarExpression x)
    {
        if (x is Literal { Value: > 0 } literal) return Math.Log(literal.Value);
        if (x is not ScalarCall call) return null;
        if (logarithms.TryGetValue(x, out var known)) return known;
        var operands = call.Operands;
        var logarithm = call.Function.Name switch
        {
            "exp" => operands[0],
            "sigmoid" => -ScalarFunctions.Softplus.Of(-operands[0]),
            "multiply" => LogOf(operands[0]) is { } a && LogOf(operands[1]) is { } b ? a + b : null,
            "divide" => LogOf(operands[0]) is { } a && LogOf(operands[1]) is { } b ? a - b : null,
            "power" => operands[1] is Literal && LogOf(operands[0]) is { } a ? operands[1] * a : null,
            "sqrt" => LogOf(operands[0]) is { } a ? 0.5 * a : null,
            "add" => LogOf(operands[0]) is { } a && LogOf(operands[1]) is { } b ? LogOfSum(a, b) : null,
            _ => null,
        };
        logarithms.Add(x, logarithm);
        return logarithm;
    }

    /// <summary>log(exp(a) + exp(b)); a constant is what the softplus is added to.</summary>
    private static ScalarExpression LogOfSum(ScalarExpression a, ScalarExpression b)
        => a is Literal ? a + ScalarFunctions.Softplus.Of(b - a) : b + ScalarFunctions.Softplus.Of(a - b);

    /// <summary>Whether an exponential stands in what is composed of them, so that it overflows where its logarithm is small.</summary>
    private bool Overflows(ScalarExpression x)
    {
        if (x is not ScalarCall call) return false;
        if (overflows.TryGetValue(x, out bool known)) return known;
        bool does = call.Function.Name switch
        {
            "exp" => true,
            "multiply" or "divide" or "add" => call.Operands.Any(Overflows),
            "power" or "sqrt" => Overflows(call.Operands[0]),
            _ => false,
        };
        overflows.Add(x, does);
        return does;
    }

    /// <summary>The two terms of a difference; null of anything else.</summary>
    private static (ScalarExpression, ScalarExpression)? DifferenceOf(ScalarExpression x) => x switch
    {
        ScalarCall { Function.Name: "subtract" } call when Is(call.Operands[0], "expm1") is { } a && Is(call.Operands[1], "expm1") is { } b
            => (ScalarFunctions.Exp.Of(a.Operands[0]), ScalarFunctions.Exp.Of(b.Operands[0])),
        ScalarCall { Function.Name: "subtract" } call => (call.Operands[0], call.Operands[1]),
        ScalarCall { Function.Name: "expm1" } call => (ScalarFunctions.Exp.Of(call.Operands[0]), 1),
        ScalarCall { Function.Name: "negate" } call when DifferenceOf(call.Operands[0]) is var (a, b) => (b, a),
        _ => null,
    };

    /// <summary>A constant factor, and what is left.</summary>
    private static (Literal Factor, ScalarExpression Other) Factor(ScalarExpression x)
        => x is ScalarCall { Function.Name: "multiply" } call && call.Operands[0] is Literal literal
            ? (literal, call.Operands[1])
            : (new Literal(1), x);

    private static ScalarCall? Is(ScalarExpression x, string function)
        => x is ScalarCall call && call.Function.Name == function ? call : null;

    private static bool IsOne(ScalarExpression x) => x is Literal { Value: 1 };
}

using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Losses;

/// <summary>Losses that are one formula of an input x and a target t of its shape.</summary>
internal static class ElementLosses
{
    public static ValueFunction[] All { get; } =
    [
        new ElementLoss("Mse", (x, t, _) => ScalarFunctions.Power.Of(x - t, 2)),
        new ElementLoss("L1", (x, t, _) => ScalarFunctions.Abs.Of(x - t)),
        new ElementLoss("SmoothL1", (x, t, terms) => SmoothL1(x - t, terms)),
        new ElementLoss("Huber", (x, t, terms) => Huber(x - t, terms)),
        new ElementLoss("Bce", (x, t, terms) => terms.Weighted(Bce(x, t)), ValueRange.Probabilities),
        new ElementLoss("BceWithLogits", (x, t, terms) => terms.Weighted(BceWithLogits(x, t, terms)), ValueRange.All),
        new ElementLoss("KlDiv", KlDiv, ValueRange.LogProbabilities, hasBatchMean: true),
        new ElementLoss("SoftMargin", (x, t, _) => ScalarFunctions.Softplus.Of(-(t * x))),
        new ElementLoss("HingeEmbedding", HingeEmbedding),
        new ElementLoss("PoissonNll", PoissonNll),
    ];

    /// <summary>Without a bend in it, the gradient where both are equal is -1, as in PyTorch.</summary>
    private static ScalarExpression SmoothL1(ScalarExpression difference, LossTerms terms)
    {
        double beta = terms.NotNegative("Beta", 1);
        var distance = ScalarFunctions.Abs.Of(difference);
        return beta == 0
            ? ScalarFunctions.Select.Of(ScalarFunctions.LessOrEqual.Of(difference, 0), -difference, difference)
            : ScalarFunctions.Select.Of(
                ScalarFunctions.Less.Of(distance, beta), (0.5 / beta) * (difference * difference), distance - (0.5 * beta));
    }

    private static ScalarExpression Huber(ScalarExpression difference, LossTerms terms)
    {
        double delta = terms.Positive("Delta", 1);
        var distance = ScalarFunctions.Abs.Of(difference);
        return ScalarFunctions.Select.Of(
            ScalarFunctions.LessOrEqual.Of(distance, delta), 0.5 * (difference * difference), delta * (distance - (0.5 * delta)));
    }

    /// <summary>-t log(x) - (1 - t) log(1 - x), with logarithms of at least -100.</summary>
    private static ScalarExpression Bce(ScalarExpression x, ScalarExpression t)
        => -((t * ScalarFunctions.BoundedLog.Of(x)) + ((1 - t) * ScalarFunctions.BoundedLog.Of(1 - x)));

    /// <summary>
    /// softplus(x) - t x, which is the above of a sigmoid, without its overflow. Positive weights multiply the first term of
    /// t softplus(-x) + (1 - t) softplus(x).
    /// </summary>
    private static ScalarExpression BceWithLogits(ScalarExpression x, ScalarExpression t, LossTerms terms)
        => terms.Weight("posWeight") is { } positive
            ? ((1 - t) * x) + ((((positive - 1) * t) + 1) * ScalarFunctions.Softplus.Of(-x))
            : ScalarFunctions.Softplus.Of(x) - (t * x);

    /// <summary>t (log(t) - x), where 0 log(0) is 0; of a logarithm t, exp(t) (t - x).</summary>
    private static ScalarExpression KlDiv(ScalarExpression x, ScalarExpression t, LossTerms terms)
        => terms.Boolean("LogTarget", false) ? ScalarFunctions.Exp.Of(t) * (t - x) : XLogX(t) - (t * x);

    private static ScalarExpression XLogX(ScalarExpression t)
        => ScalarFunctions.Select.Of(ScalarFunctions.Equal.Of(t, 0), 0, t * ScalarFunctions.Log.Of(t));

    /// <summary>x where t is 1, max(0, margin - x) where it is -1; of other targets, where PyTorch adds both, their sum.</summary>
    private static ScalarExpression HingeEmbedding(ScalarExpression x, ScalarExpression t, LossTerms terms)
    {
        var hinge = PairTerms.Hinge(terms.Real("Margin", 1) - x);
        return ScalarFunctions.Select.Of(ScalarFunctions.Equal.Of(t, 1), 0, hinge)
            + ScalarFunctions.Select.Of(ScalarFunctions.Equal.Of(t, -1), 0, x);
    }

    private static ScalarExpression PoissonNll(ScalarExpression x, ScalarExpression t, LossTerms terms)
    {
        var loss = terms.Boolean("LogInput", true)
            ? ScalarFunctions.Exp.Of(x) - (t * x)
            : x - (t * ScalarFunctions.Log.Of(x + terms.Real("Eps", 1e-8)));
        if (!terms.Boolean("Full", false)) return loss;
        var stirling = (t * ScalarFunctions.Log.Of(t)) - t + (0.5 * ScalarFunctions.Log.Of((2 * Math.PI) * t));
        return loss + ScalarFunctions.Select.Of(ScalarFunctions.Less.Of(1, t), stirling, 0);
    }

    private sealed class ElementLoss(
        string name, Func<ScalarExpression, ScalarExpression, LossTerms, ScalarExpression> formula,
        ValueRange takes = ValueRange.Unknown, bool hasBatchMean = false) : LossFunction
    {
        public override string Name => name;

        protected override ValueRange Takes => takes;

        protected override bool HasBatchMean => hasBatchMean;

        protected override Node Loss(CallSite call)
        {
            var x = call.Input();
            var inputs = new List<Node> { x, TargetOf(call, DType.Float32) };
            var value = formula(new Argument(0), new Argument(1), new LossTerms(call, x.Shape, inputs));
            return Reduced(call, call.Graph.Pointwise(value, x.Shape, [.. inputs]));
        }
    }
}

/// <summary>What else a loss is made of: its settings, and weights that broadcast to the input.</summary>
internal sealed class LossTerms(CallSite call, Shape shape, List<Node> inputs)
{
    public double Real(string name, double otherwise) => call.Real(name, otherwise);

    public bool Boolean(string name, bool otherwise) => call.Boolean(name, otherwise);

    public double NotNegative(string name, double otherwise)
        => call.Real(name, otherwise) is var value && value >= 0 ? value : throw call.Invalid(name, "at least 0");

    public double Positive(string name, double otherwise)
        => call.Real(name, otherwise) is var value && value > 0 ? value : throw call.Invalid(name, "more than 0");

    public ScalarExpression? Weight(string name) => LossWeights.Of(call, name, shape)?.Factor(shape.Rank - 1, inputs);

    public ScalarExpression Weighted(ScalarExpression loss) => Weight("weight") is { } weight ? weight * loss : loss;
}

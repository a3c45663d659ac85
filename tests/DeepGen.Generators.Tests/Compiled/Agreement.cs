using System.Globalization;

namespace DeepGen.Generators.Tests.Compiled;

/// <summary>A tensor that generated code computed, beside its reference.</summary>
/// <param name="Floor">What errors are measured in where all elements are smaller, because they are zero but for rounding.</param>
internal sealed record Compared(string Name, double[] Expected, float[] Actual, double Floor = 0.01)
{
    /// <summary>The largest difference, of the largest expected element.</summary>
    public double Error() => Error(Actual);

    /// <summary>The error that would be found if one element were off by a thousandth of the largest.</summary>
    public double PlantedError()
    {
        float[] planted = [.. Actual];
        planted[planted.Length / 2] += (float)(1e-3 * Scale);
        return Error(planted);
    }

    /// <summary>The element that is furthest off, in words.</summary>
    public string Furthest()
    {
        int at = Enumerable.Range(0, Expected.Length).MaxBy(index => Math.Abs(Expected[index] - Actual[index]));
        return string.Create(CultureInfo.InvariantCulture, $"{Name}[{at}]: expected {Expected[at]:R}, found {Actual[at]:R}");
    }

    private double Scale => Math.Max(Floor, Expected.Max(Math.Abs));

    private double Error(float[] actual)
    {
        actual.Length.ShouldBe(Expected.Length, Name);
        double worst = 0;
        for (int at = 0; at < actual.Length; at++)
        {
            double error = Math.Abs(Expected[at] - actual[at]) / Scale;
            if (double.IsNaN(error)) return double.PositiveInfinity;
            worst = Math.Max(worst, error);
        }

        return worst;
    }
}

/// <summary>Compiled models against their interpreters.</summary>
internal static class Agreement
{
    /// <summary>
    /// What errors in a small gradient are measured in. A norm takes out what a bias before it adds, so hundreds of terms of the bias's
    /// gradient cancel to nearly zero; each is rounded as what the norm's division by a deviation of 0.1 has made of it.
    /// </summary>
    public static double Floor(CompiledCase model, string parameter)
        => model.Graph.Training.State.Length > 0 && parameter.EndsWith(".bias", StringComparison.Ordinal) ? 0.1 : 0.01;

    /// <summary>Everything that the doors of a model compute; a model without a loss has one door.</summary>
    public static IEnumerable<Compared> Of(CompiledCase model, Feed feed)
    {
        var (evaluation, training) = (model.Graph.Evaluation, model.Graph.Training);
        var interpreter = model.Interpreter(feed);
        double[] outputs = [.. evaluation.Outputs.SelectMany(named => interpreter.Evaluate(named.Node))];
        yield return new Compared("predict", outputs, model.Predict(feed));
        if (evaluation.Loss is null) yield break;
        double[] kept = [.. outputs, .. evaluation.Auxiliaries.SelectMany(named => interpreter.Evaluate(named.Node))];
        yield return new Compared("evaluate", [.. interpreter.Evaluate(evaluation.Loss), .. kept], model.Evaluate(feed));

        // Made before the step, which changes the state.
        interpreter = model.Interpreter(feed);
        var results = training.Outputs.Concat(training.Auxiliaries).Concat(training.InputGradients);
        double[] trained = [.. results.SelectMany(named => interpreter.Evaluate(named.Node))];
        double[] step = [.. interpreter.Evaluate(training.Loss!), .. trained];
        yield return new Compared("step", step, model.Step(feed));
        foreach (var gradient in training.Gradients)
        {
            float[] actual = model.Model.Parameters[gradient.Name].Gradient.ToArray();
            yield return new Compared(gradient.Name, interpreter.Evaluate(gradient.Node), actual, Floor(model, gradient.Name));
        }

        foreach (var update in training.StateUpdates)
        {
            yield return new Compared(update.Name, interpreter.Evaluate(update.Node), model.Model.State[update.Name].ToArray());
        }
    }

    /// <summary>The largest error of a model over some batches. Fails above the tolerance, and where a planted error does not.</summary>
    public static double Worst(CompiledCase model, double tolerance, params int[] batches)
    {
        double worst = 0;
        foreach (int batch in batches)
        {
            foreach (var compared in Of(model, Feed.Random(model.Graph.Evaluation, batch, batch)))
            {
                string what = $"{model.Graph.Declaration.Name}, batch {batch}: {compared.Name}";
                double error = compared.Error();
                error.ShouldBeLessThan(tolerance, $"{what}; {compared.Furthest()}");
                compared.PlantedError().ShouldBeGreaterThan(tolerance, what);
                worst = Math.Max(worst, error);
            }
        }

        return worst;
    }
}

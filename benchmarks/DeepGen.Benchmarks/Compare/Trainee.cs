namespace DeepGen.Benchmarks.Compare;

/// <summary>A model behind the three things that the comparison does with it, on batches in memory.</summary>
internal abstract class Trainee : IDisposable
{
    /// <summary>The model.</summary>
    public abstract CompiledModel Model { get; }

    /// <summary>Forward, loss and backward.</summary>
    /// <returns>The loss.</returns>
    public abstract float Step(Batch batch);

    /// <summary>Inference.</summary>
    /// <returns>The output.</returns>
    public abstract ReadOnlySpan<float> Predict(Batch batch);

    /// <summary>The loss in evaluation mode.</summary>
    public abstract float Evaluate(Batch batch);

    /// <summary>Switches dropout off, or on again.</summary>
    public abstract void Drop(bool drops);

    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();
}

/// <inheritdoc/>
internal sealed class Trainee<T>(
    T model, Func<T, Batch, float> step, Trainee<T>.Predictor predict, Func<T, Batch, float> evaluate,
    Action<T, float>? setRate = null) : Trainee
    where T : CompiledModel
{
    /// <summary>The rate of dropout, in the models that have it.</summary>
    private const float Rate = 0.5f;

    /// <summary>Inference; a type of its own, since a span is no type argument of <see cref="Func{T, TResult}"/> here.</summary>
    public delegate ReadOnlySpan<float> Predictor(T model, Batch batch);

    /// <inheritdoc/>
    public override CompiledModel Model => model;

    /// <inheritdoc/>
    public override float Step(Batch batch) => step(model, batch);

    /// <inheritdoc/>
    public override ReadOnlySpan<float> Predict(Batch batch) => predict(model, batch);

    /// <inheritdoc/>
    public override float Evaluate(Batch batch) => evaluate(model, batch);

    /// <inheritdoc/>
    public override void Drop(bool drops) => setRate?.Invoke(model, drops ? Rate : 0);
}

namespace DeepGen.Benchmarks.Compare;

/// <summary>A model behind the three things that the comparison does with it, on batches in memory.</summary>
internal abstract class Trainee : IDisposable
{
    /// <summary>The model.</summary>
    public abstract CompiledModel Model { get; }

    /// <summary>Forward, loss and backward.</summary>
    public abstract StepResult Step(Batch batch);

    /// <summary>Inference.</summary>
    public abstract OutputView Predict(Batch batch);

    /// <summary>Switches dropout off, or on again.</summary>
    public abstract void Drop(bool drops);

    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();
}

/// <inheritdoc/>
internal sealed class Trainee<T>(
    T model, Func<T, Batch, StepResult> step, Func<T, Batch, OutputView> predict, Action<T, float>? setRate = null) : Trainee
    where T : CompiledModel
{
    /// <summary>The rate of dropout, in the models that have it.</summary>
    private const float Rate = 0.5f;

    /// <inheritdoc/>
    public override CompiledModel Model => model;

    /// <inheritdoc/>
    public override StepResult Step(Batch batch) => step(model, batch);

    /// <inheritdoc/>
    public override OutputView Predict(Batch batch) => predict(model, batch);

    /// <inheritdoc/>
    public override void Drop(bool drops) => setRate?.Invoke(model, drops ? Rate : 0);
}

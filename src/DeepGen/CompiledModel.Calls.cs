using System.ComponentModel;
using DeepGen.Runtime;

namespace DeepGen;

// What the doors of generated models stand on.
public abstract partial class CompiledModel
{
    /// <summary>Begins a Predict.</summary>
    /// <param name="session">The caller's session; null for the model's own.</param>
    /// <exception cref="InvalidOperationException">Another call runs on the session.</exception>
    /// <exception cref="ObjectDisposedException">The model or the session has been disposed.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ModelCall BeginPredict(Session? session = null) =>
        new(this, session ?? this.session, Programs.Predict, slot: 0, Gradients.Overwrite);

    /// <summary>Begins an Evaluate.</summary>
    /// <param name="session">The caller's session; null for the model's own.</param>
    /// <exception cref="InvalidOperationException">Another call runs on the session, or the model has no loss.</exception>
    /// <exception cref="ObjectDisposedException">The model or the session has been disposed.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ModelCall BeginEvaluate(Session? session = null) =>
        new(this, session ?? this.session, Programs.Evaluate ?? throw NoLoss(), slot: 1, Gradients.Overwrite);

    /// <summary>Begins a Step, on the model's own session.</summary>
    /// <param name="gradients">What to do with the gradients that are there.</param>
    /// <exception cref="InvalidOperationException">Another call runs on the model's own session, or the model has no loss.</exception>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ModelCall BeginStep(Gradients gradients) =>
        new(this, session, Programs.Step ?? throw NoLoss(), slot: 2, gradients);

    /// <summary>Runs a bound program; a Step also adds up gradients where asked, and advances the counters.</summary>
    internal void Execute(Session session, ProgramDefinition program, Gradients gradients)
    {
        if (!ReferenceEquals(program, Programs.Step))
        {
            session.Execute(program, Store.Gradients);
            return;
        }

        if (gradients == Gradients.Accumulate)
        {
            // The program overwrites, so it gets a place of its own, which is then added.
            partialGradients ??= new MirroredBuffer(Store.Gradients.Length, DeviceSide, "gradients");
            session.Execute(program, partialGradients);
            Passes.Add(Store.Gradients, partialGradients);
        }
        else
        {
            session.Execute(program, Store.Gradients);
        }

        StepCount++;
        StateStore.CountBatch();
    }

    private InvalidOperationException NoLoss() =>
        new($"Model '{Name}' has no loss, so it can only predict; add a loss attribute or a Loss method to train it.");
}

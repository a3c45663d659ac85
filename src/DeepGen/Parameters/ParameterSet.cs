using System.Collections;
using System.ComponentModel;

namespace DeepGen;

/// <summary>
/// The parameters of a model: named views into one flat buffer in PyTorch's order and shapes, without padding, and their gradients in
/// another of the same layout. The class that the compiler writes for a model adds a property for each layer.
/// </summary>
/// <remarks>Parameters must not change while a call of the model runs on another thread.</remarks>
public class ParameterSet : IReadOnlyCollection<ParameterView>
{
    private readonly ParameterStore store;

    /// <summary>Makes the views of a model's parameters.</summary>
    /// <param name="model">The model.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal ParameterSet(CompiledModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        store = model.Store;
    }

    /// <summary>The number of parameters: tensors, not numbers.</summary>
    public int Count => store.Definitions.Length;

    /// <summary>The numbers that are trained: those of all parameters but the frozen ones.</summary>
    public long TrainedCount => store.TrainedRanges.Sum(range => (long)(range.End - range.Begin));

    /// <summary>The numbers of all parameters together.</summary>
    /// <remarks>On the processor the span shows later changes; from a device it is a copy of what is there now.</remarks>
    /// <exception cref="DeviceException">The device does not give them back.</exception>
    public ReadOnlySpan<float> Span => store.Values.Read();

    /// <summary>The gradients of all parameters, laid out as <see cref="Span"/>. May be written: to clip, average or mask.</summary>
    /// <remarks>
    /// On a device the span is a copy, which goes there before the next use of the gradients: take it anew after each Step, and read a
    /// gradient alone through <see cref="ParameterView.Gradient"/>, which is not sent back.
    /// </remarks>
    public Span<float> GradientSpan => store.Gradients.Edit();

    /// <summary>A number that rises with every change of the parameters.</summary>
    public long Version => store.Version;

    /// <summary>
    /// The Euclidean norm of all gradients together, those of frozen parameters left out; the same bits on every processor, for any number
    /// of threads.
    /// </summary>
    public double TotalNorm => Math.Sqrt(Model.Passes.SumOfSquares(store));

    internal CompiledModel Model { get; }

    internal ParameterStore Store => store;

    /// <summary>A parameter by its name.</summary>
    /// <param name="name">The name as PyTorch would give it, as in "conv1.weight".</param>
    /// <exception cref="KeyNotFoundException">The model has no such parameter; the message lists those it has.</exception>
    public ParameterView this[string name] => store.Names.TryGetValue(name, out int index)
        ? At(index)
        : throw FlatLayout.NoSuchName("parameter", name, Model.Name, store.Names.Keys);

    /// <summary>A parameter by its place.</summary>
    /// <param name="index">The place, from 0, in PyTorch's order.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public ParameterView At(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return new ParameterView(store, index);
    }

    /// <summary>Whether there is a parameter of this name.</summary>
    /// <param name="name">The name.</param>
    public bool Contains(string name) => store.Names.ContainsKey(name);

    /// <summary>Sets every gradient to zero, as before a sum over several steps with <see cref="Gradients.Accumulate"/>.</summary>
    public void ZeroGradients() => Model.Passes.Clear(store.Gradients);

    /// <summary>Changes all parameters in place.</summary>
    /// <param name="action">Receives the numbers of all parameters; the span must not be kept beyond the call.</param>
    public void Edit(Action<Span<float>> action)
    {
        ArgumentNullException.ThrowIfNull(action);

        // What a device does not give back throws here, and has not changed.
        Span<float> values = store.Values.Edit();
        try
        {
            action(values);
        }
        finally
        {
            // Also after an exception: the action may have changed some of them.
            store.MarkEdited();
        }
    }

    /// <summary>Goes through the parameters in PyTorch's order, without allocating.</summary>
    public Enumerator GetEnumerator() => new(store);

    IEnumerator<ParameterView> IEnumerable<ParameterView>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Goes through parameters.</summary>
    public struct Enumerator : IEnumerator<ParameterView>
    {
        private readonly ParameterStore store;
        private int index;

        internal Enumerator(ParameterStore store)
        {
            this.store = store;
            index = -1;
        }

        /// <inheritdoc/>
        public readonly ParameterView Current => new(store, index);

        readonly object IEnumerator.Current => Current;

        /// <inheritdoc/>
        public bool MoveNext() => ++index < store.Definitions.Length;

        /// <inheritdoc/>
        public void Reset() => index = -1;

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }
    }
}

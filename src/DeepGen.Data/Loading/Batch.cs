using System.Numerics.Tensors;

namespace DeepGen.Data;

/// <summary>A view of one of the loader's reusable batches.</summary>
/// <typeparam name="TSelf">The batch's type.</typeparam>
public interface IBatch<TSelf>
    where TSelf : struct, IBatch<TSelf>
{
    /// <summary>The number of the batch in its epoch, from 0.</summary>
    int Index { get; }

    /// <summary>The number of samples.</summary>
    int Count { get; }

    internal static abstract TSelf From(BatchSlot slot);
}

/// <summary>
/// One batch of inputs and targets. The tensors belong to the loader: they are filled again once the loop asks for the next batch.
/// </summary>
/// <typeparam name="TInput">The element type of the input.</typeparam>
/// <typeparam name="TTarget">The element type of the target.</typeparam>
public readonly struct Batch<TInput, TTarget> : IBatch<Batch<TInput, TTarget>>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    private readonly BatchSlot slot;

    private Batch(BatchSlot slot) => this.slot = slot;

    /// <inheritdoc/>
    public int Index => slot.Index;

    /// <inheritdoc/>
    public int Count => slot.Count;

    /// <summary>The inputs [Count, ...].</summary>
    public Tensor<TInput> Inputs => slot.Rows<TInput>(0);

    /// <summary>The targets [Count, ...].</summary>
    public Tensor<TTarget> Targets => slot.Rows<TTarget>(1);

    static Batch<TInput, TTarget> IBatch<Batch<TInput, TTarget>>.From(BatchSlot slot) => new(slot);

    /// <summary>Takes the batch apart.</summary>
    /// <param name="inputs">The inputs [Count, ...].</param>
    /// <param name="targets">The targets [Count, ...].</param>
    public void Deconstruct(out Tensor<TInput> inputs, out Tensor<TTarget> targets) => (inputs, targets) = (Inputs, Targets);
}

/// <summary>One batch of three parts; see <see cref="Batch{TInput, TTarget}"/> for how long it is valid.</summary>
/// <typeparam name="T1">The element type of the first part.</typeparam>
/// <typeparam name="T2">The element type of the second part.</typeparam>
/// <typeparam name="T3">The element type of the third part.</typeparam>
public readonly struct Batch<T1, T2, T3> : IBatch<Batch<T1, T2, T3>>
    where T1 : unmanaged
    where T2 : unmanaged
    where T3 : unmanaged
{
    private readonly BatchSlot slot;

    private Batch(BatchSlot slot) => this.slot = slot;

    /// <inheritdoc/>
    public int Index => slot.Index;

    /// <inheritdoc/>
    public int Count => slot.Count;

    /// <summary>The first part [Count, ...].</summary>
    public Tensor<T1> First => slot.Rows<T1>(0);

    /// <summary>The second part [Count, ...].</summary>
    public Tensor<T2> Second => slot.Rows<T2>(1);

    /// <summary>The third part [Count, ...].</summary>
    public Tensor<T3> Third => slot.Rows<T3>(2);

    static Batch<T1, T2, T3> IBatch<Batch<T1, T2, T3>>.From(BatchSlot slot) => new(slot);

    /// <summary>Takes the batch apart.</summary>
    /// <param name="first">The first part [Count, ...].</param>
    /// <param name="second">The second part [Count, ...].</param>
    /// <param name="third">The third part [Count, ...].</param>
    public void Deconstruct(out Tensor<T1> first, out Tensor<T2> second, out Tensor<T3> third)
        => (first, second, third) = (First, Second, Third);
}

/// <summary>One batch of four parts; see <see cref="Batch{TInput, TTarget}"/> for how long it is valid.</summary>
/// <typeparam name="T1">The element type of the first part.</typeparam>
/// <typeparam name="T2">The element type of the second part.</typeparam>
/// <typeparam name="T3">The element type of the third part.</typeparam>
/// <typeparam name="T4">The element type of the fourth part.</typeparam>
public readonly struct Batch<T1, T2, T3, T4> : IBatch<Batch<T1, T2, T3, T4>>
    where T1 : unmanaged
    where T2 : unmanaged
    where T3 : unmanaged
    where T4 : unmanaged
{
    private readonly BatchSlot slot;

    private Batch(BatchSlot slot) => this.slot = slot;

    /// <inheritdoc/>
    public int Index => slot.Index;

    /// <inheritdoc/>
    public int Count => slot.Count;

    /// <summary>The first part [Count, ...].</summary>
    public Tensor<T1> First => slot.Rows<T1>(0);

    /// <summary>The second part [Count, ...].</summary>
    public Tensor<T2> Second => slot.Rows<T2>(1);

    /// <summary>The third part [Count, ...].</summary>
    public Tensor<T3> Third => slot.Rows<T3>(2);

    /// <summary>The fourth part [Count, ...].</summary>
    public Tensor<T4> Fourth => slot.Rows<T4>(3);

    static Batch<T1, T2, T3, T4> IBatch<Batch<T1, T2, T3, T4>>.From(BatchSlot slot) => new(slot);

    /// <summary>Takes the batch apart.</summary>
    /// <param name="first">The first part [Count, ...].</param>
    /// <param name="second">The second part [Count, ...].</param>
    /// <param name="third">The third part [Count, ...].</param>
    /// <param name="fourth">The fourth part [Count, ...].</param>
    public void Deconstruct(out Tensor<T1> first, out Tensor<T2> second, out Tensor<T3> third, out Tensor<T4> fourth)
        => (first, second, third, fourth) = (First, Second, Third, Fourth);
}

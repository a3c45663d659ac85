using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DeepGen.Runtime;

namespace DeepGen;

/// <summary>Passes over the host's side of flat buffers.</summary>
internal sealed class ProcessorPasses : FlatPasses
{
    /// <inheritdoc/>
    /// <remarks>
    /// In double precision, and thirty-two running sums over the whole buffer: one order for every machine, without threads, and enough of
    /// them that an addition does not wait for the one before.
    /// </remarks>
    public override double SumOfSquares(ParameterStore store)
    {
        double total = 0;
        foreach ((nint begin, nint end) in store.TrainedRanges)
        {
            total += SumOfSquares(store.Gradients.Read(begin, end - begin));
        }

        return total;
    }

    /// <inheritdoc/>
    public override void Scale(ParameterStore store, float factor)
    {
        foreach ((nint begin, nint end) in store.TrainedRanges)
        {
            Span<float> gradients = store.Gradients.Edit(begin, end - begin);
            TensorPrimitives.Multiply(gradients, factor, gradients);
        }
    }

    /// <inheritdoc/>
    public override void Limit(ParameterStore store, float limit)
    {
        foreach ((nint begin, nint end) in store.TrainedRanges)
        {
            Span<float> gradients = store.Gradients.Edit(begin, end - begin);
            TensorPrimitives.Min(gradients, limit, gradients);
            TensorPrimitives.Max(gradients, -limit, gradients);
        }
    }

    /// <inheritdoc/>
    public override void Add(MirroredBuffer to, MirroredBuffer from)
    {
        Span<float> sum = to.Edit();
        TensorPrimitives.Add(sum, from.Read(), sum);
    }

    /// <inheritdoc/>
    public override void Clear(MirroredBuffer buffer) => buffer.Replace().Clear();

    /// <inheritdoc/>
    public override void Update(Optimizer optimizer) => optimizer.UpdateOnHost();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumOfSquares(ReadOnlySpan<float> gradients)
    {
        ref float start = ref MemoryMarshal.GetReference(gradients);
        Vector512<double> sum0 = Vector512<double>.Zero, sum1 = sum0, sum2 = sum0, sum3 = sum0;
        int i = 0;
        for (; i <= gradients.Length - 32; i += 32)
        {
            sum0 += Squares(ref start, i);
            sum1 += Squares(ref start, i + 8);
            sum2 += Squares(ref start, i + 16);
            sum3 += Squares(ref start, i + 24);
        }

        // Lane by lane, since the order of a horizontal sum may depend on the machine.
        Vector512<double> sum = sum0 + sum1 + (sum2 + sum3);
        double total = 0;
        for (int lane = 0; lane < 8; lane++)
        {
            total += sum.GetElement(lane);
        }

        for (; i < gradients.Length; i++)
        {
            total += (double)gradients[i] * gradients[i];
        }

        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Squares(ref float start, int index)
    {
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(Vector256.LoadUnsafe(ref start, (nuint)index));
        Vector512<double> wide = Vector512.Create(lower, upper);
        return wide * wide;
    }
}

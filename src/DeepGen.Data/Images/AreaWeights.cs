namespace DeepGen.Data;

/// <summary>How much each old pixel of a line counts in each new one.</summary>
internal sealed class AreaWeights
{
    private readonly int[] starts;
    private readonly float[][] weights;

    private AreaWeights(int[] starts, float[][] weights) => (this.starts, this.weights) = (starts, weights);

    public static AreaWeights Of(int from, int to)
    {
        var (starts, weights) = (new int[to], new float[to][]);
        for (var i = 0; i < to; i++)
        {
            // The new pixel covers [begin, end) of the old line, in units of 1 / to: whole numbers, so that nothing is rounded.
            var (begin, end) = ((long)i * from, (long)(i + 1) * from);
            starts[i] = (int)(begin / to);
            var last = (int)((end - 1) / to);
            weights[i] = new float[last - starts[i] + 1];
            for (var old = starts[i]; old <= last; old++)
            {
                var covered = Math.Min(end, (long)(old + 1) * to) - Math.Max(begin, (long)old * to);
                weights[i][old - starts[i]] = (float)((double)covered / from);
            }
        }

        return new(starts, weights);
    }

    /// <summary>Makes a line of another length; the elements of both lie so many places apart.</summary>
    public void Apply(ReadOnlySpan<float> source, int sourceStride, Span<float> destination, int stride)
    {
        for (var i = 0; i < starts.Length; i++)
        {
            var sum = 0f;
            for (var k = 0; k < weights[i].Length; k++)
            {
                sum += weights[i][k] * source[(starts[i] + k) * sourceStride];
            }

            destination[i * stride] = sum;
        }
    }
}

using System.Runtime.InteropServices;

namespace DeepGen.Runtime;

/// <summary>Passes over the device's side of flat buffers: kernels of the runtime's own text, Passes.cl.</summary>
internal sealed class DevicePasses(ModelOnDevice device) : FlatPasses, IDisposable
{
    /// <summary>The kernels of the text.</summary>
    public static readonly DeviceKernelDefinition[] Kernels =
    [
        new("AddTo", Group), new("Scale", Group), new("Limit", Group), new("SumSquares", Group),
        new("Sgd", Group), new("SgdMomentum", Group), new("Adam", Group), new("AdamLargest", Group),
    ];

    private const int Group = 256;

    // The most groups of a sum, and the floats that each gives: three sums and what rounding took of each.
    private const int MostSums = 256;
    private const int SumFloats = 6;

    // Squares of numbers beyond what a float can square are summed apart, times this factor or divided by it.
    private const double Scaling = 1.461501637330902918e48;

    // The most buffers that an optimizer of the runtime has.
    private const int MostBuffers = 3;

    private readonly DevicePlace[] places = new DevicePlace[2 + MostBuffers];
    private DeviceBuffer? sums;
    private float[] read = [];

    // Whether the device has taken a launch of the running optimizer's step.
    private bool isBegun;

    /// <summary>The text, in the dialect.</summary>
    public static string Text => ReadText();

    /// <inheritdoc/>
    public override double SumOfSquares(ParameterStore store)
    {
        lock (device.Gate)
        {
            int groups = 0;
            foreach ((nint begin, nint end) in store.TrainedRanges)
            {
                groups += SumsOf(end - begin);
            }

            MakeRoom(groups * SumFloats);
            DeviceBuffer gradients = store.Gradients.OnDevice();
            nint at = 0;
            foreach ((nint begin, nint end) in store.TrainedRanges)
            {
                int count = SumsOf(end - begin);
                places[0] = new DevicePlace(gradients, begin);
                places[1] = new DevicePlace(sums!, at);
                device.Backend.Launch(
                    device.Passes, (int)FlatKernel.SumSquares, new(count), places.AsSpan(0, 2), [(int)(end - begin), count]);
                at += count * SumFloats;
            }

            Span<float> values = read.AsSpan(0, groups * SumFloats);
            device.Backend.Read(sums!, 0, values);
            return Total(values);
        }
    }

    /// <inheritdoc/>
    public override void Scale(ParameterStore store, float factor) => ChangeTrained(store, FlatKernel.Scale, factor);

    /// <inheritdoc/>
    public override void Limit(ParameterStore store, float limit) => ChangeTrained(store, FlatKernel.Limit, limit);

    /// <inheritdoc/>
    public override void Add(MirroredBuffer to, MirroredBuffer from)
    {
        lock (device.Gate)
        {
            places[0] = new DevicePlace(to.OnDevice(), 0);
            places[1] = new DevicePlace(from.OnDevice(), 0);
            Launch(FlatKernel.AddTo, 2, 0, to.Length, []);
            to.WrittenOnDevice(isDone: true);
        }
    }

    /// <inheritdoc/>
    public override void Clear(MirroredBuffer buffer)
    {
        lock (device.Gate)
        {
            DeviceBuffer copy = buffer.ToReplaceOnDevice();
            device.Backend.Clear(copy, 0, copy.Bytes);
            buffer.WrittenOnDevice(isDone: true);
        }
    }

    /// <inheritdoc/>
    public override void Update(Optimizer optimizer)
    {
        if (!optimizer.TryUpdate(this))
        {
            optimizer.UpdateOnHost();
        }
    }

    /// <summary>
    /// Runs an optimizer's kernel over what is trained: parameters, gradients, and its buffers in the order of their making.
    /// </summary>
    public void Update(FlatKernel kernel, Optimizer optimizer, ReadOnlySpan<float> coefficients)
    {
        ParameterStore store = optimizer.Parameters.Store;
        lock (device.Gate)
        {
            places[0] = new DevicePlace(store.Values.OnDevice(), 0);
            places[1] = new DevicePlace(store.Gradients.OnDevice(), 0);
            int count = 2;
            for (int i = 0; i < optimizer.Buffers.Count; i++)
            {
                places[count++] = new DevicePlace(optimizer.Buffers[i].Value.OnDevice(), 0);
            }

            bool isDone = false;
            isBegun = false;
            try
            {
                LaunchTrained(store, kernel, count, coefficients);
                device.Backend.Flush();
                isDone = true;
            }
            finally
            {
                // Where the host has all of it as it was before, the device is sent that again, and nothing has changed.
                bool isKept = Written(optimizer, isDone);
                if (isDone || (isBegun && isKept))
                {
                    optimizer.MarkStepped();
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        sums?.Dispose();
        sums = null;
    }

    private static string ReadText()
    {
        using Stream stream = typeof(DevicePasses).Assembly.GetManifestResourceStream("Passes.cl")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static int SumsOf(nint length) => (int)nint.Min(MostSums, (length + Group - 1) / Group);

    /// <summary>Adds up what the groups found, in their order.</summary>
    private static double Total(ReadOnlySpan<float> values)
    {
        double small = 0, middle = 0, large = 0;
        for (int i = 0; i < values.Length; i += SumFloats)
        {
            small += Whole(values[i], values[i + 1]);
            middle += Whole(values[i + 2], values[i + 3]);
            large += Whole(values[i + 4], values[i + 5]);
        }

        return (small / Scaling) + middle + (large * Scaling);
    }

    // Beside an infinite sum, what rounding took is no number.
    private static double Whole(float sum, float rest) => float.IsFinite(sum) ? (double)sum + rest : sum;

    /// <summary>Says that what an optimizer changes was to be written; whether the device's side of any of it is what counts now.</summary>
    private static bool Written(Optimizer optimizer, bool isDone)
    {
        MirroredBuffer values = optimizer.Parameters.Store.Values;
        values.WrittenOnDevice(isDone);
        bool isKept = !values.IsOnHost;
        for (int i = 0; i < optimizer.Buffers.Count; i++)
        {
            MirroredBuffer buffer = optimizer.Buffers[i].Value;
            buffer.WrittenOnDevice(isDone);
            isKept |= !buffer.IsOnHost;
        }

        return isKept;
    }

    private void ChangeTrained(ParameterStore store, FlatKernel kernel, float coefficient)
    {
        lock (device.Gate)
        {
            places[0] = new DevicePlace(store.Gradients.OnDevice(), 0);
            bool isDone = false;
            try
            {
                LaunchTrained(store, kernel, 1, [coefficient]);
                isDone = true;
            }
            finally
            {
                store.Gradients.WrittenOnDevice(isDone);
            }
        }
    }

    private void LaunchTrained(ParameterStore store, FlatKernel kernel, int memory, ReadOnlySpan<float> coefficients)
    {
        foreach ((nint begin, nint end) in store.TrainedRanges)
        {
            Launch(kernel, memory, begin, end, coefficients);
        }
    }

    /// <summary>Launches a kernel with one item for each element of a range, after the first places.</summary>
    private void Launch(FlatKernel kernel, int memory, nint begin, nint end, ReadOnlySpan<float> coefficients)
    {
        if (begin == end)
        {
            return;
        }

        Span<DevicePlace> range = places.AsSpan(0, memory);
        for (int i = 0; i < memory; i++)
        {
            range[i] = range[i] with { Offset = begin };
        }

        Span<int> numbers = stackalloc int[1 + coefficients.Length];
        numbers[0] = (int)(end - begin);
        MemoryMarshal.Cast<float, int>(coefficients).CopyTo(numbers[1..]);
        device.Backend.Launch(device.Passes, (int)kernel, new((end - begin + Group - 1) / Group), range, numbers);
        isBegun = true;
    }

    private void MakeRoom(int floats)
    {
        if (sums is null)
        {
            read = new float[floats];
            sums = device.Allocate(floats * sizeof(float), "norm of the gradients");
        }
    }
}

/// <summary>The kernels of Passes.cl, in the order of <see cref="DevicePasses.Kernels"/>.</summary>
internal enum FlatKernel
{
    AddTo,
    Scale,
    Limit,
    SumSquares,
    Sgd,
    SgdMomentum,
    Adam,
    AdamLargest,
}

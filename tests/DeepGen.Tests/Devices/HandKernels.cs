using System.Runtime.InteropServices;
using DeepGen.Runtime;

namespace DeepGen.Tests.Devices;

/// <summary>The kernels of <see cref="HandModel"/>: in C#, for the processor and for fake devices, and as a text for devices.</summary>
internal static class HandKernels
{
    public const int Inputs = 3;
    public const int Hidden = 4;
    public const int Classes = 2;

    public const string Text = """
        /* hidden = max(0, x W1' + b + rate * noise), an item for each element */
        DG_KERNEL(64, 1) Hidden(DG_GLOBAL const float* x, dg_i64 x_at, DG_GLOBAL const float* w, dg_i64 w_at,
            DG_GLOBAL const float* b, dg_i64 b_at, DG_GLOBAL float* hidden, dg_i64 hidden_at, DG_GLOBAL const float* rate, dg_i64 rate_at,
            DG_GLOBAL const dg_u32* key, dg_i64 key_at, int N, int noisy, int path)
        {
            int i = DG_GROUP(0) * 64 + DG_THREAD(0), n = i / 4, j = i % 4;
            if (i < N * 4)
            {
                float sum = b[b_at + j];
                for (int k = 0; k < 3; k++) sum += x[x_at + n * 3 + k] * w[w_at + j * 3 + k];
                if (noisy != 0) sum += rate[rate_at] * dg_uniform(key + key_at, (dg_u32)path, (dg_u64)i);
                hidden[hidden_at + i] = dg_max(sum, 0.0f);
            }
        }

        /* y = hidden W2', and the larger of its two, an item for each row */
        DG_KERNEL(64, 1) Head(DG_GLOBAL const float* hidden, dg_i64 hidden_at, DG_GLOBAL const float* w, dg_i64 w_at,
            DG_GLOBAL float* y, dg_i64 y_at, DG_GLOBAL float* choice, dg_i64 choice_at, int N)
        {
            int n = DG_GROUP(0) * 64 + DG_THREAD(0);
            if (n < N)
            {
                for (int j = 0; j < 2; j++)
                {
                    float sum = 0.0f;
                    for (int k = 0; k < 4; k++) sum += hidden[hidden_at + n * 4 + k] * w[w_at + j * 4 + k];
                    y[y_at + n * 2 + j] = sum;
                }
                choice[choice_at + n] = dg_float(y[y_at + n * 2 + 1] > y[y_at + n * 2] ? 1 : 0);
            }
        }

        DG_INLINE float Difference(DG_GLOBAL const float* y, DG_GLOBAL const float* label, int n, int j)
        {
            return y[n * 2 + j] - (dg_int_bits(label[n]) == j ? 1.0f : 0.0f);
        }

        /* the mean over N of the squared distances, by one group */
        DG_KERNEL(64, 1) Loss(DG_GLOBAL const float* y, dg_i64 y_at, DG_GLOBAL const float* label, dg_i64 label_at,
            DG_GLOBAL float* loss, dg_i64 loss_at, int N)
        {
            DG_SHARED(float, shared, 64);
            int thread = DG_THREAD(0);
            float sum = 0.0f;
            for (int i = thread; i < N * 2; i += 64)
            {
                float d = Difference(y + y_at, label + label_at, i / 2, i % 2);
                sum += d * d;
            }
            DG_GROUP_REDUCE(64, shared, thread, sum, dg_add);
            if (thread == 0) loss[loss_at] = sum / (float)N;
        }

        DG_KERNEL(64, 1) HiddenGradient(DG_GLOBAL const float* y, dg_i64 y_at, DG_GLOBAL const float* label, dg_i64 label_at,
            DG_GLOBAL const float* hidden, dg_i64 hidden_at, DG_GLOBAL const float* w, dg_i64 w_at,
            DG_GLOBAL float* gradient, dg_i64 gradient_at, int N)
        {
            int i = DG_GROUP(0) * 64 + DG_THREAD(0), n = i / 4, k = i % 4;
            if (i < N * 4)
            {
                float sum = 0.0f;
                for (int j = 0; j < 2; j++) sum += Difference(y + y_at, label + label_at, n, j) * w[w_at + j * 4 + k];
                gradient[gradient_at + i] = hidden[hidden_at + i] > 0.0f ? 2.0f * sum / (float)N : 0.0f;
            }
        }

        DG_KERNEL(64, 1) HeadWeights(DG_GLOBAL const float* y, dg_i64 y_at, DG_GLOBAL const float* label, dg_i64 label_at,
            DG_GLOBAL const float* hidden, dg_i64 hidden_at, DG_GLOBAL float* gradient, dg_i64 gradient_at, int N)
        {
            int i = DG_THREAD(0), j = i / 4, k = i % 4;
            if (i < 8)
            {
                float sum = 0.0f;
                for (int n = 0; n < N; n++) sum += Difference(y + y_at, label + label_at, n, j) * hidden[hidden_at + n * 4 + k];
                gradient[gradient_at + i] = 2.0f * sum / (float)N;
            }
        }

        DG_KERNEL(64, 1) HiddenWeights(DG_GLOBAL const float* x, dg_i64 x_at, DG_GLOBAL const float* hidden, dg_i64 hidden_at,
            DG_GLOBAL float* gradient, dg_i64 gradient_at, int N)
        {
            int i = DG_THREAD(0), j = i / 3, k = i % 3;
            if (i < 12)
            {
                float sum = 0.0f;
                for (int n = 0; n < N; n++) sum += hidden[hidden_at + n * 4 + j] * x[x_at + n * 3 + k];
                gradient[gradient_at + i] = sum;
            }
        }

        DG_KERNEL(64, 1) InputGradient(DG_GLOBAL const float* hidden, dg_i64 hidden_at, DG_GLOBAL const float* w, dg_i64 w_at,
            DG_GLOBAL float* gradient, dg_i64 gradient_at, int N)
        {
            int i = DG_GROUP(0) * 64 + DG_THREAD(0), n = i / 3, k = i % 3;
            if (i < N * 3)
            {
                float sum = 0.0f;
                for (int j = 0; j < 4; j++) sum += hidden[hidden_at + n * 4 + j] * w[w_at + j * 3 + k];
                gradient[gradient_at + i] = sum;
            }
        }

        DG_KERNEL(64, 1) Mean(DG_GLOBAL const float* x, dg_i64 x_at, DG_GLOBAL float* mean, dg_i64 mean_at, int N)
        {
            int k = DG_THREAD(0);
            if (k < 3)
            {
                float sum = 0.0f;
                for (int n = 0; n < N; n++) sum += x[x_at + n * 3 + k];
                mean[mean_at + k] = 0.9f * mean[mean_at + k] + 0.1f * sum / (float)N;
            }
        }
        """;

    public static readonly DeviceKernelDefinition[] Definitions =
    [
        new("Hidden", 64), new("Head", 64), new("Loss", 64), new("HiddenGradient", 64), new("HeadWeights", 64), new("HiddenWeights", 64),
        new("InputGradient", 64), new("Mean", 64),
    ];

    public static Dictionary<string, FakeKernel> All { get; } = new()
    {
        ["Hidden"] = static l =>
        {
            ReadOnlySpan<uint> key = MemoryMarshal.Cast<float, uint>(l[5]);
            var stream = new RandomKey(key[0], key[1], (uint)l.Number(2), key[2]);
            HiddenOf(l[0], l[1], l[2], l[3], l.Number(1) != 0 ? l[4][0] : 0, stream, l.Number(0));
        },
        ["Head"] = static l => HeadOf(l[0], l[1], l[2], l[3], l.Number(0)),
        ["Loss"] = static l => l[2][0] = LossOf(l[0], l[1], l.Number(0)),
        ["HiddenGradient"] = static l => HiddenGradientOf(l[0], l[1], l[2], l[3], l[4], l.Number(0)),
        ["HeadWeights"] = static l => HeadWeightsOf(l[0], l[1], l[2], l[3], l.Number(0)),
        ["HiddenWeights"] = static l => HiddenWeightsOf(l[0], l[1], l[2], l.Number(0)),
        ["InputGradient"] = static l => InputGradientOf(l[0], l[1], l[2], l.Number(0)),
        ["Mean"] = static l => MeanOf(l[0], l[1], l.Number(0)),
    };

    public static void HiddenOf(
        ReadOnlySpan<float> x, ReadOnlySpan<float> w, ReadOnlySpan<float> b, Span<float> hidden, float rate, RandomKey key, int rows)
    {
        for (int i = 0; i < rows * Hidden; i++)
        {
            (int n, int j) = (i / Hidden, i % Hidden);
            float sum = b[j];
            for (int k = 0; k < Inputs; k++) sum += x[(n * Inputs) + k] * w[(j * Inputs) + k];
            if (rate != 0) sum += rate * Philox.Uniform(key, (ulong)i);
            hidden[i] = Math.Max(sum, 0);
        }
    }

    public static void HeadOf(ReadOnlySpan<float> hidden, ReadOnlySpan<float> w, Span<float> y, Span<float> choice, int rows)
    {
        for (int i = 0; i < rows * Classes; i++)
        {
            (int n, int j) = (i / Classes, i % Classes);
            y[i] = 0;
            for (int k = 0; k < Hidden; k++) y[i] += hidden[(n * Hidden) + k] * w[(j * Hidden) + k];
        }

        for (int n = 0; n < rows; n++)
        {
            choice[n] = BitConverter.Int32BitsToSingle(y[(n * Classes) + 1] > y[n * Classes] ? 1 : 0);
        }
    }

    public static float LossOf(ReadOnlySpan<float> y, ReadOnlySpan<float> label, int rows)
    {
        float sum = 0;
        for (int i = 0; i < rows * Classes; i++) sum += Difference(y, label, i) * Difference(y, label, i);
        return sum / rows;
    }

    public static void HiddenGradientOf(
        ReadOnlySpan<float> y, ReadOnlySpan<float> label, ReadOnlySpan<float> hidden, ReadOnlySpan<float> w, Span<float> gradient, int rows)
    {
        for (int i = 0; i < rows * Hidden; i++)
        {
            float sum = 0;
            for (int j = 0; j < Classes; j++) sum += Difference(y, label, (i / Hidden * Classes) + j) * w[(j * Hidden) + (i % Hidden)];
            gradient[i] = hidden[i] > 0 ? 2 * sum / rows : 0;
        }
    }

    public static void HeadWeightsOf(
        ReadOnlySpan<float> y, ReadOnlySpan<float> label, ReadOnlySpan<float> hidden, Span<float> gradient, int rows)
    {
        for (int i = 0; i < Classes * Hidden; i++)
        {
            float sum = 0;
            for (int n = 0; n < rows; n++) sum += Difference(y, label, (n * Classes) + (i / Hidden)) * hidden[(n * Hidden) + (i % Hidden)];
            gradient[i] = 2 * sum / rows;
        }
    }

    public static void HiddenWeightsOf(ReadOnlySpan<float> x, ReadOnlySpan<float> hidden, Span<float> gradient, int rows)
    {
        for (int i = 0; i < Hidden * Inputs; i++)
        {
            gradient[i] = 0;
            for (int n = 0; n < rows; n++) gradient[i] += hidden[(n * Hidden) + (i / Inputs)] * x[(n * Inputs) + (i % Inputs)];
        }
    }

    public static void InputGradientOf(ReadOnlySpan<float> hidden, ReadOnlySpan<float> w, Span<float> gradient, int rows)
    {
        for (int i = 0; i < rows * Inputs; i++)
        {
            gradient[i] = 0;
            for (int j = 0; j < Hidden; j++) gradient[i] += hidden[(i / Inputs * Hidden) + j] * w[(j * Inputs) + (i % Inputs)];
        }
    }

    public static void MeanOf(ReadOnlySpan<float> x, Span<float> mean, int rows)
    {
        for (int k = 0; k < Inputs; k++)
        {
            float sum = 0;
            for (int n = 0; n < rows; n++) sum += x[(n * Inputs) + k];
            mean[k] = (0.9f * mean[k]) + (0.1f * sum / rows);
        }
    }

    private static float Difference(ReadOnlySpan<float> y, ReadOnlySpan<float> label, int i) =>
        y[i] - (BitConverter.SingleToInt32Bits(label[i / Classes]) == i % Classes ? 1 : 0);
}

using System.Runtime.InteropServices;
using DeepGen.Runtime;

namespace DeepGen.Tests.Runtime.Devices;

/// <summary>The first device of OpenCL, a cache folder of its own, and some kernels.</summary>
public sealed class OpenCLFixture : IDisposable
{
    internal const string Kernels = """
        /* y = scale x + shift, over count elements */
        DG_KERNEL(64, 1) Scale(DG_GLOBAL const float* x, dg_i64 x_at, DG_GLOBAL const float* shift, dg_i64 shift_at,
            DG_GLOBAL float* y, dg_i64 y_at, int count, int scale)
        {
            int i = DG_GROUP(0) * 64 + DG_THREAD(0);
            if (i < count) y[y_at + i] = (float)scale * x[x_at + i] + shift[shift_at];
        }

        /* each of 8 x 4 threads says where it is */
        DG_KERNEL(8, 4) Where(DG_GLOBAL float* y, dg_i64 y_at, int columns, int rows)
        {
            int i = DG_GROUP(0) * 8 + DG_THREAD(0), j = DG_GROUP(1) * 4 + DG_THREAD(1), k = DG_GROUP(2);
            y[y_at + (k * rows + j) * columns + i] = (float)(i + 100 * j + 10000 * k);
        }

        DG_KERNEL(128, 1) Uniforms(DG_GLOBAL float* y, dg_i64 y_at, DG_GLOBAL const dg_u32* key, dg_i64 key_at,
            int count, int high, int path)
        {
            int i = DG_GROUP(0) * 128 + DG_THREAD(0);
            if (i < count) y[y_at + i] = dg_uniform(key + key_at, (dg_u32)path, ((dg_u64)(dg_u32)high << 32) | (dg_u32)i);
        }

        DG_KERNEL(256, 1) Sum(DG_GLOBAL const float* x, dg_i64 x_at, DG_GLOBAL float* y, dg_i64 y_at, int count)
        {
            DG_SHARED(float, shared, 256);
            int t = DG_THREAD(0);
            float sum = 0.0f;
            for (int i = t; i < count; i += 256) sum += x[x_at + i];
            DG_GROUP_REDUCE(256, shared, t, sum, dg_add);
            if (t == 0) y[y_at] = sum;
        }
        """;

    /// <summary>The same with a mistake in Sum.</summary>
    internal static readonly string Wrong = Kernels.Replace("y[y_at] = sum;", "y[y_at] = total;", StringComparison.Ordinal);

    internal static readonly DeviceKernelDefinition[] Definitions =
        [new("Scale", 64), new("Where", 8, 4), new("Uniforms", 128), new("Sum", 256)];

    private readonly Lazy<OpenCLBackend> backend;
    private readonly Lazy<DeviceModule> module;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("deepgen-programs-");

    public OpenCLFixture()
    {
        backend = new(() => OpenCLBackend.Open(0, new ProgramCache(folder.FullName)));
        module = new(() => Backend.Compile("Fixture", Kernels, Definitions));
    }

    internal OpenCLBackend Backend => backend.Value;

    internal DeviceModule Module => module.Value;

    public void Dispose()
    {
        if (module.IsValueCreated) Module.Dispose();
        if (backend.IsValueCreated) Backend.Dispose();
        folder.Delete(recursive: true);
    }

    internal static byte[] Bytes(int count, int seed)
    {
        byte[] bytes = new byte[count];
        new System.Random(seed).NextBytes(bytes);
        return bytes;
    }

    internal static void Write<T>(DeviceBackend backend, DeviceBuffer to, nint at, params ReadOnlySpan<T> values)
        where T : unmanaged => backend.Write(to, at * 4, MemoryMarshal.AsBytes(values));

    internal static T[] Read<T>(DeviceBackend backend, DeviceBuffer from, nint at, int count)
        where T : unmanaged
    {
        T[] values = new T[count];
        backend.Read(from, at * 4, MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}

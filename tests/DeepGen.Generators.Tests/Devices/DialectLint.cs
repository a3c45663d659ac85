namespace DeepGen.Generators.Tests.Devices;

/// <summary>Compiles kernels as OpenCL C and as CUDA C++, every warning an error: each finds what the other lets through.</summary>
internal static class DialectLint
{
    /// <summary>Enough of CUDA for clang to check types and emit code without its headers.</summary>
    private const string Cuda = """
        #define __global__ __attribute__((global))
        #define __device__ __attribute__((device))
        #define __shared__ __attribute__((shared))
        #define __forceinline__ __inline__ __attribute__((always_inline))
        #define __align__(n) __attribute__((aligned(n)))
        #define __launch_bounds__(...) __attribute__((launch_bounds(__VA_ARGS__)))
        struct uint3 { unsigned x, y, z; };
        struct dim3 { unsigned x, y, z; };
        struct alignas(16) float4 { float x, y, z, w; };
        #include <__clang_cuda_builtin_vars.h>
        #define DEVICE static __device__ __forceinline__
        #define UNARY(name) extern "C" __device__ float __nv_##name(float); DEVICE float name(float x) { return __nv_##name(x); }
        #define BINARY(name) extern "C" __device__ float __nv_##name(float, float); \
            DEVICE float name(float x, float y) { return __nv_##name(x, y); }
        UNARY(expf) UNARY(exp2f) UNARY(expm1f) UNARY(logf) UNARY(log1pf) UNARY(sinf) UNARY(cosf) UNARY(tanf) UNARY(asinf) UNARY(acosf)
        UNARY(atanf) UNARY(sinhf) UNARY(coshf) UNARY(tanhf) UNARY(asinhf) UNARY(acoshf) UNARY(atanhf) UNARY(erff) UNARY(log2f)
        UNARY(floorf) UNARY(ceilf) UNARY(rintf) UNARY(truncf) UNARY(fabsf) UNARY(sqrtf) BINARY(powf) BINARY(atan2f) BINARY(fmodf)
        DEVICE float4 make_float4(float x, float y, float z, float w) { float4 v; v.x = x; v.y = y; v.z = z; v.w = w; return v; }
        DEVICE float __shfl_xor_sync(unsigned lanes, float x, int far) { return __nvvm_shfl_sync_bfly_f32(lanes, x, far, 31); }
        DEVICE float fmaf(float a, float b, float c) { return __builtin_fmaf(a, b, c); }
        DEVICE unsigned __float_as_uint(float x) { unsigned bits; __builtin_memcpy(&bits, &x, 4); return bits; }
        DEVICE int __float_as_int(float x) { int bits; __builtin_memcpy(&bits, &x, 4); return bits; }
        DEVICE float __int_as_float(int bits) { float x; __builtin_memcpy(&x, &bits, 4); return x; }
        DEVICE float __uint_as_float(unsigned bits) { float x; __builtin_memcpy(&x, &bits, 4); return x; }
        """;

    private static readonly string[] Warnings = ["-Wall", "-Wextra", "-Wdouble-promotion", "-Werror", "-Wno-unused"];

    /// <summary>What either compiler says of kernels; nothing where they are right.</summary>
    public static string Complaints(string kernels, out string ptx, string architecture = "sm_90")
    {
        var folder = Directory.CreateTempSubdirectory("deepgen-lint-");
        try
        {
            string source = $"{DeviceTools.Prelude}\n{kernels}\n";
            File.WriteAllText(Path.Combine(folder.FullName, "kernels.cl"), source);
            File.WriteAllText(Path.Combine(folder.FullName, "kernels.cu"), $"{Cuda}\n{source}");
            var opencl = DeviceTools.Run(
                DeviceTool.OpenCLCompiler, folder.FullName,
                ["-x", "cl", "-cl-std=CL1.2", "-Xclang", "-finclude-default-header", "-fsyntax-only", .. Warnings, "kernels.cl"]);
            var cuda = DeviceTools.Run(
                DeviceTool.CudaCompiler, folder.FullName,
                ["-x", "cuda", "-std=c++17", "--cuda-device-only", "-nocudainc", "-nocudalib", $"--cuda-gpu-arch={architecture}",
                    "--cuda-feature=+ptx80", "-Wno-unknown-cuda-version", "-O3", .. Warnings, "-S", "-o", "kernels.ptx", "kernels.cu"]);
            string text = Path.Combine(folder.FullName, "kernels.ptx");
            ptx = File.Exists(text) ? File.ReadAllText(text) : "";
            return Said(opencl) + Said(cuda);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What a compiler has written; also that it gave up, which it may do without a word.</summary>
    private static string Said((int Code, string Output, string Errors) compiler)
        => compiler.Output + compiler.Errors + (compiler.Code == 0 ? "" : $"exit {compiler.Code}\n");
}

namespace DeepGen.Generators.Tests.Devices;

/// <summary>
/// Runs what the prelude has for CUDA as C++ on the host, the threads of one group by turns: each runs until its warp or its group has
/// to wait for the others, the last that comes goes on at once. So one barrier too few is a wrong number, in this or the other order.
/// </summary>
internal static class HostGroup
{
    /// <summary>Enough of CUDA for one group: a thread waits for all lanes of its warp (0), or of the group (1).</summary>
    private const string Cuda = """
        #include <math.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <ucontext.h>
        #define __device__
        #define __forceinline__ inline
        #define __shared__ static
        #define __align__(n) __attribute__((aligned(n)))
        struct float4 { float x, y, z, w; };
        struct Index { unsigned x, y, z; };
        static struct Thread { ucontext_t context; Index index; int at, came[2], ended; char stack[1 << 15]; } threads[1024], *now;
        static ucontext_t scheduler;
        static int count, arrived[2][32];
        #define threadIdx (now->index)
        static float4 make_float4(float x, float y, float z, float w) { return float4 { x, y, z, w }; }
        static int __float_as_int(float x) { int bits; memcpy(&bits, &x, 4); return bits; }
        static unsigned __float_as_uint(float x) { return (unsigned)__float_as_int(x); }
        static float __int_as_float(int bits) { float x; memcpy(&x, &bits, 4); return x; }
        static int Peers(int kind) { return kind == 1 || count < 32 ? count : 32; }
        static int* Arrived(const Thread* thread, int kind) { return &arrived[kind][kind == 1 ? 0 : thread->at / 32]; }
        static void Wait(int kind)
        {
            now->came[kind]++;
            ++*Arrived(now, kind);
            swapcontext(&now->context, &scheduler);
        }
        static int MayGoOn(const Thread* thread)
        {
            return !thread->ended && *Arrived(thread, 0) >= thread->came[0] * Peers(0) && *Arrived(thread, 1) >= thread->came[1] * Peers(1);
        }
        static void __syncthreads() { Wait(1); }
        static void Expect(int holds, const char* what) { if (!holds) { puts(what); exit(1); } }
        static float __shfl_xor_sync(unsigned lanes, float value, int far)
        {
            static float values[1024];
            Expect(lanes == 0xFFFFFFFFu >> (32 - Peers(0)) && far < Peers(0), "lanes that are not there");
            values[now->at] = value;
            Wait(0);
            float other = values[now->at ^ far];
            Wait(0);
            return other;
        }
        static void Begin(void (*kernel)()) { kernel(); now->ended = 1; }
        static void Run(int width, int height, int isBackwards, void (*kernel)())
        {
            count = width * height;
            memset(arrived, 0, sizeof arrived);
            for (int at = 0; at < count; at++)
            {
                Thread* thread = &threads[at];
                thread->at = at;
                thread->index = Index { (unsigned)(at % width), (unsigned)(at / width), 0 };
                thread->came[0] = thread->came[1] = thread->ended = 0;
                getcontext(&thread->context);
                thread->context.uc_stack.ss_sp = thread->stack;
                thread->context.uc_stack.ss_size = sizeof thread->stack;
                thread->context.uc_link = &scheduler;
                makecontext(&thread->context, (void (*)())Begin, 1, kernel);
            }
            for (int isMoving = 1; isMoving;)
            {
                isMoving = 0;
                for (int at = 0; at < count; at++)
                    for (now = &threads[isBackwards ? count - 1 - at : at]; MayGoOn(now); isMoving = 1)
                        swapcontext(&scheduler, &now->context);
            }
            for (int at = 0; at < count; at++) Expect(threads[at].ended, "a thread waits for ever");
        }
        """;

    /// <summary>Compiles and runs a program with the prelude before it; gives what it prints, nothing where all is as it expects.</summary>
    /// <param name="program">The program.</param>
    /// <param name="change">A change to the prelude.</param>
    public static string Run(string program, Func<string, string>? change = null)
    {
        var folder = Directory.CreateTempSubdirectory("deepgen-host-");
        try
        {
            string prelude = change is null ? DeviceTools.Prelude : change(DeviceTools.Prelude);
            File.WriteAllText(Path.Combine(folder.FullName, "group.cpp"), $"{Cuda}\n{prelude}\n{program}\n");
            var compiled = DeviceTools.Run(
                DeviceTool.OpenCLCompiler, folder.FullName,
                "-x", "c++", "-std=c++17", "-O1", "-Wno-everything", "-ffp-contract=off", "-o", "group", "group.cpp", "-lm");
            compiled.Code.ShouldBe(0, compiled.Errors);
            var (code, output, errors) = DeviceTools.Run(Path.Combine(folder.FullName, "group"), folder.FullName);
            (code == 0 || output.Length > 0).ShouldBeTrue(errors);
            return output + errors;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

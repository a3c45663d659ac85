using System.Runtime.CompilerServices;

namespace DeepGen.Runtime;

/// <summary>
/// Kernels to be compiled by a thread that has nothing else to do, before they run for the first time. A kernel that is called with no
/// items does nothing, but is compiled.
/// </summary>
/// <param name="session">What the kernels are called with.</param>
/// <param name="collect">Says what they are; it runs on that thread too.</param>
/// <param name="once">What the caller has begun, and is told how it ends.</param>
internal sealed class Preparation(Session? session, Func<IReadOnlyList<KernelBody>> collect, PreparedOnce once)
{
    private const int Waiting = 0;
    private const int Running = 1;
    private const int Over = 2;

    private int state;

    /// <summary>Whether it is of use: not where all is compiled before the process starts, nor on one thread.</summary>
    public static bool Helps(WorkerTeam team) => RuntimeFeature.IsDynamicCodeCompiled && team.Threads > 1;

    /// <summary>The kernels of a program, the last first: a run that has begun meanwhile comes from the other end.</summary>
    public static Preparation Of(CompiledModel model, ProgramDefinition program)
    {
        List<KernelBody> kernels = [];
        var session = new Session(model, program, kernels);
        return new Preparation(
            session,
            () =>
            {
                program.Run(session);
                kernels.Reverse();
                return kernels;
            },
            program.Prepared);
    }

    /// <summary>Compiles the kernels, unless it is over.</summary>
    public void Run()
    {
        if (Interlocked.CompareExchange(ref state, Running, Waiting) != Waiting)
        {
            return;
        }

        try
        {
            foreach (KernelBody kernel in collect())
            {
                if (Volatile.Read(ref state) == Over)
                {
                    once.GiveUp();
                    return;
                }

                kernel(session!, 0, 0);
            }
        }
        catch (Exception)
        {
            // What is wrong with a kernel its run finds, where someone hears of it; here it would end the process.
        }

        Volatile.Write(ref state, Over);
        once.Finish();
    }

    /// <summary>Ends it after the kernel that is being compiled. What is not compiled then another may prepare.</summary>
    public void End()
    {
        if (Interlocked.Exchange(ref state, Over) == Waiting)
        {
            once.GiveUp();
        }
    }
}

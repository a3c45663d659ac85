using System.Runtime.CompilerServices;

namespace DeepGen.Runtime;

/// <summary>
/// Kernels to be compiled by a thread that has nothing else to do, before they run for the first time. A kernel that is called with no
/// items does nothing, but is compiled.
/// </summary>
/// <param name="session">What the kernels are called with.</param>
/// <param name="collect">Says what they are; it runs on that thread too.</param>
internal sealed class Preparation(Session? session, Func<IReadOnlyList<KernelBody>> collect)
{
    private volatile bool isOver;

    /// <summary>Whether it is of use: not where all is compiled before the process starts, nor on one thread.</summary>
    public static bool Helps(WorkerTeam team) => RuntimeFeature.IsDynamicCodeCompiled && team.Threads > 1;

    /// <summary>The kernels of a program, the last first: a run that has begun meanwhile comes from the other end.</summary>
    public static Preparation Of(CompiledModel model, ProgramDefinition program)
    {
        List<KernelBody> kernels = [];
        var session = new Session(model, program, kernels);
        return new Preparation(session, () =>
        {
            program.Run(session);
            kernels.Reverse();
            return kernels;
        });
    }

    /// <summary>Compiles the kernels.</summary>
    public void Run()
    {
        try
        {
            foreach (KernelBody kernel in isOver ? [] : collect())
            {
                if (isOver)
                {
                    break;
                }

                kernel(session!, 0, 0);
            }
        }
        catch (Exception)
        {
            // What is wrong with a kernel its run finds, where someone hears of it; here it would end the process.
        }
    }

    /// <summary>Ends it after the kernel that is being compiled.</summary>
    public void End() => isOver = true;
}

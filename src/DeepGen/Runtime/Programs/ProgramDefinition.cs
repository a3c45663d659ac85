using System.ComponentModel;

namespace DeepGen.Runtime;

/// <summary>One straight line of kernel launches over buffers of an arena: what a call of a model runs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ProgramDefinition
{
    /// <summary>Describes a program.</summary>
    /// <param name="name">The name of the call, as in "Step".</param>
    /// <param name="buffers">When each buffer is alive.</param>
    /// <param name="sizes">Computes the floats of each buffer from the run-time dimensions.</param>
    /// <param name="run">Launches the kernels.</param>
    public ProgramDefinition(string name, Lifetime[] buffers, SizeFunction sizes, Action<Session> run)
    {
        Name = name;
        Buffers = buffers;
        Sizes = sizes;
        Run = run;
    }

    /// <summary>The name of the call.</summary>
    public string Name { get; }

    /// <summary>When each buffer is alive. Those of inputs and outputs are widened to <see cref="Lifetime.Always"/>.</summary>
    public Lifetime[] Buffers { get; }

    /// <summary>Computes the floats of each buffer.</summary>
    public SizeFunction Sizes { get; }

    /// <summary>Launches the kernels.</summary>
    public Action<Session> Run { get; }

    /// <summary>The buffer that each input of the model is copied into; -1 where the program does not read it.</summary>
    public int[] Inputs { get; init; } = [];

    /// <summary>The buffer that each target is copied into; -1 where the program does not read it. Empty in Predict.</summary>
    public int[] Targets { get; init; } = [];

    /// <summary>The buffer that each output is read from.</summary>
    public int[] Outputs { get; init; } = [];

    /// <summary>The buffer of the gradient of each input that asks for one; empty but in Step.</summary>
    public int[] InputGradients { get; init; } = [];

    /// <summary>The buffer whose first float is the loss; -1 in Predict.</summary>
    public int Loss { get; init; } = -1;

    /// <summary>
    /// Whether all that <see cref="Run"/> does to memory goes through the session, so that one that does nothing may ask for the kernels.
    /// </summary>
    public bool CanRehearse { get; init; }

    /// <summary>Whether the kernels have been compiled.</summary>
    internal PreparedOnce Prepared { get; } = new();

    /// <summary>The lifetimes as planned: what the doors write before and read after the launches lives throughout.</summary>
    internal Lifetime[] PlannedLifetimes()
    {
        Lifetime[] lifetimes = [.. Buffers];
        foreach (int buffer in (int[])[.. Inputs, .. Targets, .. Outputs, .. InputGradients, Loss])
        {
            if (buffer >= 0)
            {
                lifetimes[buffer] = Lifetime.Always;
            }
        }

        return lifetimes;
    }
}

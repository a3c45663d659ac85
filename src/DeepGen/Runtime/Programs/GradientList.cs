using DeepGen.Runtime;

namespace DeepGen;

/// <summary>The gradients of a step with respect to the inputs that ask for one.</summary>
public readonly struct GradientList
{
    private readonly Session session;
    private readonly ProgramDefinition program;
    private readonly long call;

    internal GradientList(Session session, ProgramDefinition program, long call)
    {
        this.session = session;
        this.program = program;
        this.call = call;
    }

    /// <summary>The number of gradients; 0 for an Evaluate.</summary>
    public int Count => program.InputGradients.Length;

    /// <summary>The gradient of an input, of the input's shape.</summary>
    /// <param name="name">The input's name.</param>
    /// <exception cref="KeyNotFoundException">The call has no gradient of such an input.</exception>
    public OutputView this[string name]
    {
        get
        {
            int place = 0;
            foreach (InputDefinition input in session.Model.Definition.Inputs)
            {
                if (input.RequiresGradient && place < Count)
                {
                    if (input.Name == name)
                    {
                        return new OutputView(session, program.InputGradients[place], place, input, call);
                    }

                    place++;
                }
            }

            throw new KeyNotFoundException(
                $"{session.Model.Name}.{program.Name} has no gradient of an input '{name}'; " +
                "declare it with RequiresGradient = true, and call Step.");
        }
    }
}

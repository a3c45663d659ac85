using DeepGen.Runtime;

namespace DeepGen;

/// <summary>The gradients of a step with respect to the inputs that ask for one.</summary>
public readonly struct GradientList
{
    private readonly SessionCall call;

    internal GradientList(SessionCall call) => this.call = call;

    /// <summary>The number of gradients; 0 for an Evaluate.</summary>
    public int Count => call.Program.InputGradients.Length;

    /// <summary>The gradient of an input, of the input's shape.</summary>
    /// <param name="name">The input's name.</param>
    /// <exception cref="KeyNotFoundException">The call has no gradient of such an input.</exception>
    public OutputView this[string name]
    {
        get
        {
            int place = 0;
            foreach (InputDefinition input in call.Session.Model.Definition.Inputs)
            {
                if (input.RequiresGradient && place < Count)
                {
                    if (input.Name == name)
                    {
                        return new OutputView(call.Session, call.Program.InputGradients[place], place, input, call.Number);
                    }

                    place++;
                }
            }

            throw new KeyNotFoundException(
                $"{call.Session.Model.Name}.{call.Program.Name} has no gradient of an input '{name}'; " +
                "declare it with RequiresGradient = true, and call Step.");
        }
    }
}

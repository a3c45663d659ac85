using DeepGen.Runtime;

namespace DeepGen;

/// <summary>What a Step or an Evaluate found: the loss and the outputs.</summary>
public readonly struct StepResult
{
    private readonly SessionCall call;
    private readonly StepLoss loss;

    internal StepResult(Session session, ProgramDefinition program, StepLoss loss)
    {
        call = new SessionCall(session, program, session.Calls);
        this.loss = loss;
    }

    /// <summary>The loss: the mean over the batch, or what the model's Loss says. Stays readable after further calls.</summary>
    /// <remarks>On a device, reading it waits until the call is done there; it has to be read before 256 further ones.</remarks>
    /// <exception cref="InvalidOperationException">On a device: 256 further calls of the session have computed a loss.</exception>
    /// <exception cref="DeviceException">The device fails, or does not give what was asked for back.</exception>
    public float Loss => loss.Number == 0 ? loss.Value : call.Session.Execution.ReadLoss(loss.Number);

    /// <summary>The first output. Valid until the next call on the session.</summary>
    public OutputView Output => Outputs[0];

    /// <summary>The outputs. Valid until the next call on the session.</summary>
    public OutputList Outputs => new(call);

    /// <summary>
    /// The gradients of the loss with respect to the inputs that are declared with <c>RequiresGradient</c>; each is of this step alone,
    /// also where the parameters' are accumulated. Valid until the next call on the session.
    /// </summary>
    public GradientList Gradients => new(call);
}

/// <summary>The outputs of a call.</summary>
public readonly struct OutputList
{
    private readonly SessionCall call;

    internal OutputList(SessionCall call) => this.call = call;

    /// <summary>The number of outputs.</summary>
    public int Count => call.Program.Outputs.Length;

    /// <summary>An output by its place, in the order in which the model returns them.</summary>
    /// <param name="index">The place, from 0.</param>
    public OutputView this[int index] => new(call.Session, call.Program.Outputs[index], index, call.Number);

    /// <summary>An output by its name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="KeyNotFoundException">The model has no such output; the message lists those it has.</exception>
    public OutputView this[string name]
    {
        get
        {
            OutputDefinition[] outputs = call.Session.Model.Definition.Outputs;
            for (int index = 0; index < outputs.Length; index++)
            {
                if (outputs[index].Name == name)
                {
                    return this[index];
                }
            }

            throw FlatLayout.NoSuchName("output", name, call.Session.Model.Name, outputs.Select(output => output.Name));
        }
    }
}

using System.Numerics.Tensors;
using DeepGen.Runtime;

namespace DeepGen.Tests.Devices.Gates;

/// <summary>Made values for all inputs and targets of any model, and its doors.</summary>
internal sealed class GateBatch
{
    private readonly List<(Array Values, nint[] Shape)> inputs, targets;

    public GateBatch(ModelDefinition definition, nint[] dims, int seed)
    {
        var random = new System.Random(seed);
        inputs = [.. definition.Inputs.Select(input => Make(input, value => (2 * value) - 1))];
        targets = [.. definition.Targets.Select(target => Make(target, value => value))];

        (Array, nint[]) Make(InputDefinition input, Func<float, float> range)
        {
            nint[] shape = [.. input.Dims.Select(dim => dim.Index < 0 ? dim.Extent : dims[dim.Index])];
            int count = (int)TensorPrimitives.Product(shape.AsSpan());
            return input.Kind == ElementKind.Int32
                ? (Enumerable.Range(0, count).Select(_ => random.Next(3)).ToArray(), shape)
                : (Enumerable.Range(0, count).Select(_ => range(random.NextSingle())).ToArray(), shape);
        }
    }

    /// <summary>All outputs of a Predict.</summary>
    public float[] Predict(CompiledModel model, Session? session = null)
    {
        using var call = new ModelCall(model, session ?? model.DefaultSession, model.Programs.Predict, slot: 0, Gradients.Overwrite);
        Run(call, hasTargets: false);
        var values = new List<float>();
        for (int i = 0; i < model.Definition.Outputs.Length; i++) values.AddRange(call.Output(i).ToArray());
        return [.. values];
    }

    public StepResult Evaluate(CompiledModel model, Session session)
        => Call(model, session, model.Programs.Evaluate!, slot: 1, Gradients.Overwrite);

    public StepResult Step(CompiledModel model, Gradients gradients = Gradients.Overwrite)
        => Call(model, model.DefaultSession, model.Programs.Step!, slot: 2, gradients);

    private StepResult Call(CompiledModel model, Session session, ProgramDefinition program, int slot, Gradients gradients)
    {
        using var call = new ModelCall(model, session, program, slot, gradients);
        Run(call, hasTargets: true);
        return call.Result();
    }

    private void Run(in ModelCall call, bool hasTargets)
    {
        for (int i = 0; i < inputs.Count; i++)
        {
            if (inputs[i].Values is int[]) call.BindInput(i, Tensor<int>(inputs[i]));
            else call.BindInput(i, Tensor<float>(inputs[i]));
        }

        for (int i = 0; hasTargets && i < targets.Count; i++)
        {
            if (targets[i].Values is int[]) call.BindTarget(i, Tensor<int>(targets[i]));
            else call.BindTarget(i, Tensor<float>(targets[i]));
        }

        call.Plan();
        for (int i = 0; i < inputs.Count; i++)
        {
            if (inputs[i].Values is int[]) call.LoadInput(i, Tensor<int>(inputs[i]));
            else call.LoadInput(i, Tensor<float>(inputs[i]));
        }

        for (int i = 0; hasTargets && i < targets.Count; i++)
        {
            if (targets[i].Values is int[]) call.LoadTarget(i, Tensor<int>(targets[i]));
            else call.LoadTarget(i, Tensor<float>(targets[i]));
        }

        call.Run();
    }

    private static ReadOnlyTensorSpan<T> Tensor<T>((Array Values, nint[] Shape) given)
        where T : unmanaged => new((T[])given.Values, given.Shape);
}

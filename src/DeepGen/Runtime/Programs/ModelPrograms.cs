namespace DeepGen.Runtime;

/// <summary>The programs of a model's doors.</summary>
/// <param name="Predict">Inference.</param>
/// <param name="Evaluate">The loss and outputs in evaluation mode; null for a model without a loss.</param>
/// <param name="Step">Forward, loss and backward; null for a model without a loss.</param>
internal sealed record ModelPrograms(ProgramDefinition Predict, ProgramDefinition? Evaluate, ProgramDefinition? Step)
{
    public static ModelPrograms Of(ModelDefinition model) => new(model.Predict, model.Evaluate, model.Step);

    public static ModelPrograms Of(DeviceDefinition model) => new(model.Predict, model.Evaluate, model.Step);
}

namespace DeepGen.Generators.Tests.Compiled;

/// <summary>
/// Models that are compiled and held against the interpreter, each with what it tests between parameters, so that it has gradients;
/// found by reflection.
/// </summary>
internal abstract class AgreementModels
{
    /// <summary>The models as a user declares them, compiled together.</summary>
    public abstract string Source { get; }

    /// <summary>The batches that each model is run with.</summary>
    public virtual int[] Batches => [1, 17];

    public static IReadOnlyList<AgreementModels> All { get; } =
    [
        .. typeof(AgreementModels).Assembly.GetTypes().Where(type => type.BaseType == typeof(AgreementModels))
            .OrderBy(type => type.Name, StringComparer.Ordinal).Select(type => (AgreementModels)Activator.CreateInstance(type)!),
    ];
}

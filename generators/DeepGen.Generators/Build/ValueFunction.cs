using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Build;

/// <summary>A function of values as a composition of primitives; found by reflection.</summary>
internal abstract class ValueFunction
{
    /// <summary>The name of the method of Value, or of the operator: <c>Add</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The shape of a target of this type whose shape was left to this loss, or null for a function that decides none.</summary>
    public virtual Shape? TargetShape(Shape self, DType type) => null;

    /// <summary>Whether a constant given for this argument is an operand rather than a setting.</summary>
    public virtual bool TakesNumber(string argument) => false;

    /// <summary>As <see cref="LayerKind.MakesImages"/>.</summary>
    public virtual bool MakesImages => false;

    /// <summary>As <see cref="LayerKind.Range"/>.</summary>
    public virtual ValueRange Range => ValueRange.Unknown;

    /// <summary>As <see cref="LayerKind.RunTime"/>.</summary>
    public virtual RunTimeNumber? RunTime => null;

    /// <exception cref="BuildException">The arguments or the inputs' shapes do not fit.</exception>
    public abstract Node Build(CallSite call);
}

/// <summary>A function with several results: a method of Value that returns a tuple or an array.</summary>
internal abstract class MultiFunction : ValueFunction
{
    /// <exception cref="BuildException">The arguments or the inputs' shapes do not fit.</exception>
    public abstract Node[] BuildAll(CallSite call);

    public sealed override Node Build(CallSite call) => BuildAll(call)[0];
}

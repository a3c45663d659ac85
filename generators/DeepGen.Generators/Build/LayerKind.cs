using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Build;

/// <summary>A kind of layer as a composition of primitives. One class, found by reflection, is all that a layer needs here.</summary>
internal abstract class LayerKind
{
    /// <summary>The name of its attribute: <c>Conv2d</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The method of Value that does the same, for a layer without tensors of its own.</summary>
    public virtual string? Function => null;

    /// <summary>
    /// Whether the result is an image [N, C, H, W]: a fully connected layer must not take it as it is, since that is a forgotten Flatten.
    /// </summary>
    public virtual bool MakesImages => false;

    /// <summary>The constant that may be a number of run time instead; null where there is none.</summary>
    public virtual RunTimeNumber? RunTime => null;

    /// <summary>
    /// How many values the layer takes: 1, or 2 for a layer that is called as a <c>BinaryLayer</c>, whose second value is
    /// <c>call.Input("other")</c>.
    /// </summary>
    public virtual int Inputs => 1;

    /// <summary>What is known of its results' numbers; a layer with parameters needs not say.</summary>
    public virtual ValueRange Range => ValueRange.Unknown;

    /// <param name="call">The layer's settings and inputs.</param>
    /// <param name="input">Its first input.</param>
    /// <exception cref="BuildException">The settings or the input's shape do not fit.</exception>
    public abstract Node Build(CallSite call, Node input);
}

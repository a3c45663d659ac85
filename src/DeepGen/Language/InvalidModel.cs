using System.ComponentModel;

namespace DeepGen.Runtime;

/// <summary>
/// The base of a model that has errors. The compiler gives it the public face that it would have, so that what uses it shows no errors
/// of its own; it can never be made.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class InvalidModel : CompiledModel
{
    /// <summary>Throws.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    protected InvalidModel()
        : base(Refuse<ModelDefinition>(), default, 0)
    {
    }

    /// <summary>The body of every member.</summary>
    /// <typeparam name="T">What the member would return.</typeparam>
    /// <returns>Nothing.</returns>
    /// <exception cref="InvalidOperationException">Always.</exception>
    protected static T Refuse<T>()
        where T : allows ref struct =>
        throw new InvalidOperationException("This model has errors, so it was not compiled; the build lists them.");
}

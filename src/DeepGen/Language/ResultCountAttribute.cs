using System.ComponentModel;

namespace DeepGen;

/// <summary>
/// Marks the parameter of a function with several results that says how many there are: its value, or one for each of its elements.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ResultCountAttribute : Attribute;

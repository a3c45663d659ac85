namespace DeepGen;

/// <summary>
/// Marks a class as a block: a part that models use as a layer, with <see cref="UseAttribute{TBlock}"/>. It is declared as a model is,
/// as a stack of layer attributes or as layer fields and <c>Forward</c>, but has no input, no loss and no generated part.
/// </summary>
/// <remarks>
/// The constants of a block are its parameters: whoever uses it may give them other values, and everything that is written with them
/// follows. <c>Forward</c> takes one value or two; a <see cref="ShapeAttribute"/> on them is checked and may be left out.
/// </remarks>
/// <example>
/// <code>
/// [Block]
/// public class ResidualBlock
/// {
///     public const int Width = 64;
///
///     [Conv2d(Width, Kernel = 3, Padding = 1)] readonly Layer conv;
///     [BatchNorm2d] readonly Layer norm;
///
///     Value Forward(Value x) => (x + norm(conv(x))).Relu();
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BlockAttribute : Attribute;

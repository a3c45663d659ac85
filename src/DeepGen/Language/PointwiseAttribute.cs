namespace DeepGen;

/// <summary>
/// Makes a static method of floats an operator on values, with its derivative: <c>x.Map(Mish)</c> in <c>Forward</c> applies it to each
/// element, fused with what stands around it.
/// </summary>
/// <remarks>
/// <para>
/// The method takes one to four floats and gives a float. It may hold locals, <c>if</c> and <c>?:</c>, arithmetic, comparisons,
/// constants, functions of <see cref="MathF"/> and calls of other pointwise methods. It stays an ordinary method, too.
/// </para>
/// <para>
/// Quotients and logarithms of sums of exponentials are rewritten to the sigmoid and softplus forms that they stand for, so that the
/// derivative does not overflow where the function does not.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// [Pointwise]
/// static float Mish(float x) => x * MathF.Tanh(MathF.Log(1 + MathF.Exp(x)));
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PointwiseAttribute : Attribute;

using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Emit;

/// <summary>What differs between the languages in which kernels are written: types, numbers, functions and comparisons.</summary>
internal abstract class Dialect
{
    /// <summary>Extents and indices.</summary>
    public abstract IndexText Index { get; }

    /// <summary>The type of values.</summary>
    public abstract string Value { get; }

    /// <summary>The type of counters and indices.</summary>
    public abstract string Counter { get; }

    /// <summary>The same without a sign.</summary>
    public abstract string UnsignedCounter { get; }

    /// <summary>The type of truth values.</summary>
    public abstract string Truth { get; }

    /// <summary>A number as a value.</summary>
    public abstract string Number(double value);

    /// <summary>A counter as a value.</summary>
    public abstract string OfCounter(string counter);

    /// <summary>An extent as a value.</summary>
    /// <param name="signature">What the kernel refers to.</param>
    public virtual string OfExtent(KernelSignature signature, Dim extent) => OfCounter(signature.Extent(extent));

    /// <summary>a * b + c, rounded once.</summary>
    public abstract string MultiplyAdd(string a, string b, string c);

    /// <summary>Whether a candidate takes the place of a maximum: it is larger, or a NaN.</summary>
    public abstract string IsBetter(string candidate, string maximum);

    /// <summary>How a function is written, cut at its braces: every second part names an operand, or is T for the type of values.</summary>
    protected abstract IReadOnlyList<string> Template(ScalarFunction function);

    /// <summary>A function of operands that are written already.</summary>
    public string Apply(ScalarFunction function, params string[] operands)
    {
        string[] parts = [.. Template(function)];
        bool isInfix = parts[0].Length > 0 && parts[0][0] == '(';
        for (int hole = 1; hole < parts.Length; hole += 2)
        {
            parts[hole] = parts[hole] == "T" ? Value
                : isInfix ? operands[parts[hole][0] - '0'] : FormulaPrinter.Unwrap(operands[parts[hole][0] - '0']);
        }

        return string.Concat(parts);
    }

    /// <summary>The type of a formula.</summary>
    public string TypeOf(ScalarExpression formula) => formula is ScalarCall { Function.IsPredicate: true } ? Truth : Value;
}

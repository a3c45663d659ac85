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

    /// <summary>a * b + c, rounded once.</summary>
    public abstract string MultiplyAdd(string a, string b, string c);

    /// <summary>Whether a candidate takes the place of a maximum: it is larger, or a NaN.</summary>
    public abstract string IsBetter(string candidate, string maximum);

    /// <summary>How a function is written, with <c>{0}</c>, <c>{1}</c> for its operands.</summary>
    public abstract string Template(ScalarFunction function);

    /// <summary>A function of operands that are written already.</summary>
    public string Apply(ScalarFunction function, params string[] operands)
    {
        string text = Template(function);
        bool isInfix = text[0] == '(';
        for (int operand = 0; operand < operands.Length; operand++)
        {
            string printed = isInfix ? operands[operand] : FormulaPrinter.Unwrap(operands[operand]);
            text = text.Replace("{" + operand.ToString(System.Globalization.CultureInfo.InvariantCulture) + "}", printed);
        }

        return text;
    }

    /// <summary>The type of a formula.</summary>
    public string TypeOf(ScalarExpression formula) => formula is ScalarCall { Function.IsPredicate: true } ? Truth : Value;
}

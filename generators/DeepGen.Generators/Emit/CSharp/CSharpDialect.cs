using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Emit.CSharp;

/// <summary>C# over a vector type: a truth value is a vector of bits.</summary>
internal sealed class CSharpDialect : Dialect
{
    private CSharpDialect(string vector) => Value = vector;

    /// <summary>Vectors of the machine's width.</summary>
    public static CSharpDialect Wide { get; } = new("T");

    /// <summary>One element at a time.</summary>
    public static CSharpDialect Single { get; } = new("Simd1");

    public override IndexText Index => CSharpText.Index;

    public override string Value { get; }

    public override string Counter => "nint";

    public override string UnsignedCounter => "nuint";

    public override string Truth => Value;

    public static CSharpDialect Of(string vector) => vector == "T" ? Wide : Single;

    public override string Number(double value) => $"{Value}.Create({CSharpText.Float(value)})";

    public override string OfCounter(string counter) => $"{Value}.Create((float)({counter}))";

    public override string MultiplyAdd(string a, string b, string c) => $"{Value}.MultiplyAdd({a}, {b}, {c})";

    public override string IsBetter(string candidate, string maximum)
        => $"{Value}.LessThan({maximum}, {candidate}) | {Value}.IsNaN({candidate})";

    public override string Template(ScalarFunction function) => function.CSharp.Replace("{T}", Value);
}

using System.Globalization;

namespace DeepGen.Generators.Declaration;

internal enum ConstantKind
{
    Integer,
    Real,
    Boolean,
    Text,
    Enumeration,
    Integers,
    Reals,
    Formula,
}

/// <summary>A compile-time constant of a declaration: one of the kinds of <see cref="ConstantKind"/>.</summary>
/// <remarks>Made by the factories; the value of another kind reads as its default.</remarks>
internal sealed record ConstantValue
{
    private ConstantValue(ConstantKind kind) => Kind = kind;

    public ConstantKind Kind { get; }

    /// <summary>The value of <see cref="ConstantKind.Integer"/>; 1 or 0 for <see cref="ConstantKind.Boolean"/>.</summary>
    public long Integer { get; private init; }

    /// <summary>The value of <see cref="ConstantKind.Real"/>.</summary>
    public double Real { get; private init; }

    /// <summary>The value of <see cref="ConstantKind.Text"/>, or the member's name of <see cref="ConstantKind.Enumeration"/>.</summary>
    public string Text { get; private init; } = "";

    /// <summary>The value of <see cref="ConstantKind.Integers"/>.</summary>
    public EquatableArray<long> Integers { get; private init; }

    /// <summary>The value of <see cref="ConstantKind.Reals"/>.</summary>
    public EquatableArray<double> Reals { get; private init; }

    /// <summary>The value of <see cref="ConstantKind.Formula"/>.</summary>
    public FormulaDeclaration? Formula { get; private init; }

    public bool Boolean => Integer != 0;

    public bool IsNumber => Kind is ConstantKind.Integer or ConstantKind.Real;

    /// <summary>The value as a real number, whichever number it was written as.</summary>
    public double Number => Kind == ConstantKind.Integer ? Integer : Real;

    public static ConstantValue OfInteger(long value) => new(ConstantKind.Integer) { Integer = value };

    public static ConstantValue OfReal(double value) => new(ConstantKind.Real) { Real = value };

    public static ConstantValue OfBoolean(bool value) => new(ConstantKind.Boolean) { Integer = value ? 1 : 0 };

    public static ConstantValue OfText(string value) => new(ConstantKind.Text) { Text = value };

    public static ConstantValue OfEnumeration(string member) => new(ConstantKind.Enumeration) { Text = member };

    public static ConstantValue OfIntegers(EquatableArray<long> values) => new(ConstantKind.Integers) { Integers = values };

    public static ConstantValue OfReals(EquatableArray<double> values) => new(ConstantKind.Reals) { Reals = values };

    public static ConstantValue OfFormula(FormulaDeclaration formula) => new(ConstantKind.Formula) { Formula = formula };

    /// <summary>The constant as a message shows it: <c>3</c>, <c>0.5</c>, <c>true</c>, <c>Tanh</c>, <c>[1, 2]</c>.</summary>
    public override string ToString() => Kind switch
    {
        ConstantKind.Integer => Integer.ToString(CultureInfo.InvariantCulture),
        ConstantKind.Real => Real.ToString("G9", CultureInfo.InvariantCulture),
        ConstantKind.Boolean => Boolean ? "true" : "false",
        ConstantKind.Formula => Formula!.Name,
        ConstantKind.Reals => $"[{string.Join(", ", Reals.Select(real => real.ToString("G9", CultureInfo.InvariantCulture)))}]",
        ConstantKind.Integers => $"[{string.Join(", ", Integers.Select(i => i.ToString(CultureInfo.InvariantCulture)))}]",
        _ => Text,
    };
}

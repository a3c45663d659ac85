using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepGen.Generators.Declaration;

/// <summary>
/// Arithmetic on constants that C# does not fold itself because a loop's variable takes part. Operands are normalized, see
/// <see cref="Constants.Normalize"/>; a result of null means that the operator is not one of them.
/// </summary>
internal static class ConstantFolder
{
    public static object? Binary(BinaryOperatorKind kind, object left, object right) => (left, right) switch
    {
        (long a, long b) => Integers(kind, a, b),
        (double a, double b) => Reals(kind, a, b),
        (bool a, bool b) => Booleans(kind, a, b),
        (string a, string b) => kind switch
        {
            BinaryOperatorKind.Add => a + b,
            BinaryOperatorKind.Equals => string.Equals(a, b, StringComparison.Ordinal),
            BinaryOperatorKind.NotEquals => !string.Equals(a, b, StringComparison.Ordinal),
            _ => null,
        },
        _ => null,
    };

    public static object? Unary(UnaryOperatorKind kind, object value) => (kind, value) switch
    {
        (UnaryOperatorKind.Minus, long integer) => -integer,
        (UnaryOperatorKind.Minus, double real) => -real,
        (UnaryOperatorKind.Plus, long or double) => value,
        (UnaryOperatorKind.Not, bool boolean) => !boolean,
        _ => null,
    };

    /// <summary>A number converted to the type that the surrounding expression has.</summary>
    public static object? Convert(object value, ITypeSymbol? type) => (value, type?.SpecialType) switch
    {
        (long integer, SpecialType.System_Double) => (double)integer,
        (long integer, SpecialType.System_Single) => (double)(float)integer,
        (double real, SpecialType.System_Single) => (double)(float)real,
        (double real, SpecialType.System_Int32 or SpecialType.System_Int64) =>
            Math.Abs(real) < long.MaxValue ? System.Convert.ToInt64(Math.Truncate(real), CultureInfo.InvariantCulture) : null,
        (long or double or bool or string, _) => value,
        _ => null,
    };

    private static object? Integers(BinaryOperatorKind kind, long a, long b) => kind switch
    {
        BinaryOperatorKind.Add => a + b,
        BinaryOperatorKind.Subtract => a - b,
        BinaryOperatorKind.Multiply => a * b,
        BinaryOperatorKind.Divide => b == 0 ? null : a / b,
        BinaryOperatorKind.Remainder => b == 0 ? null : a % b,
        BinaryOperatorKind.And => a & b,
        BinaryOperatorKind.Or => a | b,
        BinaryOperatorKind.ExclusiveOr => a ^ b,
        BinaryOperatorKind.LeftShift => a << (int)(b & 31),
        BinaryOperatorKind.RightShift => a >> (int)(b & 31),
        _ => Compare(kind, a.CompareTo(b)),
    };

    private static object? Reals(BinaryOperatorKind kind, double a, double b) => kind switch
    {
        BinaryOperatorKind.Add => a + b,
        BinaryOperatorKind.Subtract => a - b,
        BinaryOperatorKind.Multiply => a * b,
        BinaryOperatorKind.Divide => a / b,
        BinaryOperatorKind.Remainder => a % b,
        _ => double.IsNaN(a) || double.IsNaN(b) ? kind == BinaryOperatorKind.NotEquals : Compare(kind, a.CompareTo(b)),
    };

    private static object? Booleans(BinaryOperatorKind kind, bool a, bool b) => kind switch
    {
        BinaryOperatorKind.And or BinaryOperatorKind.ConditionalAnd => a && b,
        BinaryOperatorKind.Or or BinaryOperatorKind.ConditionalOr => a || b,
        BinaryOperatorKind.Equals => a == b,
        BinaryOperatorKind.NotEquals or BinaryOperatorKind.ExclusiveOr => a != b,
        _ => null,
    };

    private static object? Compare(BinaryOperatorKind kind, int order) => kind switch
    {
        BinaryOperatorKind.Equals => order == 0,
        BinaryOperatorKind.NotEquals => order != 0,
        BinaryOperatorKind.LessThan => order < 0,
        BinaryOperatorKind.LessThanOrEqual => order <= 0,
        BinaryOperatorKind.GreaterThan => order > 0,
        BinaryOperatorKind.GreaterThanOrEqual => order >= 0,
        _ => null,
    };
}

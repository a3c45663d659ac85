using System.Globalization;
using Microsoft.CodeAnalysis;

namespace DeepGen.Generators.Declaration;

/// <summary>Constants of C# as constants of a declaration.</summary>
internal static class Constants
{
    /// <summary>An attribute's argument; null where it is none of ours or in error.</summary>
    public static ConstantValue? From(TypedConstant constant) => constant.Kind switch
    {
        TypedConstantKind.Primitive or TypedConstantKind.Enum when constant.Value is { } value => From(value, constant.Type),
        TypedConstantKind.Array when constant.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Int32 } =>
            Integers(constant),
        TypedConstantKind.Array when constant.Type
            is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Double or SpecialType.System_Single } => Reals(constant),
        _ => null,
    };

    /// <summary>An array of reals; a null reads as an empty one.</summary>
    private static ConstantValue? Reals(TypedConstant array)
    {
        var elements = array.IsNull ? [] : array.Values;
        return elements.All(element => element.Value is double or float)
            ? ConstantValue.OfReals(elements.Select(element => (double)Normalize(element.Value)!).ToEquatableArray())
            : null;
    }

    /// <summary>An array of integers; a null reads as an empty one, which no layer takes.</summary>
    private static ConstantValue? Integers(TypedConstant array)
    {
        var elements = array.IsNull ? [] : array.Values;
        return elements.All(element => element.Value is int)
            ? ConstantValue.OfIntegers(elements.Select(element => (long)(int)element.Value!).ToEquatableArray())
            : null;
    }

    /// <summary>A constant of a type; null where it is no member of its enumeration, or of a type that no layer takes.</summary>
    public static ConstantValue? From(object value, ITypeSymbol? type)
    {
        if (type is { TypeKind: TypeKind.Enum })
        {
            return MemberOf(type, value) is { } member ? ConstantValue.OfEnumeration(member) : null;
        }

        return Normalize(value) switch
        {
            long integer when type is { SpecialType: SpecialType.System_Double or SpecialType.System_Single } =>
                ConstantValue.OfReal(integer),
            long integer => ConstantValue.OfInteger(integer),
            double real => ConstantValue.OfReal(real),
            bool boolean => ConstantValue.OfBoolean(boolean),
            string text => ConstantValue.OfText(text),
            _ => null,
        };
    }

    /// <summary>The value as a long, a double, a bool or a string; null where it is none of them.</summary>
    public static object? Normalize(object? value) => value switch
    {
        bool or string or long or double => value,
        float real => (double)real,
        int or short or sbyte or byte or ushort or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>A constant as messages show it.</summary>
    public static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null";

    private static string? MemberOf(ITypeSymbol type, object value)
    {
        var wanted = Normalize(value);
        foreach (var member in type.GetMembers())
        {
            if (member is IFieldSymbol { HasConstantValue: true } field && Equals(Normalize(field.ConstantValue), wanted))
            {
                return field.Name;
            }
        }

        return null;
    }
}

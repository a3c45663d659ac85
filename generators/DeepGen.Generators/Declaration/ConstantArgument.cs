using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepGen.Generators.Declaration;

/// <summary>Reads the value that an attribute gives a constant in the place of its own.</summary>
internal static class ConstantArgument
{
    /// <summary>The value, normalized; null where it is not of the constant's type, which is reported.</summary>
    public static object? Read(ReadContext context, IFieldSymbol field, TypedConstant written, SyntaxNode place)
    {
        if (written.Kind == TypedConstantKind.Error)
        {
            context.IsBroken = true;
            return null;
        }

        var value = written.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum
            ? context.Part.Constants.ObjectOf(written, place as ExpressionSyntax)
            : null;
        var isEnum = field.Type.TypeKind == TypeKind.Enum || written.Kind == TypedConstantKind.Enum;
        var fits = isEnum
            ? SymbolEqualityComparer.Default.Equals(field.Type, written.Type)
            : (value, Constants.Normalize(field.ConstantValue))
                is (long, long or double) or (double, double) or (bool, bool) or (string, string);
        if (fits && value is not null)
        {
            return isEnum ? value : ConstantFolder.Convert(value, field.Type);
        }

        context.Report("DG1025", place.GetLocation(), field.Name, field.ContainingType.Name,
            field.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), written.ToCSharpString());
        return null;
    }

    /// <summary>The value as messages show it.</summary>
    public static string Text(IFieldSymbol field, object value) =>
        Constants.From(value, field.Type) is { } constant ? constant.ToString() : Constants.Text(value);
}

using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepGen.Generators.Declaration;

/// <summary>Reads <c>[Variants]</c>: the combinations of values that a model is compiled for besides the constants as written.</summary>
internal sealed class VariantReader(ReadContext context)
{
    private const int Limit = 64;

    private readonly List<(IFieldSymbol Field, List<object> Values, int Token)> constants = [];

    /// <summary>Enters what the model's public face needs into its declaration: the constants and their values.</summary>
    public ModelDeclaration ReadFace(ModelDeclaration declaration)
    {
        foreach (var attribute in context.Model.GetAttributes().Where(context.Types.IsVariants))
        {
            if (!ReadConstant(attribute))
            {
                return declaration;
            }
        }

        if (constants.Count == 0)
        {
            return declaration;
        }

        var names = new UniqueNames();
        return declaration with
        {
            VariantConstants = constants.Select(constant => new VariantConstant(
                constant.Field.Name, constant.Field.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat))).ToEquatableArray(),
            Variants = Combinations().Select(values => new VariantDeclaration(
                values.Select((value, at) => Literal(constants[at].Field, value)).ToEquatableArray(),
                names.Take(NameOf(values)), IsWritten(values), null)).ToEquatableArray(),
        };
    }

    /// <summary>Reads the model once for each combination that differs from the constants as written.</summary>
    public ModelDeclaration Read(ModelDeclaration declaration, Func<ModelDeclaration> read)
    {
        var combinations = Combinations().ToList();
        var variants = declaration.Variants.Items.Select((variant, at) =>
            variant.IsWritten ? variant : variant with { Model = context.Within(PartOf(combinations[at]), read) });
        return declaration with { Variants = variants.ToEquatableArray() };
    }

    private bool ReadConstant(AttributeData attribute)
    {
        var syntax = LayerReader.SyntaxOf(attribute, context.Cancellation);
        if (attribute.ConstructorArguments is not
            [{ Value: string name }, { Kind: TypedConstantKind.Array, IsNull: false, Values: var values }])
        {
            context.IsBroken = true;
            return false;
        }

        var known = context.Model.GetMembers().OfType<IFieldSymbol>().Where(field => field.IsConst).ToList();
        var field = known.Find(constant => constant.Name == name);
        var places = (syntax.ArgumentList?.Arguments ?? default).Select(argument => argument.Expression).ToList();
        var problem = field is null
            ? $"name no constant '{name}' of it: it has {(known.Count == 0 ? "none" : Quoted(known))}"
            : values.IsEmpty ? $"give '{name}' no values"
            : constants.Exists(other => other.Field.Name == name) ? $"name '{name}' twice"
            : constants.Aggregate(values.Length, (count, other) => count * other.Values.Count) is > Limit and var count
                ? $"are {count.ToString(CultureInfo.InvariantCulture)}; at most {Limit.ToString(CultureInfo.InvariantCulture)} are compiled"
            : null;
        if (problem is not null)
        {
            context.Report("DG1027", (places.Count > 0 ? (SyntaxNode)places[0] : syntax).GetLocation(), context.Model.Name, problem);
            return false;
        }

        return ReadValues(field!, values, places.Count == values.Length + 1 ? places : null, syntax);
    }

    private static string Quoted(IEnumerable<IFieldSymbol> fields) => string.Join(", ", fields.Select(field => $"'{field.Name}'"));

    private bool ReadValues(
        IFieldSymbol field, ImmutableArray<TypedConstant> values, List<ExpressionSyntax>? places, AttributeSyntax syntax)
    {
        var read = new List<object>();
        for (var i = 0; i < values.Length; i++)
        {
            var place = (SyntaxNode?)places?[i + 1] ?? syntax;
            if (ConstantArgument.Read(context, field, values[i], place) is not { } value)
            {
                return false;
            }

            var problem = value is double real && (double.IsNaN(real) || double.IsInfinity(real)) ? ", which is no finite number"
                : read.Contains(value) ? " twice"
                : null;
            if (problem is not null)
            {
                problem = $"give '{field.Name}' the value {ConstantArgument.Text(field, value)}{problem}";
                context.Report("DG1027", place.GetLocation(), context.Model.Name, problem);
                return false;
            }

            read.Add(value);
        }

        constants.Add((field, read, context.Token(syntax)));
        return true;
    }

    private IEnumerable<ImmutableArray<object>> Combinations() => constants.Aggregate(
        (IEnumerable<ImmutableArray<object>>)[ImmutableArray<object>.Empty],
        (combinations, constant) => combinations.SelectMany(_ => constant.Values, (combination, value) => combination.Add(value)));

    private bool IsWritten(ImmutableArray<object> values) =>
        constants.Zip(values, (constant, value) => Equals(Constants.Normalize(constant.Field.ConstantValue), value)).All(same => same);

    private Part PartOf(ImmutableArray<object> values)
    {
        var substitution = new Dictionary<ISymbol, object>(SymbolEqualityComparer.Default);
        for (var i = 0; i < values.Length; i++)
        {
            substitution[constants[i].Field] = values[i];
        }

        var text = string.Join(", ", constants.Select(
            (constant, at) => $"{constant.Field.Name} = {ConstantArgument.Text(constant.Field, values[at])}"));
        var use = context.Use($"{context.Model.Name} (Variants {text})", constants[0].Token);
        return new Part(context.Model, "", "", new ConstantScope(context, substitution), use, null);
    }

    private string NameOf(ImmutableArray<object> values) => "With" + string.Concat(constants.Select((constant, at) =>
        Identifiers.Pascal(constant.Field.Name) + string.Concat(ConstantArgument.Text(constant.Field, values[at])
            .Select(letter => char.IsLetterOrDigit(letter) && letter < 128 ? letter : '_'))));

    private static string Literal(IFieldSymbol field, object value)
    {
        var type = field.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        return (field.Type.SpecialType, value) switch
        {
            (_, string text) => SymbolDisplay.FormatLiteral(text, quote: true),
            (_, bool truth) => truth ? "true" : "false",
            (SpecialType.System_Single, double real) => ((float)real).ToString("G9", CultureInfo.InvariantCulture) + "f",
            (_, double real) => real.ToString("G17", CultureInfo.InvariantCulture) + "d",
            (SpecialType.System_Int32, long integer) => integer.ToString(CultureInfo.InvariantCulture),
            (_, long integer) => $"({type})({integer.ToString(CultureInfo.InvariantCulture)})",
            _ => throw new InvalidOperationException($"{value} is no constant."),
        };
    }
}

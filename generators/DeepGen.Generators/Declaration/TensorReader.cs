using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepGen.Generators.Declaration;

/// <summary>Reads parameters of <c>Forward</c> and <c>Loss</c> as tensors.</summary>
internal sealed class TensorReader(ReadContext context)
{
    public const string RequiresGradient = "RequiresGradient";

    /// <summary>All parameters, or null where one of them is in error.</summary>
    public List<TensorDeclaration>? ReadAll(IEnumerable<IParameterSymbol> parameters)
    {
        var all = parameters.ToList();
        var tensors = new List<TensorDeclaration>();
        foreach (var parameter in all)
        {
            if (Read(parameter) is { } tensor)
            {
                context.CheckUnique(tensor.Name, tensors.Select(other => other.Name), "tensors", parameter.Locations[0]);
                context.CheckCase(tensor, tensors);
                tensors.Add(tensor);
            }
        }

        return tensors.Count == all.Count ? tensors : null;
    }

    /// <summary>One parameter, or null where it is in error.</summary>
    public TensorDeclaration? Read(IParameterSymbol parameter)
    {
        var place = parameter.Locations[0];
        var attribute = parameter.GetAttributes().FirstOrDefault(context.Types.IsShape);
        if (ElementOf(parameter) is not { } type)
        {
            return null;
        }

        if (attribute is null)
        {
            context.Report("DG1015", place, parameter.Name);
            return null;
        }

        context.CheckName(parameter.Name, NameUse.Tensor, "a tensor", place);
        return ReadShape(parameter, attribute, type);
    }

    /// <summary>A parameter of a block's Forward, which may have a shape; null where that is in error.</summary>
    public TensorDeclaration? ReadInput(IParameterSymbol parameter) =>
        parameter.GetAttributes().FirstOrDefault(context.Types.IsShape) is { } attribute
            ? ReadShape(parameter, attribute, ElementType.Float32)
            : new TensorDeclaration(parameter.Name, ElementType.Float32, default, 0);

    private TensorDeclaration? ReadShape(IParameterSymbol parameter, AttributeData attribute, ElementType type)
    {
        var written = LayerReader.Written(attribute, context.Cancellation).FirstOrDefault();
        if (written.Value.Value is not string)
        {
            context.ReportWithoutValue(written, parameter.Name);
            return null;
        }

        // Nothing but a text is a constant here, so that the value is one.
        var text = context.Part.Constants.ObjectOf(written.Value, written.Syntax.Expression) as string ?? "";
        if (context.ReadShape(text, out var dims) is { } problem)
        {
            context.Report("DG1006", written.Syntax.GetLocation(), text, problem);
            return null;
        }

        return new TensorDeclaration(parameter.Name, type, dims, context.Token(written.Syntax))
        {
            RequiresGradient = LayerReader.IsTrue(context, attribute, RequiresGradient),
        };
    }

    public static bool HasShape(ReadContext context, IParameterSymbol parameter) =>
        parameter.GetAttributes().Any(context.Types.IsShape);

    /// <summary>The element type of a parameter; null, and reported, where it is no tensor.</summary>
    public ElementType? ElementOf(IParameterSymbol parameter)
    {
        var element = parameter.RefKind == RefKind.None && !parameter.IsParams ? context.Types.ElementOf(parameter.Type) : null;
        if (element is null && parameter.Type is IErrorTypeSymbol)
        {
            context.IsBroken = true;
        }
        else if (element is null)
        {
            var syntax = parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.Cancellation) as ParameterSyntax;
            var modifier = parameter.RefKind == RefKind.None ? parameter.IsParams ? "params " : "" : $"{syntax?.Modifiers} ";
            context.Report("DG1016", syntax?.Type?.GetLocation() ?? parameter.Locations[0], parameter.Name,
                modifier + parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        }

        return element;
    }
}

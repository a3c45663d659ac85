using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepGen.Generators.Declaration;

/// <summary>Reads the fields of a class that are tensors of its own.</summary>
/// <param name="context">Where places and diagnostics go.</param>
/// <param name="fields">Receives what each field stands for in the bodies of its class.</param>
internal sealed class MemberReader(ReadContext context, IDictionary<ISymbol, Operand> fields)
{
    private const string ShapeArgument = "Shape";

    /// <summary>Members that the generated part of a model has and its base class does not.</summary>
    private static readonly HashSet<string> Generated = new(StringComparer.Ordinal)
    {
        "CompiledDefinition", "Evaluate", "EvaluateProgram", "EvaluateSizes", "ForDevices", "Kernels", "OnDevice", "ParameterGroups",
        "Parameters", "Predict", "PredictProgram", "PredictSizes", "RunEvaluate", "RunPredict", "RunStep", "Step", "StepProgram",
        "StepSizes",
    };

    private readonly List<MemberDeclaration> members = [];

    /// <summary>The fields of a class that carry one of the attributes.</summary>
    public static IEnumerable<IFieldSymbol> Find(KnownTypes types, INamedTypeSymbol owner) =>
        owner.GetMembers().OfType<IFieldSymbol>()
            .Where(field => field.GetAttributes().Any(attribute => types.MemberOf(attribute) is not null));

    /// <summary>The members of a class; those in error are left out.</summary>
    /// <param name="owner">The model, or a block.</param>
    /// <param name="path">What stands before their names: nothing for a model, <c>layer1.0.</c> for a block.</param>
    /// <param name="before">The layer before which they stand in the order of the parameters.</param>
    public IReadOnlyList<MemberDeclaration> Read(INamedTypeSymbol owner, string path = "", int before = 0)
    {
        foreach (var field in Find(context.Types, owner))
        {
            if (Read(field, path) is { } member)
            {
                members.Add(member with { Before = before });
                fields[field] = new ValueOperand(new ReferenceExpression(member.Reference, member.Token));
            }
        }

        return members;
    }

    private MemberDeclaration? Read(IFieldSymbol field, string path)
    {
        var attributes = field.GetAttributes().Where(attribute => context.Types.MemberOf(attribute) is not null).ToList();
        var kind = context.Types.MemberOf(attributes[0])!.Value;
        var isFrozen = field.GetAttributes().Any(context.Types.IsFrozen);
        var place = field.Locations[0];
        var problem = !context.Types.IsValue(field.Type) ? $"is of type '{field.Type.Name}'"
            : attributes.Count > 1 || field.GetAttributes().Any(context.Types.IsLayer) ? "is several things at once"
            : field.IsStatic ? "is static"
            : isFrozen && kind != MemberKind.Parameter ? "is not trained, so that there is nothing to freeze"
            : null;
        if (field.Type is IErrorTypeSymbol)
        {
            context.IsBroken = true;
            return null;
        }

        if (problem is not null)
        {
            context.Report("DG1030", place, field.Name, problem);
            return null;
        }

        var token = context.Token(place);
        var written = LayerReader.Written(attributes[0], context.Cancellation).ToList();
        if (ReadShape(field, written) is not { } extents)
        {
            return null;
        }

        var name = ReadName(field, written);
        var member = new MemberDeclaration(path + name, kind, extents, ReadArguments(name, written), token)
        {
            IsFrozen = isFrozen || LayerReader.IsTrue(context, attributes[0], LayerReader.FrozenArgument),
            Property = path.Length == 0 && kind != MemberKind.Parameter ? Identifiers.Property(field.Name) : null,
        };
        return CheckProperty(field, member) ? member : null;
    }

    private string ReadName(IFieldSymbol field, List<WrittenArgument> written)
    {
        var other = written.FirstOrDefault(argument => argument is { Name: LayerReader.NameArgument, Value.Value: string });
        var name = other.Syntax is null ? field.Name : context.TextOf(other) ?? field.Name;
        var place = other.Syntax?.GetLocation() ?? field.Locations[0];
        context.CheckName(name, NameUse.Layer, "a tensor", place);
        context.CheckUnique(name, members.Select(member => member.Name.Substring(member.Name.LastIndexOf('.') + 1)), "tensors", place);
        return name;
    }

    private EquatableArray<long>? ReadShape(IFieldSymbol field, List<WrittenArgument> written)
    {
        var shape = written.FirstOrDefault(argument => argument.Name == ShapeArgument);
        if (shape.Syntax is null)
        {
            return default(EquatableArray<long>);
        }

        var extents = shape.Value.Kind == TypedConstantKind.Array ? ExtentsOf(shape).ToList() : null;
        var text = extents is null ? context.Part.Constants.ObjectOf(shape.Value, shape.Syntax.Expression) as string
            : extents.Contains(null) ? null
            : string.Join(", ", extents.Select(Constants.Text));
        if (text is null)
        {
            context.ReportWithoutValue(shape, field.Name);
            return null;
        }

        var place = shape.Syntax.GetLocation();
        if (text.Trim().Length == 0)
        {
            return default(EquatableArray<long>);
        }

        if (context.ReadShape(text, out var dims) is { } problem)
        {
            context.Report("DG1006", place, text, problem);
            return null;
        }

        if (dims.Items.FirstOrDefault(dim => dim.Name is not null).Name is { } named)
        {
            context.Report("DG1031", place, field.Name, named);
            return null;
        }

        return dims.Items.Select(dim => dim.Extent).ToEquatableArray();
    }

    /// <summary>Extents that are written one by one; in a block each is computed with the constants of its use.</summary>
    private IEnumerable<object?> ExtentsOf(WrittenArgument shape)
    {
        var bound = shape.Value.Values;
        var written = ((AttributeArgumentListSyntax)shape.Syntax.Parent!).Arguments.Where(argument => argument.NameEquals is null).ToList();
        return written.Count == bound.Length
            ? written.Select((argument, at) => context.Part.Constants.ObjectOf(bound[at], argument.Expression))
            : context.Part.Constants.Of(shape.Value, shape.Syntax.Expression)?.Integers.Items.Select(extent => (object?)extent) ?? [null];
    }

    private EquatableArray<ArgumentDeclaration> ReadArguments(string name, IEnumerable<WrittenArgument> written)
    {
        var arguments = new List<ArgumentDeclaration>();
        foreach (var argument in written.Where(
            argument => argument.Name is not (ShapeArgument or LayerReader.NameArgument or LayerReader.FrozenArgument)))
        {
            if (context.Part.Constants.Of(argument.Value, argument.Syntax.Expression) is { } value)
            {
                arguments.Add(new ArgumentDeclaration(argument.Name, value, context.Token(argument.Syntax)));
            }
            else
            {
                context.ReportWithoutValue(argument, name);
            }
        }

        return arguments.ToEquatableArray();
    }

    private bool CheckProperty(IFieldSymbol field, MemberDeclaration member)
    {
        if (member.Property is not { } property)
        {
            return true;
        }

        var model = context.Model;
        var holder = property == model.Name ? "that is the name of the class itself"
            : !model.GetMembers(property).IsEmpty ? $"'{model.Name}' has a member of that name"
            : Generated.Contains(property) || IsInherited(property) ? $"the generated part of '{model.Name}' has one"
            : members.Any(other => other.Property == property) ? "another field does so, too"
            : null;
        if (holder is not null)
        {
            context.Report("DG1033", field.Locations[0], field.Name, property, holder);
        }

        return holder is null;
    }

    private bool IsInherited(string name)
    {
        for (var type = context.Types.CompiledModel; type is not null; type = type.BaseType)
        {
            if (type.GetMembers(name).Any(member => member.DeclaredAccessibility is not (Accessibility.Private or Accessibility.Internal)))
            {
                return true;
            }
        }

        return false;
    }
}

using Microsoft.CodeAnalysis;

namespace DeepGen.Generators.Declaration;

/// <summary>Reads the layers of the part that the context is at, and the blocks that it uses with all that is in them.</summary>
internal sealed class PartReader(ReadContext context)
{
    /// <summary>The layers of the whole model, a class's own and its blocks' in the order written, which is PyTorch's.</summary>
    public List<LayerDeclaration> Layers { get; } = [];

    /// <summary>The tensors that blocks own themselves.</summary>
    public List<MemberDeclaration> Members { get; } = [];

    /// <summary>The tensors of a block's own.</summary>
    /// <returns>Their names in it.</returns>
    public IReadOnlyList<string> ReadTensors()
    {
        var part = context.Part;
        var read = new MemberReader(context, part.Fields).Read(part.Symbol, part.Path + ".", Layers.Count);
        Members.AddRange(read);
        return [.. read.Select(member => member.Name.Substring(part.Path.Length + 1))];
    }

    /// <summary>The layer fields of a graph; those in error are reported and left out.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="taken">The names that the class has for other things.</param>
    public void ReadFields(IEnumerable<IFieldSymbol> fields, IEnumerable<string> taken)
    {
        var names = taken.ToList();
        foreach (var field in fields)
        {
            if (ReadField(field, names) is { } layer)
            {
                context.Part.Fields[field] = layer;
            }
        }
    }

    /// <summary>The layers of a stack.</summary>
    /// <param name="attributes">The layers.</param>
    /// <param name="taken">The names that the class has for other things.</param>
    /// <returns>Whether all could be read.</returns>
    public bool ReadStack(IReadOnlyList<AttributeData> attributes, IEnumerable<string> taken)
    {
        var part = context.Part;
        var others = taken.ToList();
        var names = new StackNames(context);
        for (var i = 0; i < attributes.Count; i++)
        {
            var name = names.Of(attributes[i], out var place);
            var token = Layers.Count;
            if (ReadLayer(attributes[i], name, Number(i), inputs: 1) is not { } layer)
            {
                return false;
            }

            context.CheckUnique(name, others.Concat(part.Stack.Select(other => other.Name)), "layers", place);
            part.Stack.Add(new StackLayer(name, layer, layer is LayerOperand ? Layers[token].Token : 0));
        }

        return true;
    }

    /// <summary>What is wrong with a field as a layer; null for one that is right.</summary>
    public static string? ProblemOf(ReadContext context, IFieldSymbol field)
    {
        var attributes = field.GetAttributes().Where(context.Types.IsLayer).ToList();
        return !context.Types.IsLayer(field.Type) ? $"is of type '{field.Type.Name}'"
            : attributes.Count == 0 ? "has no layer attribute"
            : attributes.Count > 1 ? "has several layer attributes"
            : field.IsStatic ? "is static"
            : LayerReader.Written(attributes[0], context.Cancellation).Any(written => written.Name == LayerReader.NameArgument)
                ? "has a 'Name' beside its own"
            : null;
    }

    private Operand? ReadField(IFieldSymbol field, List<string> names)
    {
        if (field.Type is IErrorTypeSymbol || KnownTypes.HasUnknownAttribute(field))
        {
            context.IsBroken = true;
            return null;
        }

        var place = field.Locations[0];
        if (ProblemOf(context, field) is { } problem)
        {
            context.Report("DG1019", place, field.Name, problem);
            return null;
        }

        var attribute = field.GetAttributes().First(context.Types.IsLayer);
        var (first, firstMember) = (Layers.Count, Members.Count);
        if (ReadLayer(attribute, field.Name, field.Name, context.Types.InputsOf(field.Type)) is not { } layer)
        {
            return null;
        }

        if (field.GetAttributes().Any(context.Types.IsFrozen))
        {
            Freeze(first, firstMember);
        }

        context.CheckName(field.Name, NameUse.Layer, "a layer", place);
        context.CheckUnique(field.Name, names, "layers", place);
        names.Add(field.Name);
        return layer;
    }

    private Operand? ReadLayer(AttributeData attribute, string name, string alias, int inputs)
    {
        if (context.Types.IsUse(attribute))
        {
            var (first, firstMember) = (Layers.Count, Members.Count);
            var block = new UseReader(context, this).Read(attribute, name, alias, inputs);
            if (LayerReader.IsTrue(context, attribute, LayerReader.FrozenArgument))
            {
                Freeze(first, firstMember);
            }

            return block;
        }

        var fullName = context.Part.NameOf(name);
        if (LayerReader.Read(context, attribute, fullName) is not { } layer)
        {
            return null;
        }

        var fullAlias = context.Part.AliasOf(alias);
        Layers.Add(layer with { Alias = fullAlias == fullName ? "" : fullAlias });
        return new LayerOperand(Layers.Count - 1);
    }

    /// <summary>Freezes what was read since: a frozen block is frozen in all its parts.</summary>
    private void Freeze(int firstLayer, int firstMember)
    {
        for (var i = firstLayer; i < Layers.Count; i++)
        {
            Layers[i] = Layers[i] with { IsFrozen = true };
        }

        for (var i = firstMember; i < Members.Count; i++)
        {
            Members[i] = Members[i] with { IsFrozen = Members[i].Kind == MemberKind.Parameter };
        }
    }

    private static string Number(int index) => index.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>The names of a stack's layers.</summary>
internal sealed class StackNames(ReadContext context)
{
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>The layer's written name, or its kind and number.</summary>
    /// <param name="attribute">The layer.</param>
    /// <param name="place">Where the name is written, or else the layer.</param>
    public string Of(AttributeData attribute, out Location place)
    {
        var stem = context.Types.IsUse(attribute)
            ? LayerNames.Block(attribute.AttributeClass!.TypeArguments[0].Name)
            : LayerNames.Stem(LayerReader.KindOf(attribute));
        counts[stem] = counts.TryGetValue(stem, out var count) ? count + 1 : 1;
        place = LayerReader.SyntaxOf(attribute, context.Cancellation).GetLocation();
        foreach (var written in LayerReader.Written(attribute, context.Cancellation))
        {
            if (written.Name == LayerReader.NameArgument && context.TextOf(written) is { } name)
            {
                place = written.Syntax.GetLocation();
                context.CheckName(name, NameUse.Layer, "a layer", place);
                return name;
            }
        }

        return stem + counts[stem].ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}

using Microsoft.CodeAnalysis;

namespace DeepGen.Generators.Declaration;

/// <summary>The members of a class that is written as a graph.</summary>
internal sealed record GraphMembers(List<IFieldSymbol> Fields, bool HasForward)
{
    public bool IsEmpty => Fields.Count == 0 && !HasForward;

    /// <summary>What is there, for a message.</summary>
    public string Description => Fields.Count > 0 ? "layer fields" : "a method 'Forward'";
}

/// <summary>Reads a graph: layers are fields, and <c>Forward</c> wires them.</summary>
internal sealed class GraphReader(ReadContext context, GraphMembers members)
{
    public const string ForwardName = "Forward";
    public const string LossName = "Loss";

    private readonly PartReader parts = new(context);

    public static GraphMembers Find(ReadContext context)
    {
        var fields = context.Model.GetMembers().OfType<IFieldSymbol>()
            .Where(field => context.Types.IsLayer(field.Type) || field.GetAttributes().Any(context.Types.IsLayer))
            .Except(MemberReader.Find(context.Types, context.Model), SymbolEqualityComparer.Default).Cast<IFieldSymbol>();
        return new GraphMembers([.. fields], context.Model.GetMembers(ForwardName).OfType<IMethodSymbol>().Any());
    }

    /// <summary>The one method of a name; null where there is none, or more than one, which is reported.</summary>
    public static IMethodSymbol? FindMethod(ReadContext context, string name, bool report)
    {
        var methods = context.Model.GetMembers(name).OfType<IMethodSymbol>().ToList();
        if (methods.Count > 1 && report)
        {
            context.Report("DG1020", methods[1].Locations[0], context.Model.Name, methods.Count.ToString(
                System.Globalization.CultureInfo.InvariantCulture), name);
        }

        return methods.Count == 1 || (methods.Count > 1 && !report) ? methods[0] : null;
    }

    public ModelDeclaration Read(ModelDeclaration declaration)
    {
        parts.ReadFields(members.Fields, declaration.Members.Items.Select(member => member.Name));
        var assigned = members.Fields.Where(field => context.Types.IsLayer(field.Type) && !field.IsStatic);
        declaration = declaration with
        {
            Layers = parts.Layers.ToEquatableArray(),
            LayerFields = assigned.Select(field => new LayerField(field.Name, context.Types.InputsOf(field.Type))).ToEquatableArray(),
        };
        if (!members.HasForward)
        {
            context.Report("DG1009", context.Model.Locations[0], declaration.Name);
            return declaration;
        }

        var forward = FindMethod(context, ForwardName, report: true);
        if (forward is null)
        {
            return declaration;
        }

        var loss = context.Model.GetMembers(LossName).IsEmpty ? null : FindMethod(context, LossName, report: true);
        declaration = ReadForward(declaration, forward);
        return loss is null || declaration.Outputs.IsEmpty ? declaration : new LossReader(context).Read(declaration, loss);
    }

    private ModelDeclaration ReadForward(ModelDeclaration declaration, IMethodSymbol forward)
    {
        var outputs = OutputNames(forward);
        var auxiliaries = outputs is null ? [] : AuxiliaryNames(forward, outputs);
        var inputs = new TensorReader(context).ReadAll(forward.Parameters);
        if (forward.Parameters.IsEmpty)
        {
            context.Report("DG1040", forward.Locations[0], declaration.Name);
            return declaration;
        }

        if (outputs is null || inputs is null)
        {
            return declaration;
        }

        declaration = declaration with { Inputs = inputs.ToEquatableArray(), Outputs = Unknown(outputs, auxiliaries) };
        if (context.HasErrors)
        {
            return declaration;
        }

        var names = new UniqueNames();
        var arguments = inputs.Select(input =>
            (Operand)new ValueOperand(new ReferenceExpression(names.Take(input.Name), input.Token))).ToList();
        var body = new BodyReader(context, ForwardName, names);
        if (body.Read(forward, arguments) is not { } returned)
        {
            return declaration;
        }

        foreach (var (parameter, input) in forward.Parameters.Zip(inputs, (parameter, input) => (parameter, input)))
        {
            if (!body.Used.Contains(parameter)) context.Warn("DG1044", input.Token, input.Name);
        }

        return Wire(declaration, body, returned);
    }

    private ModelDeclaration Wire(ModelDeclaration declaration, BodyReader body, Operand returned)
    {
        var values = returned is TupleOperand tuple ? tuple.Elements : [returned];
        if (values.Length != declaration.Outputs.Length || values.Any(value => value is not ValueOperand))
        {
            context.IsBroken = true;
            return declaration;
        }

        var layers = new LayerPruning(context, parts.Layers, body);
        return declaration with
        {
            Layers = layers.Kept,
            Members = layers.Place(declaration.Members.Items.Concat(parts.Members)),
            Forward = layers.Apply(body.Statements),
            BlockCalls = body.BlockCalls,
            Outputs = values.Zip(declaration.Outputs.Items, (value, output) =>
            {
                var expression = layers.Apply(((ValueOperand)value).Expression);
                return output with { Value = expression, Token = expression.Token };
            }).ToEquatableArray(),
        };
    }

    /// <summary>Outputs of which only the names are known: what the public face of a model in error needs.</summary>
    private static EquatableArray<OutputDeclaration> Unknown(List<string> names, IReadOnlyCollection<string> auxiliaries) =>
        names.Select(name => new OutputDeclaration(name, new ReferenceExpression(name, 0), 0) { IsAuxiliary = auxiliaries.Contains(name) })
            .ToEquatableArray();

    /// <summary>The outputs that are there for the loss alone.</summary>
    private List<string> AuxiliaryNames(IMethodSymbol forward, List<string> outputs)
    {
        var names = new List<string>();
        if (forward.GetAttributes().FirstOrDefault(context.Types.IsAuxiliary) is not { } attribute)
        {
            return names;
        }

        foreach (var argument in LayerReader.SyntaxOf(attribute, context.Cancellation).ArgumentList?.Arguments ?? default)
        {
            var written = attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Array, IsNull: false } array]
                ? array.Values.ElementAtOrDefault(names.Count).Value as string : null;
            var problem = written is null ? "" : !outputs.Contains(written) ? $"'Forward' returns {string.Join(", ", outputs)}"
                : names.Count + 1 == outputs.Count ? "Predict would have nothing left to return" : null;
            context.IsBroken |= written is null;
            if (written is null || problem is not null)
            {
                if (written is not null) context.Report("DG1036", argument.GetLocation(), written, problem!);
                return names;
            }

            names.Add(written);
        }

        return names;
    }

    private List<string>? OutputNames(IMethodSymbol forward)
    {
        if (context.Types.ElementOf(forward.ReturnType) is not null)
        {
            return [StackReader.OutputName];
        }

        if (forward.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple
            && tuple.TupleElements.All(
                element => element.IsExplicitlyNamedTupleElement && context.Types.ElementOf(element.Type) is not null))
        {
            return [.. tuple.TupleElements.Select(element => element.Name)];
        }

        if (forward.ReturnType is IErrorTypeSymbol)
        {
            context.IsBroken = true;
            return null;
        }

        context.Report("DG1018", forward.Locations[0], forward.Name,
            $"'{forward.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'",
            "a Value, or a tuple whose elements are named Values");
        return null;
    }
}

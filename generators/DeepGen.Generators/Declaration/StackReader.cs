using System.Globalization;
using Microsoft.CodeAnalysis;

namespace DeepGen.Generators.Declaration;

/// <summary>The attributes of a class that is written as a stack.</summary>
internal sealed record StackAttributes(
    List<AttributeData> Inputs, List<AttributeData> Layers, List<AttributeData> Losses, CancellationToken Cancellation)
{
    public bool IsEmpty => Inputs.Count + Layers.Count + Losses.Count == 0;

    /// <summary>What is there, for a message.</summary>
    public string Description => Layers.Count > 0 ? "layers" : Inputs.Count > 0 ? "an input" : "a loss";

    public IEnumerable<AttributeData> All => Inputs.Concat(Layers).Concat(Losses);

    public Location FirstPlace =>
        LayerReader.SyntaxOf(Layers.Count > 0 ? Layers[0] : Inputs.Count > 0 ? Inputs[0] : Losses[0], Cancellation).GetLocation();
}

/// <summary>Reads a stack: each layer is applied to the one before it.</summary>
internal sealed class StackReader(ReadContext context, StackAttributes attributes)
{
    public const string OutputName = "output";

    /// <summary>The property of a loss that decides what its target holds; in a graph the target's type does.</summary>
    private const string ClassProbabilities = "ClassProbabilities";

    public static StackAttributes Find(ReadContext context)
    {
        var (inputs, layers, losses) = (new List<AttributeData>(), new List<AttributeData>(), new List<AttributeData>());
        foreach (var attribute in context.Model.GetAttributes())
        {
            (context.Types.IsInput(attribute) ? inputs : context.Types.IsLayer(attribute) ? layers
                : context.Types.IsLoss(attribute) ? losses : null)?.Add(attribute);
        }

        // Attributes that are spread over several files are told apart below; within one declaration this is the order written.
        layers.Sort((a, b) => a.ApplicationSyntaxReference!.Span.Start.CompareTo(b.ApplicationSyntaxReference!.Span.Start));
        return new StackAttributes(inputs, layers, losses, context.Cancellation);
    }

    public ModelDeclaration Read(ModelDeclaration declaration)
    {
        if (!CheckPlaces(context, attributes))
        {
            return declaration;
        }

        if (attributes.Layers.Count == 0)
        {
            if (!context.IsBroken) context.Report("DG1003", context.Model.Locations[0], declaration.Name);
            return declaration;
        }

        if (attributes.Inputs.Count != 1)
        {
            var place = attributes.Inputs.Count > 1
                ? LayerReader.SyntaxOf(attributes.Inputs[1], context.Cancellation).GetLocation()
                : context.Model.Locations[0];
            context.Report("DG1007", place, declaration.Name, attributes.Inputs.Count == 0 ? "no" : Number(attributes.Inputs.Count));
            return declaration;
        }

        var input = ReadInput(attributes.Inputs[0]);
        var parts = new PartReader(context);
        var isRead = parts.ReadStack(attributes.Layers, declaration.Members.Items.Select(member => member.Name));
        if (input is null)
        {
            return declaration;
        }

        declaration = declaration with
        {
            Inputs = [input],
            Layers = parts.Layers.ToEquatableArray(),
            Outputs = [new OutputDeclaration(OutputName, new ReferenceExpression(OutputName, 0), 0)],
        };
        return ReadLoss(isRead ? Chain(declaration, parts) : declaration);
    }

    /// <summary>Reports layers that stand on several declarations, and so in no order.</summary>
    public static bool CheckPlaces(ReadContext context, StackAttributes attributes)
    {
        var places = attributes.All.Select(attribute => LayerReader.SyntaxOf(attribute, context.Cancellation)).ToList();
        var stray = places.Find(place => place.Parent!.Parent != places[0].Parent!.Parent);
        if (stray is not null)
        {
            context.Report("DG1005", stray.GetLocation(), context.Model.Name);
        }

        return stray is null;
    }

    private ModelDeclaration Chain(ModelDeclaration declaration, PartReader parts)
    {
        var names = new UniqueNames();
        var input = new ReferenceExpression(names.Take(declaration.Inputs[0].Name), declaration.Inputs[0].Token);
        var body = new BodyReader(context, "the stack", names);
        if (body.Chain(new ValueOperand(input)) is not { Expression: var result })
        {
            return declaration;
        }

        var layers = new LayerPruning(context, parts.Layers, body);
        return declaration with
        {
            Layers = layers.Kept,
            Members = layers.Place(declaration.Members.Items.Concat(parts.Members)),
            Forward = layers.Apply(body.Statements),
            BlockCalls = body.BlockCalls,
            Outputs = [new OutputDeclaration(OutputName, result, result.Token)],
        };
    }

    private TensorDeclaration? ReadInput(AttributeData attribute)
    {
        var arguments = LayerReader.Written(attribute, context.Cancellation).ToDictionary(written => written.Name);
        if (!arguments.TryGetValue("Name", out var name) || !arguments.TryGetValue("Shape", out var shape))
        {
            context.IsBroken = true;
            return null;
        }

        if (context.TextOf(name) is not { } nameText
            || context.Part.Constants.ObjectOf(shape.Value, shape.Syntax.Expression) is not string shapeText)
        {
            context.ReportWithoutValue(context.TextOf(name) is null ? name : shape, "Input");
            return null;
        }

        context.CheckName(nameText, NameUse.Tensor, "an input", name.Syntax.GetLocation());
        if (context.ReadShape(shapeText, out var dims) is { } problem)
        {
            context.Report("DG1006", shape.Syntax.GetLocation(), shapeText, problem);
        }

        return new TensorDeclaration(nameText, ElementType.Float32, dims, context.Token(shape.Syntax))
        {
            RequiresGradient = LayerReader.IsTrue(context, attribute, TensorReader.RequiresGradient),
        };
    }

    private ModelDeclaration ReadLoss(ModelDeclaration declaration)
    {
        var method = GraphReader.FindMethod(context, GraphReader.LossName, report: false);
        var count = attributes.Losses.Count + (method is null ? 0 : 1);
        if (count > 1)
        {
            var last = attributes.Losses[attributes.Losses.Count - 1];
            var place = LayerReader.SyntaxOf(last, context.Cancellation).GetLocation();
            context.Report("DG1021", place, declaration.Name, Number(count));
            return declaration;
        }

        if (method is not null)
        {
            return new LossReader(context).Read(declaration, method);
        }

        return count == 0 ? declaration : ReadLossAttribute(declaration, attributes.Losses[0]);
    }

    private ModelDeclaration ReadLossAttribute(ModelDeclaration declaration, AttributeData attribute)
    {
        const string Suffix = "Loss";
        if (LayerReader.Read(context, attribute, LayerReader.KindOf(attribute)) is not { } loss
            || LayerReader.Written(attribute, context.Cancellation).FirstOrDefault(written => written.Name == "Target") is var written
            && context.TextOf(written) is null)
        {
            // The target is an argument like the others: where it has no value, that is reported.
            context.IsBroken |= !context.HasErrors;
            return declaration;
        }

        var name = context.TextOf(written)!;
        context.CheckName(name, NameUse.Tensor, "a target", written.Syntax.GetLocation());
        context.CheckUnique(name, declaration.Inputs.Items.Select(input => input.Name), "tensors", written.Syntax.GetLocation());
        var function = LayerNames.FunctionOf(loss.Kind.Substring(0, loss.Kind.Length - Suffix.Length));
        var target = context.Token(written.Syntax);
        var holdsProbabilities = loss.Find(ClassProbabilities)?.Value.Boolean == true;
        var type = holdsProbabilities ? ElementType.Float32 : context.Types.TargetOf(function) ?? ElementType.Float32;
        var settings = loss.Arguments.Items.Where(argument => argument.Name is not ("Target" or ClassProbabilities))
            .Select(argument => new NamedArgument(
                Identifiers.Camel(argument.Name), new ConstantExpression(argument.Value, argument.Token)));
        return declaration with
        {
            Targets = [new TensorDeclaration(name, type, default, target)],
            Loss = new FunctionCall(
                function,
                [
                    new NamedArgument("self", new ReferenceExpression(OutputName, loss.Token)),
                    new NamedArgument("target", new ReferenceExpression(name, target)),
                    .. settings,
                ],
                loss.Token),
        };
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

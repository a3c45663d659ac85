using Microsoft.CodeAnalysis;

namespace DeepGen.Generators.Declaration;

/// <summary>Reads <c>Loss</c>: parameters named as outputs are those outputs, the others are targets.</summary>
internal sealed class LossReader(ReadContext context)
{
    public ModelDeclaration Read(ModelDeclaration declaration, IMethodSymbol loss)
    {
        if (!context.Types.IsValue(loss.ReturnType))
        {
            context.IsBroken |= loss.ReturnType is IErrorTypeSymbol;
            if (!context.IsBroken)
            {
                context.Report("DG1018", loss.Locations[0], loss.Name,
                    $"'{loss.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'", "a Value");
            }

            return declaration;
        }

        var names = new UniqueNames();
        var targets = new List<TensorDeclaration>();
        var arguments = new List<Operand>();
        foreach (var parameter in loss.Parameters)
        {
            if (Bind(declaration, parameter, targets) is not { } token)
            {
                return declaration;
            }

            arguments.Add(new ValueOperand(new ReferenceExpression(names.Take(parameter.Name), token)));
        }

        declaration = declaration with { Targets = targets.ToEquatableArray(), Loss = new ReferenceExpression(loss.Name, 0) };
        var body = new BodyReader(context, loss.Name, names) { MayCallLayers = false };
        if (context.HasErrors || body.Read(loss, arguments) is not { } returned)
        {
            return declaration;
        }

        if (returned is not ValueOperand { Expression: var value })
        {
            // C# itself reports what is returned in the place of a Value.
            context.IsBroken = true;
            return declaration;
        }

        return declaration with { LossBody = body.Statements, Loss = value };
    }

    /// <summary>What a parameter is: an output by its name, or a target.</summary>
    /// <returns>The token, or null where a diagnostic was reported.</returns>
    private int? Bind(ModelDeclaration declaration, IParameterSymbol parameter, List<TensorDeclaration> targets)
    {
        var tensors = new TensorReader(context);
        if (tensors.ElementOf(parameter) is not { } element)
        {
            return null;
        }

        var isOutput = declaration.Outputs.Items.Any(output => output.Name == parameter.Name);
        if (isOutput && !TensorReader.HasShape(context, parameter))
        {
            return context.Token(parameter.Locations[0]);
        }

        if (!isOutput && element == ElementType.Float32 && !TensorReader.HasShape(context, parameter))
        {
            var outputs = string.Join(", ", declaration.Outputs.Items.Select(output => $"'{output.Name}'"));
            var meant = Similar.To(parameter.Name, declaration.Outputs.Items.Select(output => output.Name));
            context.Report("DG1014", parameter.Locations[0], parameter.Name, outputs, meant is null ? "" : $"did you mean '{meant}'? ");
            return null;
        }

        if (tensors.Read(parameter) is not { } target)
        {
            return null;
        }

        var others = declaration.Inputs.Items.Concat(targets).Select(other => other.Name);
        context.CheckUnique(parameter.Name, isOutput ? others.Append(parameter.Name) : others, "tensors", parameter.Locations[0]);
        context.CheckCase(target, declaration.Inputs.Items.Concat(targets));
        targets.Add(target);
        return target.Token;
    }
}

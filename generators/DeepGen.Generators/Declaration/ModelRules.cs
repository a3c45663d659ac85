namespace DeepGen.Generators.Declaration;

/// <summary>What can be said of a declaration only when the whole of it has been read.</summary>
internal static class ModelRules
{
    public static void Check(ReadContext context, ModelDeclaration model)
    {
        CheckMembers(context, model);
        CheckGradients(context, model);
    }

    /// <summary>Reports members that are called as an input or a target is, and those that nothing reads.</summary>
    private static void CheckMembers(ReadContext context, ModelDeclaration model)
    {
        var tensors = model.Inputs.Items.Concat(model.Targets).Select(tensor => Identifiers.Property(tensor.Name)).ToList();
        var read = Read(model);
        foreach (var member in model.Members)
        {
            if (tensors.Contains(Identifiers.Property(member.Name)))
            {
                context.Warn("DG1012", member.Token, "tensors", model.Name, member.Name);
            }
            else if (!read.Contains(member.Reference) && !context.IsInBlock(member.Token))
            {
                context.Warn("DG1039", member.Token, member.Kind.ToString().ToLowerInvariant(), member.Name);
            }
        }
    }

    /// <summary>Reports what asks for a gradient and can have none.</summary>
    private static void CheckGradients(ReadContext context, ModelDeclaration model)
    {
        foreach (var input in model.Inputs.Items.Where(input => input.RequiresGradient))
        {
            var problem = input.Type == ElementType.Int32 ? "it holds integers" : model.Loss is null ? "the model has no loss" : null;
            if (problem is not null)
            {
                context.Warn("DG1035", input.Token, input.Name, problem);
            }
        }

        foreach (var target in model.Targets.Items.Where(target => target.RequiresGradient))
        {
            context.Warn("DG1035", target.Token, target.Name, "it is a target, and not an input of 'Forward'");
        }
    }

    private static HashSet<string> Read(ModelDeclaration model)
    {
        var read = new HashSet<string>(StringComparer.Ordinal);
        var values = model.Forward.Items.Concat(model.LossBody).Select(statement => statement.Value)
            .Concat(model.Outputs.Items.Select(output => output.Value)).Concat(model.Loss is null ? [] : [model.Loss]);
        var pending = new Stack<Expression>(values);
        while (pending.Count > 0)
        {
            switch (pending.Pop())
            {
                case ReferenceExpression reference:
                    read.Add(reference.Name);
                    break;
                case LayerCall call:
                    foreach (var argument in call.Arguments) pending.Push(argument);
                    if (model.Layers[call.LayerIndex].Setting is { } setting) read.Add(MemberDeclaration.Prefix + setting);
                    break;
                case FunctionCall call:
                    foreach (var argument in call.Arguments) pending.Push(argument.Value);
                    break;
                case ShapedExpression shaped:
                    pending.Push(shaped.Value);
                    break;
                case ElementExpression element:
                    pending.Push(element.Results);
                    break;
                case TupleExpression tuple:
                    foreach (var part in tuple.Elements) pending.Push(part);
                    break;
            }
        }

        return read;
    }
}

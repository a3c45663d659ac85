using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Graph;

/// <summary>How far a graph has come; each stage keeps what the ones before it promise.</summary>
internal enum GraphStage
{
    /// <summary>As the declaration says.</summary>
    Built,

    /// <summary>With a gradient for each parameter.</summary>
    Differentiated,

    /// <summary>With nothing left in it that only differentiation needs.</summary>
    Simplified,
}

/// <summary>What holds of every graph of a stage. It runs between passes, so that a fault is found where it was made.</summary>
internal static class GraphVerifier
{
    /// <exception cref="InvalidOperationException">The graph breaks a rule; the message says which, and where.</exception>
    public static void Check(ModelGraph model, GraphStage stage)
    {
        if (Faults(model, stage).FirstOrDefault() is { } fault) throw new InvalidOperationException($"After {stage}: {fault}.");
    }

    /// <summary>The broken rules, as sentences without a full stop.</summary>
    public static IEnumerable<string> Faults(ModelGraph model, GraphStage stage)
    {
        var nodes = model.Topological();
        return nodes.SelectMany(NodeFaults).Concat(LeafFaults(model, nodes)).Concat(RandomFaults(nodes, stage)).Concat(ResultFaults(model))
            .Concat(stage == GraphStage.Differentiated || !model.Gradients.IsEmpty ? GradientFaults(model) : [])
            .Concat(stage >= GraphStage.Simplified ? DetachFaults(nodes) : []);
    }

    private static IEnumerable<string> NodeFaults(Node node)
    {
        if (node.Inputs.Any(input => input.Id >= node.Id)) yield return $"{node} comes before one of its inputs";
        var inferred = node.Operator.Infer(node.Inputs);
        if (!inferred.Shape.Equals(node.Shape) || inferred.Type != node.Type)
        {
            yield return $"{node} should be {inferred.Type} {inferred.Shape}";
        }
    }

    private static IEnumerable<string> LeafFaults(ModelGraph model, IReadOnlyList<Node> nodes)
    {
        var declared = new HashSet<Node>(
            model.Inputs.Concat(model.Targets).Concat(model.Settings).Select(named => named.Node)
                .Concat(model.Parameters.Concat(model.State).Select(tensor => tensor.Node)));
        foreach (var node in nodes.Where(node => node.Operator is LeafOperator && !declared.Contains(node)))
        {
            yield return $"the leaf '{((LeafOperator)node.Operator).Path}' belongs to nothing that the model declares";
        }

        foreach (var name in Repeated(declared.Select(node => ((LeafOperator)node.Operator).Path)))
        {
            yield return $"two leaves are called '{name}'";
        }
    }

    /// <summary>
    /// A path stands for one tensor of numbers. Simplification may also read it under another shape with as many elements, since each
    /// number belongs to its row-major position.
    /// </summary>
    private static IEnumerable<string> RandomFaults(IEnumerable<Node> nodes, GraphStage stage)
        => nodes.Select(node => node.Operator).OfType<RandomOperator>().GroupBy(random => random.PathHash)
            .Where(group => stage == GraphStage.Simplified
                ? group.Select(random => (random.Path, random.Shape.ElementCount)).Distinct().Count() > 1
                : group.Count() > 1)
            .Select(group => $"two random values share the path '{group.First().Path}'");

    private static IEnumerable<string> ResultFaults(ModelGraph model)
    {
        if (model.Loss is { } loss && (loss.Shape.Rank != 0 || loss.Type != DType.Float32))
        {
            yield return $"the loss is {loss.Type} {loss.Shape}";
        }

        var state = model.State.ToDictionary(tensor => tensor.Name, tensor => tensor.Shape);
        foreach (var update in model.StateUpdates)
        {
            if (!state.TryGetValue(update.Name, out var shape)) yield return $"'{update.Name}' is updated and is no state";
            else if (!shape.Equals(update.Node.Shape)) yield return $"'{update.Name}' {shape} is updated by {update.Node.Shape}";
        }
    }

    private static IEnumerable<string> GradientFaults(ModelGraph model)
    {
        if (model.Loss is null) yield break;
        var wanted = model.TrainedParameters.Select(parameter => new NamedNode(parameter.Name, parameter.Node))
            .Concat(model.DifferentiatedInputs.Select(name => model.Inputs.First(input => input.Name == name))).ToArray();
        var found = model.Gradients.Concat(model.InputGradients).ToArray();
        if (!found.Select(gradient => gradient.Name).SequenceEqual(wanted.Select(leaf => leaf.Name)))
        {
            yield return "the gradients are not those of the trained parameters and differentiated inputs, in their order";
            yield break;
        }

        foreach (var (gradient, leaf) in found.Zip(wanted, (gradient, leaf) => (gradient, leaf)))
        {
            if (!gradient.Node.Shape.Equals(leaf.Node.Shape))
            {
                yield return $"the gradient of '{leaf.Name}' {leaf.Node.Shape} is {gradient.Node.Shape}";
            }
        }
    }

    private static IEnumerable<string> DetachFaults(IEnumerable<Node> nodes)
        => nodes.Where(node => node.Operator is DetachOperator)
            .Select(node => $"{node} is left, though nothing is differentiated any more");

    private static IEnumerable<string> Repeated(IEnumerable<string> names)
        => names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key);
}

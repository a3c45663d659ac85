using System.Collections.Immutable;
using DeepGen.Generators.Declaration;
using DeepGen.Generators.Diagnostics;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;
using Microsoft.CodeAnalysis;

namespace DeepGen.Generators.Build;

/// <summary>Turns a declaration into a graph of primitives and checks every shape on the way.</summary>
internal sealed partial class ModelBuilder
{
    private readonly ModelDeclaration declaration;
    private readonly BuildMode mode;
    private readonly CancellationToken cancellation;
    private readonly GraphBuilder graph = new();
    private readonly string[] dimNames;
    private readonly OwnedTensors owned;
    private readonly List<DiagnosticData> diagnostics = [];
    private readonly List<LayerRow> layers = [];
    private readonly List<CallRow> rows = [];
    private readonly List<IndexLimit> limits = [];
    private readonly Dictionary<string, TensorDeclaration> openTargets = [];
    private readonly Dictionary<string, Node> targets = [];
    private readonly Dictionary<string, int> calls = [];
    private readonly Dictionary<string, TracedValue?> members = [];

    /// <summary>The results of functions that give several, by the name of their statement.</summary>
    private readonly Dictionary<string, TracedValue[]?> results = [];

    /// <summary>Whether the layers are all built, and the loss is what is built now.</summary>
    private bool isLoss;

    /// <summary>Values by name; null for one whose own mistake has been reported.</summary>
    private Dictionary<string, TracedValue?> scope = [];

    private ModelBuilder(ModelDeclaration declaration, BuildMode mode, CancellationToken cancellation)
    {
        this.declaration = declaration;
        this.mode = mode;
        this.cancellation = cancellation;
        owned = new OwnedTensors(graph);
        dimNames = [.. declaration.Inputs.Items.Concat(declaration.Targets).SelectMany(tensor => tensor.Dims.Items)
            .Select(dim => dim.Name).OfType<string>().Distinct()];
    }

    /// <param name="cancellation">Honoured between statements.</param>
    public static BuildResult Build(ModelDeclaration declaration, BuildMode mode, CancellationToken cancellation = default)
        => new ModelBuilder(declaration, mode, cancellation).Build();

    private BuildResult Build()
    {
        foreach (var member in declaration.Members) members[member.Reference] = Guard(member.Token, () => Member(member));
        scope = new(members);
        var inputs = declaration.Inputs.Items.Select(input => Boundary(input, LeafKind.Input)).ToImmutableArray();
        foreach (var statement in declaration.Forward) Run(statement);
        var outputs = declaration.Outputs.Items.ToDictionary(
            output => output.Name, output => Guard(output.Token, () => Evaluate(output.Value)));
        var blocks = declaration.BlockCalls.Items.Select(RowOf).OfType<CallRow>().ToEquatableArray();
        var loss = BuildLoss(outputs);
        var model = HasErrors ? null : new ModelGraph
        {
            Builder = graph,
            Inputs = inputs,
            Targets = [.. declaration.Targets.Items.Select(target => new NamedNode(target.Name, targets[target.Name]))],
            Parameters = owned.Parameters,
            State = owned.State,
            Settings = owned.Settings,
            Outputs = Outputs(outputs, isAuxiliary: false),
            Auxiliaries = Outputs(outputs, isAuxiliary: true),
            Loss = loss,
            DifferentiatedInputs = [.. declaration.Inputs.Items.Where(input => input.RequiresGradient).Select(input => input.Name)],
            StateUpdates = owned.Updates,
        };
        return new(model, diagnostics.ToEquatableArray(), layers.ToEquatableArray(), Limits(), owned.BatchCounters)
        {
            Calls = rows.ToEquatableArray(),
            Blocks = blocks,
            Total = model is null ? Cost.None : Cost.Of(GraphOrder.Topological(model.Outputs.Select(output => output.Node))),
            Batch = inputs.Select(input => input.Node.Shape.FirstOrDefault(dim => !dim.IsConstant)).FirstOrDefault(),
            SettingRanges = owned.SettingRanges,
        };
    }

    private ImmutableArray<NamedNode> Outputs(Dictionary<string, TracedValue?> built, bool isAuxiliary)
        => [.. declaration.Outputs.Items.Where(output => output.IsAuxiliary == isAuxiliary)
            .Select(output => new NamedNode(output.Name, built[output.Name]!.Node))];

    private TracedValue Member(MemberDeclaration member)
    {
        graph.Label = member.Name;
        return new TracedValue(MemberTensors.Add(owned, member), member.Name, OwnsParameters: false, Previous: null);
    }

    private bool HasErrors
        => diagnostics.Any(diagnostic => DiagnosticDescriptors.Get(diagnostic.Id).DefaultSeverity == DiagnosticSeverity.Error);

    private Node? BuildLoss(Dictionary<string, TracedValue?> outputs)
    {
        if (declaration.Loss is not { } expression) return null;
        isLoss = true;
        scope = new(members);
        foreach (var output in outputs) scope.Add(output.Key, output.Value);
        results.Clear();
        foreach (var target in declaration.Targets)
        {
            if (target.Dims.IsEmpty) openTargets.Add(target.Name, target);
            else targets.Add(target.Name, Boundary(target, LeafKind.Target).Node);
        }

        foreach (var statement in declaration.LossBody) Run(statement);
        var loss = Guard(expression.Token, () => ScalarOf(expression))?.Node;
        foreach (var target in openTargets.Values.Where(target => !HasErrors && !targets.ContainsKey(target.Name)))
        {
            targets.Add(target.Name, Boundary(target, LeafKind.Target).Node);
        }

        return loss;
    }

    private NamedNode Boundary(TensorDeclaration tensor, LeafKind kind)
    {
        var shape = new Shape(tensor.Dims.Items.Select(dim => dim.Name is { } name ? Dim.Named(name) : dim.Extent));
        return new(tensor.Name, Leaf(tensor, kind, shape));
    }

    private Node Leaf(TensorDeclaration tensor, LeafKind kind, Shape shape)
    {
        graph.Label = tensor.Name;
        var node = graph.Add(new LeafOperator(kind, tensor.Name, shape, TypeOf(tensor)));
        scope[tensor.Name] = new TracedValue(node, tensor.Name, OwnsParameters: false, Previous: null);
        return node;
    }

    private static DType TypeOf(TensorDeclaration tensor) => tensor.Type == ElementType.Int32 ? DType.Int32 : DType.Float32;

    private void Run(Statement statement)
    {
        cancellation.ThrowIfCancellationRequested();
        if (statement.Value is FunctionCall { Name: var name } call && OperatorTable.Function(name) is MultiFunction)
        {
            results[statement.Targets[0]] = Guard(statement.Token, () => CallAll(call));
            return;
        }

        if (statement.Targets.Length == 1)
        {
            scope[statement.Targets[0]] = Guard(statement.Token, () => Evaluate(statement.Value));
            return;
        }

        var elements = ((TupleExpression)statement.Value).Elements;
        var values = elements.Items.Select(element => Guard(element.Token, () => Evaluate(element))).ToArray();
        for (int index = 0; index < values.Length; index++) scope[statement.Targets[index]] = values[index];
    }

    /// <summary>The value, or null where it has a mistake: one is reported for each, and none for what depends on it.</summary>
    private T? Guard<T>(int token, Func<T> build)
        where T : class
    {
        try
        {
            return build();
        }
        catch (BuildException error)
        {
            if (error.Diagnostic is { } diagnostic && !diagnostics.Contains(diagnostic)) diagnostics.Add(diagnostic);
        }
        catch (ShapeException error)
        {
            // Layers check before they build, so that a message speaks of the layer; what gets here is a check that is missing.
            diagnostics.Add(new DiagnosticData("DG1190", token, declaration.Name, error.Message));
        }

        return null;
    }

    private TracedValue ScalarOf(Expression loss)
    {
        var value = Evaluate(loss);
        return value.Node.Shape.Rank == 0
            ? value
            : throw new BuildException(new DiagnosticData("DG1108", loss.Token, value.Node.Shape.ToString()));
    }

    /// <summary>One limit for each target: an index that some loss ignores passes the door where every loss of that target does.</summary>
    private EquatableArray<IndexLimit> Limits()
        => limits.GroupBy(limit => limit.Target)
            .Select(group => new IndexLimit(
                group.Key, group.Min(limit => limit.Limit),
                group.All(limit => limit.Ignored == group.First().Ignored) ? group.First().Ignored : null))
            .ToEquatableArray();
}

using DeepGen.Generators.Declaration;
using DeepGen.Generators.Diagnostics;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build;

internal sealed partial class ModelBuilder
{
    /// <summary>The inputs of a layer, as the functions of Value call theirs.</summary>
    private static readonly string[] InputNames = ["self", "other"];

    /// <summary>What the names of dims mean within a call of a block.</summary>
    private readonly Dictionary<(int Call, string Name), Dim> blockDims = [];

    private TracedValue Evaluate(Expression expression) => expression switch
    {
        ReferenceExpression reference => scope[reference.Name] ?? throw new BuildException(null),
        ElementExpression element => ElementOf(element),
        LayerCall call => Call(call),
        FunctionCall call => Call(call),
        ShapedExpression shaped => Check(shaped),
        ConstantExpression { Value.IsNumber: true } constant => Number(constant.Value.Number),
        _ => throw new InvalidOperationException($"{expression} is not a value."),
    };

    private TracedValue Number(double value)
        => new(graph.Constant(value, Shape.Scalar), ConstantValue.OfReal(value).ToString(), OwnsParameters: false, Previous: null);

    private TracedValue Call(LayerCall call)
    {
        var layer = declaration.Layers[call.LayerIndex];
        var inputs = call.Arguments.Items.Select((argument, at) => (InputNames[at], Evaluate(argument))).ToArray();
        var input = inputs[0].Item2;
        var kind = OperatorTable.Layer(layer.Kind)
            ?? throw new BuildException(new DiagnosticData("DG1111", layer.Token, "layer", layer.Kind));
        if (kind.Inputs != inputs.Length)
        {
            var mismatch = LayerField.Mismatch(layer.Name, kind.Inputs, inputs.Length);
            throw new BuildException(new DiagnosticData("DG1022", layer.Token, mismatch));
        }

        graph.Label = layer.Name;
        int before = graph.Count;
        var known = owned.ParametersOf(call.LayerIndex).ToList();
        var arguments = CallArguments.Of(layer);
        var site = new CallSite(
            graph, mode, layer.Name, call.Token, Unique(layer.Name), arguments, [.. inputs, .. SettingOf(layer, kind)],
            new LayerTensors(owned, call.LayerIndex, layer.Name, layer.IsFrozen));
        CheckRunTime(kind.RunTime, site);
        var output = kind.Build(site, site.Input());
        var parameters = owned.ParametersOf(call.LayerIndex).ToList();
        long count = parameters.Except(known).Sum(parameter => parameter.Shape.ElementCount.Value);
        layers.Add(new LayerRow(
            layer.Name, layer.Kind + arguments, string.Join(", ", inputs.Select(each => each.Item2.Node.Shape)), output.Shape.ToString(),
            count, layer.Token));
        Note(layer.Name, layer.Kind + arguments, inputs.Select(each => each.Item2), [output], before, call.Token, layer.Token, count);
        bool owns = parameters.Count > 0;
        return new TracedValue(output, owns ? layer.Name : layer.Kind + arguments, owns, input)
        {
            IsImage = kind.MakesImages || KeepsImage(input, output),
            Range = owns ? ValueRange.All : RangeOf(kind.Range, input, output),
        };
    }

    /// <summary>The range of a result: its own, or that of the value whose elements it shows.</summary>
    private static ValueRange RangeOf(ValueRange own, TracedValue? input, Node output)
        => own != ValueRange.Unknown || input is null ? own
            : TracedValue.Shows(output, input.Node) ? input.Range : ValueRange.Unknown;

    /// <summary>A value whose shape a block has written: the same value, checked.</summary>
    private TracedValue Check(ShapedExpression shaped)
    {
        var value = Evaluate(shaped.Value);
        var shape = value.Node.Shape;
        bool fits = shape.Rank == shaped.Dims.Length;
        for (int axis = 0; fits && axis < shape.Rank; axis++)
        {
            var dim = shaped.Dims[axis];
            var expected = dim.Name is null ? Dim.Constant(dim.Extent) : shape[axis];
            var key = (shaped.Call, dim.Name ?? "");
            if (dim.Name is not null && !blockDims.TryGetValue(key, out expected!)) blockDims.Add(key, expected = shape[axis]);
            fits = shape[axis] == expected;
        }

        return fits
            ? value
            : throw new BuildException(new DiagnosticData(
                "DG1101", shaped.Token, shaped.Name, $"[{string.Join(", ", shaped.Dims.Items)}]", shape.ToString(), value.History(), ""));
    }

    private TracedValue Call(FunctionCall call) => CallAll(call)[0];

    /// <summary>All results of a function.</summary>
    private TracedValue[] CallAll(FunctionCall call)
    {
        var function = OperatorTable.Function(call.Name)
            ?? throw new BuildException(new DiagnosticData("DG1111", call.Token, "function", call.Name));
        var inputs = new List<(string Name, TracedValue Value)>();
        foreach (var argument in call.Arguments) inputs.AddRange(InputsOf(function, argument, inputs));
        var arguments = CallArguments.Of(call);
        graph.Label = call.Name;
        int before = graph.Count;
        var site = new CallSite(graph, mode, call.Name, call.Token, Unique(Part.Join(call.Path, call.Name + "()")), arguments, inputs)
        {
            Model = isLoss ? owned : null,
            DimOf = name => DimOf(call, name),
        };
        CheckRunTime(function.RunTime, site);
        var outputs = function is MultiFunction several ? several.BuildAll(site) : [function.Build(site)];
        limits.AddRange(site.Limits);
        diagnostics.AddRange(site.Warnings.Where(warning => !diagnostics.Contains(warning)));
        string called = Part.Join(call.Path, call.Name);
        Note(called, call.Name + arguments, inputs.Select(input => input.Value), outputs, before, call.Token, call.Token);
        var first = inputs.Count > 0 ? inputs[0].Value : null;
        return [.. outputs.Select(output => new TracedValue(output, call.Name + arguments, OwnsParameters: false, first)
        {
            IsImage = function.MakesImages || (first is not null && KeepsImage(first, output)),
            Range = RangeOf(function.Range, first, output),
        })];
    }

    /// <summary>What a name means in a text that a function is called with; null for one that has no meaning there.</summary>
    private Dim? DimOf(FunctionCall call, string name)
        => call.Constants.Items.FirstOrDefault(constant => constant.Name == name) is { } constant ? Dim.Constant(constant.Value)
            : blockDims.TryGetValue((call.BlockCall, name), out var dim) ? dim
            : dimNames.Contains(name) ? Dim.Named(name)
            : null;

    private TracedValue ElementOf(ElementExpression element)
    {
        var all = results[((ReferenceExpression)element.Results).Name] ?? throw new BuildException(null);
        int index = element.Index < 0 ? all.Length + element.Index : element.Index;
        if (index >= 0 && index < all.Length) return all[index];
        string written = element.Index < 0 ? "^" + CallSite.Text(-element.Index) : CallSite.Text(element.Index);
        throw new BuildException(new DiagnosticData(
            "DG1120", element.Token, all[0].Step, CallSite.Text(all.Length), written, all[0].Previous!.History()));
    }

    /// <summary>Keeps what an editor shows of a call.</summary>
    private void Note(
        string name, string kind, IEnumerable<TracedValue> inputs, IEnumerable<Node> outputs, int before, int token, int declared,
        long? parameters = null)
        => rows.Add(new CallRow(
            name, kind, inputs.Select(input => input.Node.Shape).Where(shape => shape.Rank > 0).ToEquatableArray(),
            outputs.Select(output => output.Shape).ToEquatableArray(), parameters ?? 0,
            mode == BuildMode.Evaluate ? Cost.Of(graph.Since(before)) : Cost.None, token, declared)
        {
            IsLayer = parameters is not null,
            IsLoss = isLoss,
        });

    /// <summary>What an editor shows of a block; null where a mistake leaves a shape unknown.</summary>
    private CallRow? RowOf(BlockCall block)
    {
        var inputs = block.Inputs.Items.Select(ShapeOf).ToArray();
        if (inputs.Contains(null) || ShapeOf(block.Output) is not { } output) return null;
        long parameters = owned.Parameters.Where(tensor => tensor.Name.StartsWith(block.Name + ".", StringComparison.Ordinal))
            .Sum(tensor => tensor.Shape.ElementCount.Value);
        var within = rows.Where(row => row.Token >= block.First && row.Token < block.End);
        return new CallRow(
            block.Name, block.Name, inputs.OfType<Shape>().ToEquatableArray(), [output], parameters,
            within.Aggregate(Cost.None, (sum, row) => sum + row.Cost), block.Token, block.Declared);
    }

    /// <summary>The shape of a value that was built: it has a name, or a call of its own.</summary>
    private Shape? ShapeOf(Expression built) => built switch
    {
        ReferenceExpression reference => scope.TryGetValue(reference.Name, out var value) ? value?.Node.Shape : null,
        ShapedExpression shaped => ShapeOf(shaped.Value),
        ElementExpression { Results: ReferenceExpression { Name: var name }, Index: var index } =>
            results.TryGetValue(name, out var all) ? all?.ElementAtOrDefault(index < 0 ? all.Length + index : index)?.Node.Shape : null,
        _ => rows.FindLast(row => row.Token == built.Token)?.Outputs[0],
    };

    /// <summary>The number of run time that a layer names in the place of a constant.</summary>
    private IEnumerable<(string, TracedValue)> SettingOf(LayerDeclaration layer, LayerKind kind)
    {
        if (layer.Setting is not { } name || kind.RunTime is not { } number) return [];
        if (layer.Arguments.Items.FirstOrDefault(argument => string.Equals(argument.Name, number.Name, StringComparison.OrdinalIgnoreCase))
            is { } constant)
        {
            throw new BuildException(new DiagnosticData(
                "DG1107", constant.Token, constant.Name, layer.Name, constant.Value.ToString(), "left out where a 'Setting' gives it"));
        }

        var settings = declaration.Members.Items.Where(member => member.Kind == MemberKind.Setting).ToArray();
        if (settings.FirstOrDefault(member => member.Name == name) is { } setting)
        {
            return [(number.Name, members[setting.Reference] ?? throw new BuildException(null))];
        }

        string known = settings.Length == 0 ? "none" : string.Join(", ", settings.Select(member => $"'{member.Name}'"));
        throw new BuildException(new DiagnosticData("DG1034", layer.Find("Setting")!.Token, layer.Name, name, declaration.Name, known));
    }

    /// <summary>Holds the number of run time to its range: a setting's is narrowed by whatever reads it.</summary>
    private void CheckRunTime(RunTimeNumber? number, CallSite site)
    {
        if (number is null || !site.Inputs.Any(input => input.Name == number.Name)) return;
        var value = site.Traced(number.Name);
        if (value.Node.Shape.Rank != 0)
        {
            string received = value.Node.Shape.ToString();
            throw site.Error("DG1101", site.Title, $"a single number as its {number.Name}", received, value.History(), "");
        }

        if (owned.RangeOf(value.Node) is not { } known) return;
        var range = known.Narrow(number.Minimum, number.Maximum);
        if (!range.Contains(known.Value))
        {
            throw site.Error("DG1107", value.Step, site.Title, ConstantValue.OfReal(known.Value).ToString(), range.ToString());
        }

        owned.Narrow(value.Node, range);
    }

    private static bool KeepsImage(TracedValue input, Node output) => input.IsImage && output.Shape.Equals(input.Node.Shape);

    /// <summary>The tensors of an argument; settings give none.</summary>
    private IEnumerable<(string, TracedValue)> InputsOf(
        ValueFunction function, NamedArgument argument, List<(string Name, TracedValue Value)> before)
    {
        if (argument.Value is ReferenceExpression { Name: var list } && results.TryGetValue(list, out var all))
        {
            return [.. (all ?? throw new BuildException(null)).Select(value => (argument.Name, value))];
        }

        if (argument.Value is TupleExpression tuple) return [.. tuple.Elements.Items.Select(element => (argument.Name, Evaluate(element)))];
        if (argument.Value is ReferenceExpression { Name: var name } && openTargets.TryGetValue(name, out var open) && before.Count > 0
            && function.TargetShape(before[0].Value.Node.Shape, TypeOf(open)) is { } shape)
        {
            openTargets.Remove(name);
            targets.Add(name, Leaf(open, LeafKind.Target, shape));
        }

        bool isSetting = argument.Value is ConstantExpression && !function.TakesNumber(argument.Name);
        return isSetting ? [] : [(argument.Name, Evaluate(argument.Value))];
    }

    /// <summary>A name that is the same on each build, and that a change elsewhere in the model leaves alone.</summary>
    private string Unique(string name)
    {
        calls[name] = calls.TryGetValue(name, out int count) ? count + 1 : 1;
        return calls[name] == 1 ? name : $"{name}#{CallSite.Text(calls[name])}";
    }
}

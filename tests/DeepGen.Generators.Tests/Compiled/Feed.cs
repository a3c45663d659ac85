using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Tests.Compiled;

/// <summary>Inputs and targets for a binding of the run-time dims, as the interpreter takes them and as the doors do.</summary>
internal sealed class Feed
{
    public Feed(ModelGraph model, IReadOnlyDictionary<string, long> dims, Func<NamedNode, int, double[]> values)
    {
        Dims = dims;
        var (floats, ints, shapes) = (new List<float[]>(), new List<int[]>(), new List<nint[]>());
        foreach (var named in model.Inputs.Concat(model.Targets))
        {
            nint[] shape = [.. named.Node.Shape.Select(dim => (nint)dim.Evaluate(name => dims[name]))];
            shapes.Add(shape);
            double[] given = values(named, (int)shape.Aggregate((nint)1, (product, extent) => product * extent));
            if (named.Node.Type == DType.Int32) ints.Add([.. given.Select(value => (int)value)]);
            else floats.Add([.. given.Select(value => (float)value)]);

            // What float32 makes of a value is what both sides compute with.
            Values[named.Name] = [.. given.Select(value => (double)(float)value)];
        }

        (Floats, Ints, Shapes) = ([.. floats], [.. ints], [.. shapes]);
    }

    public IReadOnlyDictionary<string, long> Dims { get; }

    public float[][] Floats { get; }

    public int[][] Ints { get; }

    public nint[][] Shapes { get; }

    public Dictionary<string, double[]> Values { get; } = [];

    /// <summary>Inputs in [-1, 1), targets in [0, 1), labels of all classes.</summary>
    public static Feed Random(ModelGraph model, int batch, int seed) => Random(model, name => name == "N" ? batch : batch + 2, seed);

    /// <summary>The same, for a binding of the run-time dims.</summary>
    public static Feed Random(ModelGraph model, Func<string, long> binding, int seed)
    {
        var random = new Random(seed);
        int classes = (int)model.Outputs.Where(output => output.Node.Shape.Rank > 1).Select(output => output.Node.Shape[1])
            .Where(extent => extent.IsConstant).Select(extent => extent.Value).DefaultIfEmpty(1).Min();
        var dims = model.Inputs.SelectMany(input => input.Node.Shape).SelectMany(dim => dim.Names).Distinct()
            .ToDictionary(name => name, binding);
        return new Feed(model, dims, (named, count) =>
        {
            bool isTarget = model.Targets.Contains(named);
            return [.. Enumerable.Range(0, count).Select(_ => named.Node.Type == DType.Int32
                ? random.Next(classes)
                : isTarget ? random.NextDouble() : (random.NextDouble() * 2) - 1)];
        });
    }
}

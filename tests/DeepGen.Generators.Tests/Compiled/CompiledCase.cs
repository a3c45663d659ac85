using System.Globalization;
using System.Text;
using DeepGen.Generators.Build;
using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;
using DeepGen.Generators.Passes;
using DeepGen.Generators.Tests.Harness;
using DeepGen.Runtime;

namespace DeepGen.Generators.Tests.Compiled;

/// <summary>A model as a user gets it (generated, compiled by C#, loaded), beside the interpreter of its graph.</summary>
internal sealed class CompiledCase : IDisposable
{
    private readonly LoadedModels loaded;
    private readonly Func<object?[], object?> step;
    private readonly Func<object?[], object?> evaluate;
    private readonly Func<object?[], object?> predict;

    public CompiledCase(string source, ulong seed = 7)
    {
        Declaration = Reading.Of(source);
        Evaluation = Graph(BuildMode.Evaluate);
        Training = Differentiate.Apply(Graph(BuildMode.Train), CancellationToken.None);
        loaded = Compiler.Run((Compiler.FileName, source), ("Driver.cs", Driver())).ShouldBeClean().Load();
        string name = Declaration.Namespace.Length > 0 ? $"{Declaration.Namespace}.{Declaration.Name}" : Declaration.Name;
        Model = (DeepGen.CompiledModel)loaded.Create(name, default(Device), seed);
        var driver = loaded.Type("Driver");
        Func<object?[], object?> Method(string method) => arguments => driver.GetMethod(method)!.Invoke(null, arguments);
        (step, evaluate, predict) = (Method("Step"), Method("Evaluate"), Method("Predict"));
    }

    public ModelDeclaration Declaration { get; }

    public ModelGraph Evaluation { get; }

    public ModelGraph Training { get; }

    public DeepGen.CompiledModel Model { get; }

    public float[] Step(Feed feed) => (float[])step([Model, feed.Floats, feed.Ints, feed.Shapes])!;

    public float[] Evaluate(Feed feed) => (float[])evaluate([Model, feed.Floats, feed.Ints, feed.Shapes])!;

    public float[] Predict(Feed feed) => (float[])predict([Model, feed.Floats, feed.Ints, feed.Shapes])!;

    /// <summary>The interpreter with the model's current parameters and state.</summary>
    public Interpreter Interpreter(Feed feed)
    {
        var leaves = new Dictionary<string, double[]>();
        foreach (var parameter in Model.Parameters) leaves[parameter.Name] = Doubles(parameter.Values);
        foreach (var tensor in Training.State) leaves[tensor.Name] = Doubles(Model.State[tensor.Name]);
        foreach (var (name, values) in feed.Values) leaves[name] = values;
        ulong key = Model.Seed;
        long at = Model.StepCount;
        return new Interpreter(feed.Dims, leaves, (path, element) => Uniform(new RandomKey(key, (ulong)at, path), element));
    }

    public void Dispose()
    {
        Model.Dispose();
        loaded.Dispose();
    }

    private static double Uniform(RandomKey key, long element) => Simd1.Sum(Simd1.Uniform(key, (nint)element, 0));

    private static double[] Doubles(ReadOnlySpan<float> values)
    {
        var doubles = new double[values.Length];
        for (int at = 0; at < values.Length; at++) doubles[at] = values[at];
        return doubles;
    }

    private ModelGraph Graph(BuildMode mode)
    {
        var build = ModelBuilder.Build(Declaration, mode);
        build.Diagnostics.ShouldBeEmpty();
        return build.Graph!;
    }

    /// <summary>Source text that calls the doors, because spans cannot pass through reflection. Results: the loss, then all outputs.</summary>
    private string Driver()
    {
        var text = new StringBuilder("using System.Collections.Generic; using System.Numerics.Tensors; public static class Driver {\n");
        string name = Declaration.Namespace.Length > 0 ? $"{Declaration.Namespace}.{Declaration.Name}" : Declaration.Name;
        foreach (var (method, targets) in new[] { ("Step", true), ("Evaluate", true), ("Predict", false) })
        {
            if (targets && Evaluation.Loss is null) continue;
            var tensors = Evaluation.Inputs.Concat(targets ? Evaluation.Targets : []).ToArray();
            int floats = 0, ints = 0;
            var arguments = tensors.Select((named, at) => named.Node.Type == DType.Int32
                ? string.Create(CultureInfo.InvariantCulture, $"new ReadOnlyTensorSpan<int>(ints[{ints++}], shapes[{at}])")
                : string.Create(CultureInfo.InvariantCulture, $"new ReadOnlyTensorSpan<float>(floats[{floats++}], shapes[{at}])"));
            text.Append(CultureInfo.InvariantCulture, $"public static float[] {method}(DeepGen.CompiledModel model, float[][] floats, int[][] ints, nint[][] shapes) {{\n");
            text.Append(CultureInfo.InvariantCulture, $"var result = (({name})model).{method}({string.Join(", ", arguments)}); var all = new List<float>();\n");
            if (targets)
            {
                text.Append("all.Add(result.Loss); for (int at = 0; at < result.Outputs.Count; at++) all.AddRange(result.Outputs[at].ToArray());\n");
            }
            else
            {
                var outputs = Evaluation.Outputs.Length == 1 ? ["result"] : Evaluation.Outputs.Select((_, at) => string.Create(CultureInfo.InvariantCulture, $"result.Item{at + 1}"));
                foreach (string output in outputs) text.Append(CultureInfo.InvariantCulture, $"all.AddRange({output}.ToArray());\n");
            }

            text.Append("return all.ToArray(); }\n");
        }

        return text.Append('}').ToString();
    }
}

/// <summary>Random inputs and targets for a binding of the run-time dims.</summary>
internal sealed class Feed
{
    public Feed(ModelGraph model, IReadOnlyDictionary<string, long> dims, int seed, Func<string, double>? sample = null)
    {
        Dims = dims;
        var random = new Random(seed);
        var floats = new List<float[]>();
        var ints = new List<int[]>();
        var shapes = new List<nint[]>();
        foreach (var named in model.Inputs.Concat(model.Targets))
        {
            long[] shape = [.. named.Node.Shape.Select(dim => dim.Evaluate(name => dims[name]))];
            long count = shape.Aggregate(1L, (product, extent) => product * extent);
            shapes.Add([.. shape.Select(extent => (nint)extent)]);
            if (named.Node.Type == DType.Int32)
            {
                int[] values = [.. Enumerable.Range(0, (int)count).Select(_ => random.Next(Classes(model)))];
                ints.Add(values);
                Values[named.Name] = [.. values.Select(value => (double)value)];
            }
            else
            {
                float[] values = [.. Enumerable.Range(0, (int)count).Select(_ => (float)(sample?.Invoke(named.Name) ?? ((random.NextDouble() * 2) - 1)))];
                if (model.Targets.Contains(named)) values = [.. values.Select(value => MathF.Abs(value))];
                floats.Add(values);
                Values[named.Name] = [.. values.Select(value => (double)value)];
            }
        }

        (Floats, Ints, Shapes) = ([.. floats], [.. ints], [.. shapes]);
    }

    public IReadOnlyDictionary<string, long> Dims { get; }

    public float[][] Floats { get; }

    public int[][] Ints { get; }

    public nint[][] Shapes { get; }

    public Dictionary<string, double[]> Values { get; } = [];

    private static int Classes(ModelGraph model) => (int)model.Outputs.Min(output => output.Node.Shape[1].Value);
}

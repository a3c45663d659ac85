using DeepGen.Generators.Operators;
using DeepGen.Generators.Tests.Harness;
using DeepGen.Runtime;

namespace DeepGen.Generators.Tests.Compiled;

/// <summary>A compiled model beside the interpreter of its graphs.</summary>
internal sealed class CompiledCase : IDisposable
{
    private readonly Type driver;

    public CompiledCase(CompiledGraph graph, LoadedModels loaded, ulong seed)
    {
        Graph = graph;
        Model = (DeepGen.CompiledModel)loaded.Create(graph.FullName, default(Device), seed);
        driver = loaded.Type(Driver.NameOf(graph));
    }

    public CompiledGraph Graph { get; }

    public DeepGen.CompiledModel Model { get; }

    public float[] Step(Feed feed) => Call(nameof(Step), feed);

    public float[] Evaluate(Feed feed) => Call(nameof(Evaluate), feed);

    public float[] Predict(Feed feed) => Call(nameof(Predict), feed);

    /// <summary>The interpreter with the model's current parameters and state.</summary>
    public Interpreter Interpreter(Feed feed)
    {
        var leaves = new Dictionary<string, double[]>();
        foreach (var parameter in Model.Parameters) leaves[parameter.Name] = Doubles(parameter.Values);
        foreach (var tensor in Graph.Training.State) leaves[tensor.Name] = Doubles(Model.State[tensor.Name]);
        foreach (string name in Model.Settings.Names) leaves[name] = [Model.Settings[name]];
        foreach (var (name, values) in feed.Values) leaves[name] = values;
        ulong key = Model.Seed;
        long at = Model.StepCount;
        return new Interpreter(feed.Dims, leaves, (path, element) => Uniform(new RandomKey(key, (ulong)at, path), element));
    }

    public void Dispose() => Model.Dispose();

    private float[] Call(string door, Feed feed)
        => (float[])driver.GetMethod(door)!.Invoke(null, [Model, feed.Floats, feed.Ints, feed.Shapes])!;

    private static double Uniform(RandomKey key, long element) => Simd1.Sum(Simd1.Uniform(key, (nint)element, 0));

    private static double[] Doubles(ReadOnlySpan<float> values)
    {
        var doubles = new double[values.Length];
        for (int at = 0; at < values.Length; at++) doubles[at] = values[at];
        return doubles;
    }
}

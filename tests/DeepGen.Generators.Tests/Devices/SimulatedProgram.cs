using DeepGen.Generators.Emit.Device;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;
using DeepGen.Generators.Schedule;
using DeepGen.Generators.Schedule.Device;
using DeepGen.Generators.Tests.Compiled;
using DeepGen.Runtime;

namespace DeepGen.Generators.Tests.Devices;

/// <summary>A training step, launch after launch in the simulator, beside the interpreter of its graph.</summary>
internal sealed class SimulatedProgram
{
    private const ulong Seed = 7;

    private readonly ModelGraph model;
    private readonly ProgramPlan plan;
    private readonly Interpreter interpreter;
    private readonly Feed feed;
    private readonly Func<string, string> change;

    /// <summary>
    /// What each storage holds: by itself in the arena, else by its place. One that nobody wrote is not there, what nobody wrote of one
    /// is <see cref="SimulatedKernel.Unwritten"/>, and whatever is made of that is no number.
    /// </summary>
    private readonly Dictionary<object, float[]> memory = [];

    /// <param name="graph">The model.</param>
    /// <param name="batch">The extent of N.</param>
    /// <param name="change">A change to the text of each kernel.</param>
    public SimulatedProgram(CompiledGraph graph, int batch, Func<string, string>? change = null)
    {
        this.change = change ?? (text => text);
        model = graph.Training;
        plan = DeviceScheduler.Apply("Step", ModelCompiler.Lower(graph.Step, default), default);
        feed = Feed.Random(model, batch, seed: 1);
        var leaves = new Dictionary<string, double[]>(feed.Values);
        foreach (var (named, storage) in model.Inputs.Concat(model.Targets).Zip(plan.Inputs))
        {
            float Bits(double value) => named.Node.Type == DType.Int32 ? BitConverter.Int32BitsToSingle((int)value) : (float)value;
            memory.Add(Key(storage), [.. feed.Values[named.Name].Select(Bits)]);
        }

        var random = new System.Random(2);
        Fill(StorageKind.Parameter, model.Parameters, () => (random.NextSingle() * 2) - 1);
        Fill(StorageKind.State, model.State, () => random.NextSingle() + 0.5f);
        interpreter = new Interpreter(
            feed.Dims, leaves, (path, element) => Simd1.Sum(Simd1.Uniform(new RandomKey(Seed, 0, path), (nint)element, 0)));

        void Fill(StorageKind kind, IEnumerable<OwnedTensor> tensors, Func<float> value)
        {
            foreach (var (tensor, offset) in Places(tensors))
            {
                float[] values = [.. Enumerable.Range(0, (int)tensor.Shape.ElementCount.Value).Select(_ => value())];
                memory.Add((kind, offset), values);
                leaves.Add(tensor.Name, [.. values.Select(each => (double)each)]);
            }
        }
    }

    /// <summary>Runs it: what each launch did.</summary>
    public IEnumerable<SimulatedLaunch> Run() => plan.Launches.Select(Run);

    /// <summary>What has left the program by then, beside what the interpreter makes of it.</summary>
    public IEnumerable<Compared> Results()
    {
        yield return Of(new NamedNode("loss", model.Loss!), Key(plan.Loss!));
        var results = model.Outputs.Concat(model.Auxiliaries).Zip(plan.Outputs).Concat(model.InputGradients.Zip(plan.InputGradients));
        foreach (var (named, storage) in results) yield return Of(named, Key(storage));
        foreach (var compared in Owned(StorageKind.Gradient, model.Parameters, model.Gradients)) yield return compared;
        foreach (var compared in Owned(StorageKind.State, model.State, model.StateUpdates)) yield return compared;
    }

    private IEnumerable<Compared> Owned(StorageKind kind, IEnumerable<OwnedTensor> tensors, IEnumerable<NamedNode> values)
        => from named in values
           join place in Places(tensors) on named.Name equals place.Tensor.Name
           select Of(named, (kind, place.Offset));

    private Compared Of(NamedNode named, object key) => new(named.Name, interpreter.Evaluate(named.Node), memory[key]);

    private SimulatedLaunch Run(Launch launch)
    {
        var text = DeviceProgramPrinter.TextOf(launch);
        var kernel = new SimulatedKernel(text, change);
        foreach (var (storage, _) in text.Memory)
        {
            if (memory.TryGetValue(Key(storage), out var held)) kernel.Memory(held);
            else kernel.Memory((int)Value(storage.Size));
        }

        if (!text.RandomPaths.IsEmpty)
        {
            var key = new RandomKey(Seed, 0, 0);
            kernel.Memory([.. new[] { key.Key0, key.Key1, key.Stream1 }.Select(BitConverter.UInt32BitsToSingle)]);
        }

        foreach (string name in text.Dims) kernel.Number((int)feed.Dims[name]);
        foreach (uint path in text.RandomPaths) kernel.Number(unchecked((int)path));
        long x = GroupCount.Of(text.Groups.X, feed.Dims), y = GroupCount.Of(text.Groups.Y, feed.Dims);
        var (found, findings) = kernel.Run(x, y);
        for (int at = 0; at < text.Memory.Length; at++)
            if (text.Memory[at].IsWritten) memory[Key(text.Memory[at].Storage)] = found[at];
        return Described(launch, text, x * y, findings);
    }

    /// <summary>With how often the items of a group step along what they reduce.</summary>
    private SimulatedLaunch Described(Launch launch, DeviceKernelText text, long groups, string findings)
    {
        if (launch is not LoopLaunch loop) return new SimulatedLaunch(launch.Name, text, groups, findings);
        var nest = new DeviceNest(loop);
        long elements = (Value(nest.Reduced) + loop.Chunks - 1) / loop.Chunks;
        int step = nest.Spread switch { DeviceSpread.Rows => nest.GroupX, DeviceSpread.Columns => nest.GroupY, _ => 1 };
        return new SimulatedLaunch(launch.Name, text, groups, findings)
        {
            Spread = nest.Spread,
            Rounds = (elements + step - 1) / step,
            HasRoundsOfDims = !nest.Reduced.IsConstant && loop.Chunks == 1,
        };
    }

    private static IEnumerable<(OwnedTensor Tensor, long Offset)> Places(IEnumerable<OwnedTensor> tensors)
    {
        long offset = 0;
        foreach (var tensor in tensors)
        {
            yield return (tensor, offset);
            offset += tensor.Shape.ElementCount.Value;
        }
    }

    private object Key(Storage storage) => storage.Kind == StorageKind.Arena ? storage : (storage.Kind, Value(storage.Offset));

    private long Value(Dim dim) => dim.Evaluate(name => feed.Dims[name]);
}

/// <summary>What a launch did in the simulator.</summary>
/// <param name="Text">Its kernel.</param>
/// <param name="Groups">How many groups ran.</param>
/// <param name="Findings">What the simulator has to say.</param>
internal sealed record SimulatedLaunch(string Name, DeviceKernelText Text, long Groups, string Findings)
{
    /// <summary>How its loops are spread; null for what is no loops.</summary>
    public DeviceSpread? Spread { get; init; }

    /// <summary>The rounds of a group's loop, or of an item's.</summary>
    public long Rounds { get; init; } = 1;

    /// <summary>Whether a dim of the run decides the rounds, and all of them are one group's.</summary>
    public bool HasRoundsOfDims { get; init; }
}

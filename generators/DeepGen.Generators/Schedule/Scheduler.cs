using System.Collections.Immutable;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Schedule;

/// <summary>Binds a program's kernels to memory; how loops and products run is for the target to choose.</summary>
internal abstract class Scheduler
{
    private readonly KernelProgram program;
    private readonly List<Launch> launches = [];
    private readonly List<Storage> inputs = [];
    private readonly (Node Node, TensorView Home)[] pinned;
    private readonly Layouts layouts;

    /// <param name="program">The kernels.</param>
    /// <param name="rowsCompete">Whether rows a multiple of 4 KB apart compete for the target's caches.</param>
    protected Scheduler(KernelProgram program, bool rowsCompete)
    {
        this.program = program;
        layouts = new Layouts(program, program.Model.Topological(), rowsCompete);
        pinned = PinnedResults();
    }

    protected Layouts Layouts => layouts;

    private ModelGraph Model => program.Model;

    /// <summary>The launches of a loop kernel, whose results have their places.</summary>
    protected abstract IEnumerable<Launch> Loops(LoopKernel kernel);

    /// <summary>The launches of a product, whose epilogue's results have their places.</summary>
    protected abstract IEnumerable<Launch> Product(ContractKernel kernel);

    /// <summary>The launches as the target runs them.</summary>
    /// <param name="launches">The launches in order.</param>
    /// <param name="kept">What others than launches write and read: inputs and results.</param>
    protected virtual IReadOnlyList<Launch> Arrange(IReadOnlyList<Launch> launches, IEnumerable<Storage> kept) => launches;

    protected ProgramPlan Run(string name, CancellationToken cancellation)
    {
        PlaceLeaves();
        PinResults();
        PinPhases();
        foreach (var kernel in program.Kernels)
        {
            cancellation.ThrowIfCancellationRequested();
            switch (kernel)
            {
                case LoopKernel loop: Schedule(loop); break;
                case ContractKernel contract: Schedule(contract); break;
                case LineKernel line: Schedule(line); break;
                case ViewKernel view: Schedule(view); break;
            }
        }

        foreach (var (node, home) in pinned) CopyHome(node, home);
        var outputs = Model.Outputs.Concat(Model.Auxiliaries).Select(output => DenseStorage(output.Node)).ToImmutableArray();
        var gradients = Model.InputGradients.Select(gradient => DenseStorage(gradient.Node)).ToImmutableArray();
        var loss = Model.Loss is null ? null : DenseStorage(Model.Loss);
        return Finish(name, outputs, gradients, loss);
    }

    private void PlaceLeaves()
    {
        foreach (var input in Model.Inputs.Concat(Model.Targets))
        {
            var view = Layouts.NewArena(input.Node, [.. Enumerable.Range(0, input.Node.Shape.Rank)]);
            inputs.Add(view.Storage);
            layouts.Set(input.Node, view);
        }

        var (parameters, state) = (HomesOf(StorageKind.Parameter, Model.Parameters), HomesOf(StorageKind.State, Model.State));
        foreach (var owned in Model.Parameters) layouts.Set(owned.Node, parameters[owned.Name]);
        foreach (var owned in Model.State) layouts.Set(owned.Node, state[owned.Name]);

        for (int at = 0; at < Model.Settings.Length; at++)
        {
            var setting = Model.Settings[at];
            layouts.Set(setting.Node, new TensorView(new Storage(StorageKind.Setting, setting.Name, Dim.One, at), Dim.Zero, []));
        }
    }

    /// <summary>The places of the owned tensors in their flat buffer: PyTorch's order, without gaps.</summary>
    private static Dictionary<string, TensorView> HomesOf(StorageKind kind, IEnumerable<OwnedTensor> tensors)
    {
        var offset = Dim.Zero;
        var homes = new Dictionary<string, TensorView>(StringComparer.Ordinal);
        foreach (var owned in tensors)
        {
            var storage = new Storage(kind, owned.Name, owned.Shape.ElementCount, offset);
            homes.Add(owned.Name, new TensorView(storage, Dim.Zero, owned.Shape.RowMajorStrides()));
            offset += owned.Shape.ElementCount;
        }

        return homes;
    }

    private (Node Node, TensorView Home)[] PinnedResults()
    {
        var (state, gradients) = (HomesOf(StorageKind.State, Model.State), HomesOf(StorageKind.Gradient, Model.Parameters));
        return [.. Model.StateUpdates.Select(update => (update.Node, state[update.Name])),
            .. Model.Gradients.Select(gradient => (gradient.Node, gradients[gradient.Name]))];
    }

    private void PinResults()
    {
        var read = new HashSet<Node>(Model.Outputs.Concat(Model.Auxiliaries).Concat(Model.InputGradients).Select(result => result.Node));
        foreach (var home in pinned.GroupBy(home => home.Node))
        {
            if (home.Count() == 1 && !read.Contains(home.Key)) layouts.Pin(home.Key, home.Single().Home);
        }
    }

    /// <summary>Has the phases of a tensor computed where they take turns in it.</summary>
    private void PinPhases()
    {
        foreach (var view in program.Kernels.OfType<ViewKernel>().Select(kernel => kernel.View))
        {
            if (view.Operator is not InterleaveOperator) continue;
            layouts.Allocate(view);
            for (int index = 0; index < view.Inputs.Length; index++) layouts.Pin(view.Inputs[index], PhaseIn(view, index));
        }
    }

    private TensorView PhaseIn(Node view, int index)
    {
        var interleave = (InterleaveOperator)view.Operator;
        var (whole, phase) = (layouts.Of(view), interleave.PhaseOf(index));
        return new(
            whole.Storage,
            whole.Strides.Select((stride, axis) => stride * phase[axis]).Aggregate(whole.Offset, (sum, step) => sum + step),
            [.. whole.Strides.Select((stride, axis) => stride * interleave.Phases[axis])]);
    }

    private void CopyHome(Node node, TensorView home)
    {
        var at = layouts.Of(node);
        if (!at.Storage.IsSamePlaceAs(home.Storage)) Copy(home.Storage.Name, node, at, home);
    }

    /// <summary>The storage of a result that leaves through a door: dense, row-major and of its own.</summary>
    private Storage DenseStorage(Node node)
    {
        var at = layouts.Of(node);
        if (at.Storage.Kind == StorageKind.Arena && at.IsRowMajor(node.Shape) && at.Storage.Size == node.Shape.ElementCount
            && !inputs.Contains(at.Storage))
        {
            return at.Storage;
        }

        var dense = Layouts.NewArena(node, [.. Enumerable.Range(0, node.Shape.Rank)]);
        Copy(Layouts.NameOf(node), node, at, dense);
        return dense.Storage;
    }

    private void Copy(string name, Node node, TensorView from, TensorView to)
        => launches.Add(LoopLaunches.Copy("copy " + name, node.Shape, node, from, to));

    private void Schedule(LoopKernel loop)
    {
        foreach (var node in loop.Nodes.Where(layouts.IsInMemory)) Place(node);
        launches.AddRange(Loops(loop));
    }

    private void Schedule(ContractKernel kernel)
    {
        foreach (var statement in kernel.Epilogue.Where(statement => layouts.IsInMemory(statement.Node))) Place(statement.Node);
        launches.AddRange(Product(kernel));
    }

    private void Schedule(LineKernel kernel)
    {
        Place(kernel.Line);
        launches.Add(LineLaunch.Of(kernel, layouts));
    }

    private void Schedule(ViewKernel kernel)
    {
        var view = kernel.View;
        if (view.Operator is ConcatOperator)
        {
            Concatenate(view);
        }
        else if (view.Operator is InterleaveOperator)
        {
            Interleave(view);
        }
        else if (layouts.Alias(view) is { } alias)
        {
            layouts.Set(view, alias);
        }
        else if (view.Operator is PadOperator pad)
        {
            Spread(view, pad);
        }
        else
        {
            // A reshape that strides cannot express: the elements are put into row-major order of the old shape, which is that of the
            // new one.
            var source = view.Inputs[0];
            var dense = Layouts.NewArena(source, [.. Enumerable.Range(0, source.Shape.Rank)]);
            Copy(kernel.Name, source, layouts.Of(source), dense);
            layouts.Set(view, dense.Reshape(source.Shape, view.Shape) ?? throw new InvalidOperationException(
                $"{view} cannot be laid out."));
        }
    }

    private void Concatenate(Node view)
    {
        int axis = ((ConcatOperator)view.Operator).Axis;
        Place(view);
        var whole = layouts.Of(view);
        var start = Dim.Zero;
        foreach (var input in view.Inputs)
        {
            Copy(Layouts.NameOf(view), input, layouts.Of(input), whole with { Offset = whole.Offset + (whole.Strides[axis] * start) });
            start += input.Shape[axis];
        }
    }

    /// <summary>Copies the phases that had to be computed elsewhere.</summary>
    private void Interleave(Node view)
    {
        var storage = layouts.Of(view).Storage;
        if (storage.Halo is not null) launches.Add(new HaloLaunch(Layouts.NameOf(view), storage));
        for (int index = 0; index < view.Inputs.Length; index++)
        {
            var (from, to) = (layouts.Of(view.Inputs[index]), PhaseIn(view, index));
            bool isThere = from.Storage == to.Storage && from.Offset == to.Offset;
            if (!isThere) Copy(Layouts.NameOf(view), view.Inputs[index], from, to);
        }
    }

    private void Spread(Node view, PadOperator pad)
    {
        var source = view.Inputs[0];
        var whole = Layouts.NewArena(view, layouts.PhysicalOrder(view));
        layouts.Set(view, whole);
        var inside = whole with
        {
            Offset = pad.Axes.Items.Select((axis, index) => whole.Strides[index] * axis.Low)
                .Aggregate(whole.Offset, (sum, low) => sum + low),
            Strides = [.. whole.Strides.Select((stride, index) => stride * (pad.Axes[index].Interior + 1))],
        };
        launches.Add(new FillLaunch(Layouts.NameOf(view), whole.Storage));
        Copy(Layouts.NameOf(view), source, layouts.Of(source), inside);
    }

    private void Place(Node node)
    {
        var storage = layouts.Allocate(node).Storage;
        if (storage.Halo is not null) launches.Add(new HaloLaunch(Layouts.NameOf(node), storage));
    }

    private ProgramPlan Finish(string name, ImmutableArray<Storage> outputs, ImmutableArray<Storage> gradients, Storage? loss)
    {
        var arena = new Dictionary<Storage, (int First, int Last)>();
        foreach (var input in inputs) arena[input] = (0, 0);
        Storage[] results = [.. outputs, .. gradients, .. loss is null ? Array.Empty<Storage>() : [loss]];
        var launches = Arrange(this.launches, inputs.Concat(results));
        for (int at = 0; at < launches.Count; at++)
        {
            foreach (var storage in launches[at].Storages.Where(storage => storage.Kind == StorageKind.Arena))
            {
                arena[storage] = arena.TryGetValue(storage, out var life) ? (life.First, at) : (at, at);
            }
        }

        // Results are read after the program has ended.
        foreach (var result in results) arena[result] = (arena[result].First, launches.Count);
        int index = 0;
        foreach (var storage in arena.Keys) storage.Index = index++;
        return new ProgramPlan(
            name, Model, [.. launches], [.. arena.Select(entry => (entry.Key, entry.Value.First, entry.Value.Last))], [.. inputs],
            outputs, loss)
        {
            InputGradients = gradients,
        };
    }
}

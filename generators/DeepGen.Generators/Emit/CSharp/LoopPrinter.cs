using System.Collections.Immutable;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;
using DeepGen.Generators.Operators;
using DeepGen.Generators.Schedule.Cpu;

namespace DeepGen.Generators.Emit.CSharp;

/// <summary>
/// Prints a loop launch. Maps run outer loops around a vector loop; rows reduce along the vector loop; columns keep a vector of results
/// and reduce along the loops inside.
/// </summary>
internal sealed class LoopPrinter
{
    /// <summary>Elements that one item of a flat map covers.</summary>
    private const int FlatBlock = 2048;

    /// <summary>Outer loops that are spread over the threads.</summary>
    private const int ParallelLoops = 2;

    private static readonly Dictionary<Node, string> NoAccumulators = [];

    private readonly LoopLaunch launch;
    private readonly LoopNest nest;
    private readonly CodeWriter writer = new();
    private readonly KernelSignature signature = new();
    private readonly Counter counter = new();

    /// <summary>The current index expression of each operand.</summary>
    private string[] index;

    private readonly LiveIndices indices;

    /// <summary>Coordinates of the domain's axes inside the loops opened so far.</summary>
    private readonly Dictionary<int, string> coordinates = [];

    /// <summary>Values at hand, by node: what this kernel has computed for the current coordinates.</summary>
    private Dictionary<Node, (string Text, bool IsScalar)> registers = [];

    /// <summary>What depends on nothing but the run-time dims, declared at the top.</summary>
    private FormulaPrinter? constants;

    private LoopPrinter(LoopLaunch launch, LiveIndices indices)
    {
        this.launch = launch;
        this.indices = indices;
        nest = new LoopNest(launch);
        index = [.. nest.Operands.Select(operand => operand.Offset == Dim.Zero ? "0" : signature.Extent(operand.Offset))];
    }

    /// <summary>Printed twice: the first time finds out which indices anything reads, the second time declares only those.</summary>
    public static KernelText Print(LoopLaunch launch)
    {
        var indices = new LiveIndices();
        new LoopPrinter(launch, indices).Run();
        indices.Settle();
        return new LoopPrinter(launch, indices).Run();
    }

    private string VectorType => nest.IsVector ? "T" : "Simd1";

    private KernelText Run()
    {
        var parallel = nest.Outer.Where(loop => loop != nest.Vector).Take(ParallelLoops).ToArray();
        var nested = nest.Outer.Where(loop => loop != nest.Vector).Skip(ParallelLoops).ToArray();
        constants = new StatementPrinter(this, VectorType, null).HoistConstants(launch.Stages.SelectMany(stage => stage.Statements));
        string items;
        var transposition = Transposition.Of(launch, nest);
        if (transposition is not null) (parallel, items) = Transpose(transposition);
        else if (launch.Chunks > 1) items = Chunked(nested);
        else if (parallel.Length > 0) items = Parallel(parallel, nested, () => Stages(null));
        else if (nest.Vector is { } flat && !nest.VectorIsInner) items = Flat(flat);
        else items = Alone();
        return new KernelText(
            launch.Name, [.. new KernelComment(launch).Lines()], writer.ToString(), signature.Memory, signature.Dims, signature.RandomPaths,
            items, Cost(parallel, transposition is not null), nest.IsVector);
    }

    /// <summary>Each item is one piece of the outermost reduced loop.</summary>
    private string Chunked(NestLoop[] nested)
    {
        var pieces = nest.Inner[0];
        string count = CSharpText.Int(launch.Chunks);
        using (writer.Block("for (nint piece = begin; piece < end; piece++)"))
        {
            string extent = signature.Factor(pieces.Extent);
            writer.Line($"nint first = piece * {extent} / {count};");
            writer.Line($"nint last = (piece + 1) * {extent} / {count};");
            MovePartials();
            Nested([.. nest.Outer.Where(loop => loop != nest.Vector)], 0, () => Stages(new Bounds(pieces, "first", "last")));
        }

        return count;
    }

    /// <summary>The partial results of a piece lie one after another.</summary>
    private void MovePartials()
    {
        foreach (var statement in launch.Stages[0].Statements.Where(statement => statement.Reduction is not null))
        {
            int operand = nest.IndexOf(statement.Node);
            var size = launch.Reduced.Aggregate(launch.Domain, (shape, axis) => shape.With(axis, 1)).ElementCount;
            index[operand] = signature.Step(index[operand], "piece", size);
        }
    }

    private string Parallel(NestLoop[] parallel, NestLoop[] nested, Action body)
    {
        using (writer.Block("for (nint item = begin; item < end; item++)"))
        {
            if (parallel.Length == 1)
            {
                Enter(parallel[0], "item");
            }
            else
            {
                string inner = signature.Factor(parallel[1].Extent);
                string first = counter.Next("i"), second = counter.Next("i");
                writer.Line($"nint {first} = item / {inner};");
                writer.Line($"nint {second} = item - {first} * {inner};");
                Enter(parallel[0], first);
                Enter(parallel[1], second);
            }

            Nested(nested, 0, body);
        }

        return signature.Extent(parallel.Aggregate(Dim.One, (product, loop) => product * loop.Extent));
    }

    /// <summary>A copy between layouts whose contiguous axes differ goes through blocks that both sides reach in whole cache lines.</summary>
    private (NestLoop[] Parallel, string Items) Transpose(Transposition copy)
    {
        var others = nest.Outer.Where(loop => loop != copy.Rows && loop != copy.Columns).ToArray();
        int from = nest.IndexOf(copy.Read), to = nest.IndexOf(copy.Write);
        void Call() => writer.Line(
            $"Copies.Transpose(ref Unsafe.Add(ref {signature.Of(nest.Operands[from].Access!.Storage)}, {IndexOf(from)}), {signature.Extent(copy.Rows.Strides[from])}, "
            + $"ref Unsafe.Add(ref {signature.Of(nest.Operands[to].Access!.Storage)}, {IndexOf(to)}), {signature.Extent(copy.Columns.Strides[to])}, "
            + $"{signature.Extent(copy.Rows.Extent)}, {signature.Extent(copy.Columns.Extent)});");
        var parallel = others.Take(ParallelLoops).ToArray();
        if (parallel.Length > 0) return (parallel, Parallel(parallel, [.. others.Skip(ParallelLoops)], Call));
        Call();
        return ([], "1");
    }

    private string Flat(NestLoop flat)
    {
        string block = CSharpText.Int(FlatBlock);
        string extent = signature.Extent(flat.Extent);
        writer.Line($"nint first = begin * {block};");
        writer.Line($"nint last = System.Math.Min(end * {block}, {extent});");
        Stages(new Bounds(flat, "first", "last"));
        return $"({extent} + {CSharpText.Int(FlatBlock - 1)}) / {block}";
    }

    private string Alone()
    {
        Stages(null);
        return "1";
    }

    private string Cost(NestLoop[] parallel, bool isWhole)
    {
        var elements = launch.Domain.Aggregate(Dim.One, (product, dim) => product * dim);
        var items = launch.Chunks > 1 ? Dim.Constant(launch.Chunks) : parallel.Aggregate(Dim.One, (product, loop) => product * loop.Extent);
        long each = Math.Max(1, launch.Stages.SelectMany(stage => stage.Statements).Sum(statement => 1 + statement.Value.Cost()));
        if (launch.Chunks > 1) return $"{signature.Factor(elements)} * {CSharpText.Int(each)} / {CSharpText.Int(launch.Chunks)}";
        if (!isWhole && parallel.Length == 0 && nest.Vector is not null && !nest.VectorIsInner) return CSharpText.Int(FlatBlock * each);
        return signature.Extent((elements.DivideExactly(items) ?? elements) * each);
    }

    /// <summary>Opens a loop's coordinate: every operand that moves with it gets its new index.</summary>
    private void Enter(NestLoop loop, string variable)
    {
        if (loop.Axes.Length == 1) coordinates[loop.Axes[0]] = variable;
        for (int operand = 0; operand < index.Length; operand++)
        {
            if (loop.Strides[operand] == Dim.Zero) continue;
            string name = counter.Next("at");
            if (indices.Declare(name, index[operand])) writer.Line($"nint {name} = {signature.Step(index[operand], variable, loop.Strides[operand])};");
            index[operand] = name;
        }
    }

    private void Nested(IReadOnlyList<NestLoop> loops, int at, Action body, Bounds? bounds = null)
    {
        if (at == loops.Count)
        {
            body();
            return;
        }

        string variable = counter.Next("i");
        var loop = loops[at];
        var (first, last) = bounds is not null && bounds.Loop == loop ? (bounds.First, bounds.Last) : ("0", signature.Extent(loop.Extent));
        string[] saved = [.. index];
        using (writer.Block($"for (nint {variable} = {first}; {variable} < {last}; {variable}++)"))
        {
            Enter(loop, variable);
            Nested(loops, at + 1, body, bounds);
        }

        index = saved;
    }

    /// <summary>All stages inside the outer loops: around them the vector loop, or inside each of them.</summary>
    private void Stages(Bounds? bounds)
    {
        registers = [];
        if (nest.Vector is null || nest.VectorIsInner)
        {
            foreach (var stage in launch.Stages) Run(stage, null, bounds);
        }
        else
        {
            VectorLoop(bounds, count =>
            {
                registers = [];
                foreach (var stage in launch.Stages) Run(stage, count, bounds);
            });
        }
    }

    /// <summary>The body for whole vectors, then for what is left of the last one.</summary>
    private void VectorLoop(Bounds? bounds, Action<string?> body)
    {
        var loop = nest.Vector!;
        bool bounded = bounds is not null && bounds.Loop == loop;
        string first = bounded ? bounds!.First : "0";
        string last = bounded ? bounds!.Last : signature.Extent(loop.Extent);
        string[] saved = [.. index];
        string variable = counter.Next("i");
        if (!nest.IsVector)
        {
            using (writer.Block($"for (nint {variable} = {first}; {variable} < {last}; {variable}++)"))
            {
                Enter(loop, variable);
                body(null);
            }

            index = saved;
            return;
        }

        bool divides = !bounded && loop.Extent.IsConstant && loop.Extent.Value % 16 == 0;
        writer.Line($"nint {variable} = {first};");
        using (writer.Block($"for (; {variable} <= {last} - T.Width; {variable} += T.Width)"))
        {
            Enter(loop, variable);
            body(null);
        }

        index = [.. saved];
        if (!divides)
        {
            using (writer.Block($"if ({variable} < {last})"))
            {
                string count = counter.Next("count");
                writer.Line($"int {count} = (int)({last} - {variable});");
                Enter(loop, variable);
                body(count);
            }
        }

        index = saved;
    }

    /// <summary>One stage at the current outer coordinates; a count limits the lanes of an outer vector.</summary>
    private void Run(Stage stage, string? count, Bounds? bounds)
    {
        bool vectorOutside = nest.Vector is not null && !nest.VectorIsInner;
        if (!stage.IsFull || !launch.Reduced.Any())
        {
            new StatementPrinter(this, vectorOutside ? VectorType : "Simd1", vectorOutside ? count : null).Print(stage.Statements, NoAccumulators);
            return;
        }

        var sums = stage.Statements.Where(statement => statement.Reduction is not null).ToArray();
        var accumulators = sums.ToDictionary(sum => sum.Node, _ => counter.Next("sum"));
        foreach (var sum in sums) writer.Line($"{VectorType} {accumulators[sum.Node]} = {VectorType}.Create({Identity(sum)});");
        var loops = nest.Inner.Where(loop => loop != nest.Vector).ToArray();
        var outside = new Dictionary<Node, (string, bool)>(registers);
        var hoisted = new StatementPrinter(this, VectorType, vectorOutside ? count : null);
        hoisted.Hoist(stage.Statements);
        Nested(loops, 0, () =>
        {
            if (vectorOutside || nest.Vector is null) hoisted.Inside(count).Print(stage.Statements, accumulators);
            else VectorLoop(bounds, rest => hoisted.Inside(rest).Print(stage.Statements, accumulators));
        }, bounds);
        registers = outside;
        foreach (var sum in sums) Finish(sum, accumulators[sum.Node], vectorOutside, count);
    }

    /// <summary>A finished accumulator becomes a value of the outer coordinates, stored where something outside reads it.</summary>
    private void Finish(Statement sum, string accumulator, bool vectorOutside, string? count)
    {
        string text = accumulator;
        if (!vectorOutside && nest.IsVector)
        {
            text = counter.Next("total");
            string horizontal = sum.Reduction == ReduceKind.Sum ? "Sum" : "Maximum";
            writer.Line($"Simd1 {text} = Simd1.Create(T.{horizontal}({accumulator}));");
        }

        registers[sum.Node] = (text, !vectorOutside);
        if (launch.Writes.ContainsKey(sum.Node))
        {
            new StatementPrinter(this, vectorOutside ? VectorType : "Simd1", vectorOutside ? count : null).Store(sum.Node, text);
        }
    }

    private static string Identity(Statement sum) => sum.Reduction == ReduceKind.Max ? "float.NegativeInfinity" : "0f";

    /// <summary>Narrower bounds of one loop.</summary>
    private sealed record Bounds(NestLoop Loop, string First, string Last);

    /// <summary>Prints statements at the innermost coordinates, or what they share further out.</summary>
    private sealed class StatementPrinter(LoopPrinter kernel, string vector, string? count, FormulaPrinter? outer = null)
    {
        private FormulaPrinter formulas = null!;
        private FormulaPrinter? hoisted = outer ?? (vector == kernel.VectorType ? kernel.constants : null);

        public StatementPrinter Inside(string? lanes) => new(kernel, vector, lanes, hoisted);

        public void Print(IEnumerable<Statement> statements, IReadOnlyDictionary<Node, string> accumulators)
        {
            var all = statements.ToArray();
            formulas = new FormulaPrinter(kernel.writer, vector, Leaf, kernel.counter, hoisted);
            foreach (var statement in all) formulas.Announce(statement.Value);
            foreach (var statement in all)
            {
                string text = formulas.Print(statement.Value);
                if (statement.Reduction is { } reduction) Accumulate(accumulators[statement.Node], reduction, text);
                else Keep(statement, text);
            }
        }

        public void Store(Node node, string text)
        {
            int operand = kernel.nest.IndexOf(node);
            var access = kernel.nest.Operands[operand].Access!;
            string store = access.Type == DType.Int32 ? "StoreInt" : "Store";
            string lanes = count is null ? "" : $", {count}";
            kernel.writer.Line($"{vector}.{store}({FormulaPrinter.Unwrap(text)}, ref {kernel.signature.Of(access.Storage)}, {kernel.IndexOf(operand)}{lanes});");
        }

        /// <summary>Declares the parts of the statements that do not move with the loops about to be opened.</summary>
        public void Hoist(IEnumerable<Statement> statements)
        {
            var loops = kernel.nest.Inner;
            hoisted = new FormulaPrinter(kernel.writer, vector, Leaf, kernel.counter, hoisted);
            formulas = hoisted;
            foreach (var statement in statements) HoistParts(statement.Value, leaf => IsFixed(leaf, loops));
        }

        /// <summary>Declares what depends on nothing but the run-time dims, at the top of the kernel.</summary>
        public FormulaPrinter HoistConstants(IEnumerable<Statement> statements)
        {
            hoisted = formulas = new FormulaPrinter(kernel.writer, vector, Leaf, kernel.counter);
            foreach (var statement in statements) HoistParts(statement.Value, leaf => leaf is Extent);
            return formulas;
        }

        private void HoistParts(ScalarExpression formula, Func<ScalarExpression, bool> isFixed)
        {
            if (formula is Literal || hoisted!.Knows(formula)) return;
            if (formula.Leaves().All(leaf => leaf is Literal || isFixed(leaf)) && !IsPredicate(formula)) hoisted.Declare(formula);
            else foreach (var operand in formula.Operands) HoistParts(operand, isFixed);
        }

        private static bool IsPredicate(ScalarExpression formula) => formula is ScalarCall { Function.IsPredicate: true };

        private bool IsFixed(ScalarExpression leaf, ImmutableArray<NestLoop> loops) => leaf switch
        {
            Extent => true,
            Coordinate at => !loops.Any(loop => loop.Axes.Contains(at.Axis)),
            Load load when kernel.registers.ContainsKey(load.Node) => true,
            Load load when kernel.launch.Reads.ContainsKey(new ReadKey(load.Node, load.Slot)) && !kernel.launch.Writes.ContainsKey(load.Node)
                => loops.All(loop => loop.Strides[kernel.nest.IndexOf(new ReadKey(load.Node, load.Slot))] == Dim.Zero),
            _ => false,
        };

        private void Keep(Statement statement, string text)
        {
            string name = kernel.counter.Next("v");
            kernel.writer.Line($"{vector} {name} = {FormulaPrinter.Unwrap(text)};");
            kernel.registers[statement.Node] = (name, vector == "Simd1" && kernel.nest.IsVector);
            formulas.Define(new Load(statement.Node), name);
            formulas.Define(statement.Value, name);
            if (kernel.launch.Writes.ContainsKey(statement.Node)) Store(statement.Node, name);
        }

        private void Accumulate(string accumulator, ReduceKind reduction, string text)
        {
            bool masks = count is not null && kernel.nest.VectorIsInner;
            string identity = reduction == ReduceKind.Max ? "float.NegativeInfinity" : "0f";
            string value = masks ? $"T.Select(T.FirstLanes({count}), {FormulaPrinter.Unwrap(text)}, T.Create({identity}))" : text;
            kernel.writer.Line(reduction == ReduceKind.Max
                ? $"{accumulator} = {vector}.Max({accumulator}, {FormulaPrinter.Unwrap(value)});"
                : $"{accumulator} = {accumulator} + {value};");
        }

        private string Leaf(ScalarExpression leaf)
        {
            return leaf switch
            {
                Load load => Read(load),
                Extent extent => $"{vector}.Create((float)({kernel.signature.Extent(extent.Dim)}))",
                Coordinate at => CoordinateOf(at.Axis),
                RandomLeaf random => Random(random),
                WindowLeaf window => Window(window),
                GatherLeaf gather => new WindowPrinter(kernel.writer, kernel.counter, vector, kernel.CoordinateText, LoadWindowed(gather.Axes)).Gather(gather, kernel.signature),
                _ => throw new InvalidOperationException($"{leaf} cannot be printed."),
            };
        }

        private string Read(Load load)
        {
            if (kernel.registers.TryGetValue(load.Node, out var register))
            {
                return register.IsScalar && vector == "T" ? $"T.Create(Simd1.Sum({register.Text}))" : register.Text;
            }

            int operand = kernel.nest.IndexOf(new ReadKey(load.Node, load.Slot));
            return ReadAt(operand, kernel.IndexOf(operand));
        }

        private string ReadAt(int operand, string at)
        {
            var access = kernel.nest.Operands[operand].Access!;
            string memory = kernel.signature.Of(access.Storage);
            bool moves = kernel.nest.Vector is { } loop && loop.Strides[operand] != Dim.Zero && vector == "T";
            string read = access.Type == DType.Int32 ? "LoadInt" : "Load";
            if (moves) return $"T.{read}(ref {memory}, {at}{(count is null ? "" : $", {count}")})";
            if (vector == "Simd1") return $"Simd1.{read}(ref {memory}, {at})";
            return access.Type == DType.Int32 ? $"T.Create(Simd1.Sum(Simd1.LoadInt(ref {memory}, {at})))" : $"T.Create(Unsafe.Add(ref {memory}, {at}))";
        }

        private string CoordinateOf(int axis)
        {
            string text = kernel.CoordinateText(axis);
            bool moves = vector == "T" && kernel.nest.Vector is { } loop && loop.Axes.Contains(axis);
            return moves ? $"({vector}.Create((float)({text})) + {vector}.Iota)" : $"{vector}.Create((float)({text}))";
        }

        private string Random(RandomLeaf random)
        {
            int operand = kernel.nest.IndexOf(random.Operator.PathHash);
            string stride = kernel.nest.Vector is { } loop && vector == "T" ? kernel.signature.Extent(loop.Strides[operand]) : "0";
            return $"{vector}.Uniform({kernel.signature.RandomKey(random.Operator.PathHash)}, {kernel.IndexOf(operand)}, {stride})";
        }

        private string Window(WindowLeaf window)
        {
            var printer = new WindowPrinter(kernel.writer, kernel.counter, vector, kernel.CoordinateText, LoadWindowed(window.Axes));
            var (value, position) = printer.Reduce(window, kernel.signature);
            foreach (var (kind, name) in new[] { (WindowKind.Max, value), (WindowKind.ArgMax, position) })
            {
                if (window.Kind != WindowKind.Sum) formulas.Define(new WindowLeaf(kind, window.Axes, window.Source, window.Inner), name);
            }

            return window.Kind == WindowKind.ArgMax ? position : value;
        }

        /// <summary>Reads inside a window: the operand's base, moved by the window's coordinates.</summary>
        private Func<Load, IReadOnlyDictionary<int, string>, string> LoadWindowed(Declaration.EquatableArray<WindowAxis> axes)
            => (load, at) =>
            {
                var key = new ReadKey(load.Node, load.Slot);
                int operand = kernel.nest.IndexOf(new WindowedRead(key, new EquatableAxes(axes)));
                string text = kernel.IndexOf(operand);
                foreach (var axis in axes) text = kernel.signature.Step(text, at[axis.Axis], kernel.launch.Reads[key].Strides[axis.Axis]);
                return ReadAt(operand, text);
            };
    }

    /// <summary>The current index of an operand, which is thereby needed.</summary>
    private string IndexOf(int operand)
    {
        indices.Use(index[operand]);
        return index[operand];
    }

    private string CoordinateText(int axis) => launch.Domain[axis].IsOne ? "0" : coordinates[axis];
}

using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;
using DeepGen.Generators.Operators;
using DeepGen.Generators.Schedule;
using DeepGen.Generators.Schedule.Cpu;

namespace DeepGen.Generators.Emit.CSharp;

/// <summary>
/// Prints a loop launch. Maps run outer loops around a vector loop; rows reduce along the vector loop; columns keep a vector of results
/// and reduce along the loops inside.
/// </summary>
internal sealed partial class LoopPrinter
{
    // The floats of the widest vector, which those of all others divide.
    private const int Widest = 16;

    private static readonly Dictionary<Node, string> NoAccumulators = [];

    private readonly LoopLaunch launch;
    private readonly VectorNest nest;
    private readonly CodeWriter writer = new();
    private readonly KernelSignature signature = new(CSharpText.Index);
    private readonly Counter counter = new();

    /// <summary>The current index expression of each operand.</summary>
    private string[] index;

    private readonly LiveIndices indices;

    /// <summary>Coordinates of the domain's axes inside the loops opened so far.</summary>
    private readonly Dictionary<int, string> coordinates = [];

    /// <summary>Values at hand, by node: what this kernel has computed for the current coordinates, in each of its strips.</summary>
    private Dictionary<Node, (string Text, bool IsScalar)>[] registers = [[]];

    /// <summary>What depends on nothing but the run-time dims, declared at the top.</summary>
    private FormulaPrinter? constants;

    private LoopPrinter(LoopLaunch launch)
    {
        this.launch = launch;
        nest = new VectorNest(launch);
        indices = new LiveIndices(writer, signature, CSharpDialect.Single);
        index = [.. nest.Operands.Select(operand => operand.Offset == Dim.Zero ? "0" : signature.Extent(operand.Offset))];
    }

    public static KernelText Print(LoopLaunch launch) => new LoopPrinter(launch).Run();

    private string VectorType => nest.IsVector ? "T" : "Simd1";

    private KernelText Run()
    {
        var parallel = nest.Outer.Where(loop => loop != nest.Vector).Take(VectorNest.ParallelLoops).ToArray();
        var nested = nest.Outer.Where(loop => loop != nest.Vector).Skip(VectorNest.ParallelLoops).ToArray();
        constants = new StatementPrinter(this, VectorType, null, 0).HoistConstants(launch.Stages.SelectMany(stage => stage.Statements));
        string items;
        var transposition = Transposition.Of(launch, nest);
        if (transposition is not null) (parallel, items) = Transpose(transposition);
        else if (launch.Chunks > 1) items = Chunked(nested);
        else if (parallel.Length > 0) items = Parallel(parallel, nested, () => Stages(null));
        else if (nest.Vector is { } flat && !nest.VectorIsInner) items = Flat(flat);
        else items = Alone();
        return new KernelText(
            launch.Name, new KernelComment(launch).Lines(), indices.Settle(), signature.Memory, signature.Dims, signature.RandomPaths,
            items, Cost(parallel, transposition), nest.IsVector);
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
            Nested([.. nest.Outer.Where(loop => loop != nest.Vector)], 0, () => Stages(new Bounds(pieces, "first", "last", 1)));
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
                string inner = signature.Divisor(parallel[1].Extent);
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

    /// <summary>
    /// A copy between layouts whose contiguous axes differ goes through blocks that both sides reach in whole cache lines.
    /// </summary>
    private (NestLoop[] Parallel, string Items) Transpose(Transposition copy)
    {
        var others = nest.Outer.Where(loop => loop != copy.Rows && loop != copy.Columns).ToArray();
        int from = nest.IndexOf(copy.Read), to = nest.IndexOf(copy.Write);
        string Start(int operand) => $"ref Unsafe.Add(ref {signature.Of(nest.Operands[operand].Access!.Storage)}, {IndexOf(operand)})";
        void Call(string columns) => writer.Line(
            $"Copies.Transpose({Start(from)}, {signature.Extent(copy.Rows.Strides[from])}, "
            + $"{Start(to)}, {signature.Extent(copy.Columns.Strides[to])}, {signature.Extent(copy.Rows.Extent)}, {columns});");
        string extent = signature.Extent(copy.Columns.Extent);
        var parallel = others.Take(VectorNest.ParallelLoops).ToArray();
        if (parallel.Length > 0) return (parallel, Parallel(parallel, [.. others.Skip(VectorNest.ParallelLoops)], () => Call(extent)));
        if (copy.Columns.Extent.IsConstant && copy.Columns.Extent.Value <= Transposition.Block)
        {
            One();
            Call(extent);
            return ([], "1");
        }

        string block = CSharpText.Int(Transposition.Block);
        using (writer.Block("for (nint item = begin; item < end; item++)"))
        {
            writer.Line($"nint first = item * {block};");
            Enter(copy.Columns, "first");
            Call($"nint.Min({block}, {extent} - first)");
        }

        return ([], $"({extent} + {CSharpText.Int(Transposition.Block - 1)}) / {block}");
    }

    private string Flat(NestLoop flat)
    {
        string block = CSharpText.Int(nest.Block);
        string extent = signature.Extent(flat.Extent);
        writer.Line($"nint first = begin * {block};");
        writer.Line($"nint last = nint.Min(end * {block}, {extent});");
        Stages(new Bounds(flat, "first", "last", nest.Block));
        return $"({extent} + {CSharpText.Int(nest.Block - 1)}) / {block}";
    }

    private string Alone()
    {
        One();
        Stages(null);
        return "1";
    }

    /// <summary>All is one item, and without it there is nothing to do.</summary>
    private void One() => writer.Line("if (begin == end) return;");

    private string Cost(NestLoop[] parallel, Transposition? copy)
    {
        var elements = launch.Domain.Aggregate(Dim.One, (product, dim) => product * dim);
        var items = launch.Chunks > 1 ? Dim.Constant(launch.Chunks) : parallel.Aggregate(Dim.One, (product, loop) => product * loop.Extent);
        long each = Math.Max(1, launch.Stages.SelectMany(stage => stage.Statements).Sum(statement => 1 + statement.Value.Cost()));
        if (launch.Chunks > 1) return $"{signature.Factor(elements)} * {CSharpText.Int(each)} / {CSharpText.Int(launch.Chunks)}";
        if (copy is not null && parallel.Length == 0)
        {
            var columns = copy.Columns.Extent.IsConstant ? Math.Min(copy.Columns.Extent.Value, Transposition.Block) : Transposition.Block;
            return signature.Extent(copy.Rows.Extent * (columns * each));
        }

        if (copy is null && parallel.Length == 0 && nest.Vector is not null && !nest.VectorIsInner)
        {
            return signature.Extent(nest.Inner.Aggregate(Dim.Constant(nest.Block * each), (product, loop) => product * loop.Extent));
        }

        return signature.Extent((elements.DivideExactly(items) ?? elements) * each);
    }

    /// <summary>Opens a loop's coordinate.</summary>
    private void Enter(NestLoop loop, string variable)
    {
        if (loop.Axes.Length == 1) coordinates[loop.Axes[0]] = variable;
        indices.Enter(index, loop.Strides, variable, counter);
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
        registers = [[]];
        if (nest.Vector is null || nest.VectorIsInner)
        {
            foreach (var stage in launch.Stages) Run(stage, null, bounds);
        }
        else
        {
            VectorLoop(bounds, nest.Strips, (count, strips) =>
            {
                registers = [.. Enumerable.Range(0, strips).Select(_ => new Dictionary<Node, (string, bool)>())];
                foreach (var stage in launch.Stages) Run(stage, count, bounds);
            });
        }
    }

    /// <summary>The body for several vectors side by side, for single ones, then for what is left of the last one.</summary>
    private void VectorLoop(Bounds? bounds, int strips, Action<string?, int> body)
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
                body(null, 1);
            }

            index = saved;
            return;
        }

        bool Divides(int vectors)
        {
            long floats = Widest * vectors;
            return (!bounded || bounds!.Step % floats == 0) && loop.Extent.DivideExactly(Dim.Constant(floats)) is not null;
        }

        writer.Line($"nint {variable} = {first};");
        foreach (int vectors in strips == 1 || Divides(strips) ? [strips] : new[] { strips, 1 })
        {
            string step = vectors == 1 ? "T.Width" : $"{CSharpText.Int(vectors)} * T.Width";
            using (Fits(loop, bounded, vectors))
            using (writer.Block($"for (; {variable} <= {last} - {step}; {variable} += {step})"))
            {
                Enter(loop, variable);
                body(null, vectors);
            }

            index = [.. saved];
        }

        if (!Divides(1))
        {
            using (writer.Block($"if ({variable} < {last})"))
            {
                string count = counter.Next("count");
                writer.Line($"int {count} = (int)({last} - {variable});");
                Enter(loop, variable);
                body(count, 1);
            }
        }

        index = saved;
    }

    /// <summary>
    /// Vectors that the extent is too short for pass the loop by. They would anyway, but the runtime compiles what it does not know to be
    /// dead while it reads the method, and the size of a type it knows.
    /// </summary>
    private IDisposable? Fits(NestLoop loop, bool bounded, int vectors)
        => bounded || !loop.Extent.IsConstant || loop.Extent.Value >= Widest * vectors ? null
            : writer.Block($"if (Unsafe.SizeOf<T>() <= {CSharpText.Int(loop.Extent.Value / vectors)} * sizeof(float))");

    /// <summary>One stage at the current outer coordinates; a count limits the lanes of an outer vector.</summary>
    private void Run(Stage stage, string? count, Bounds? bounds)
    {
        bool vectorOutside = nest.Vector is not null && !nest.VectorIsInner;
        int[] strips = [.. Enumerable.Range(0, registers.Length)];
        if (!stage.IsFull || !launch.Reduced.Any())
        {
            foreach (int strip in strips)
            {
                new StatementPrinter(this, vectorOutside ? VectorType : "Simd1", vectorOutside ? count : null, strip)
                    .Print(stage.Statements, NoAccumulators);
            }

            return;
        }

        var sums = stage.Statements.Where(statement => statement.Reduction is not null).ToArray();
        var accumulators = strips.Select(_ => sums.ToDictionary(sum => sum.Node, _ => counter.Next("sum"))).ToArray();
        foreach (int strip in strips)
        {
            foreach (var sum in sums)
                writer.Line($"{VectorType} {accumulators[strip][sum.Node]} = {VectorType}.Create({Identity(sum)});");
        }

        var loops = nest.Inner.Where(loop => loop != nest.Vector).ToArray();
        var outside = registers.Select(strip => new Dictionary<Node, (string, bool)>(strip)).ToArray();
        var hoisted = strips.Select(strip => new StatementPrinter(this, VectorType, vectorOutside ? count : null, strip)).ToArray();
        foreach (var printer in hoisted) printer.Hoist(stage.Statements);
        void Print(string? lanes)
        {
            foreach (int strip in strips) hoisted[strip].Inside(lanes).Print(stage.Statements, accumulators[strip]);
        }

        Nested(loops, 0, () =>
        {
            if (vectorOutside || nest.Vector is null) Print(count);
            else VectorLoop(bounds, 1, (rest, _) => Print(rest));
        }, bounds);
        registers = outside;
        foreach (int strip in strips)
        {
            foreach (var sum in sums) Finish(sum, accumulators[strip][sum.Node], vectorOutside, count, strip);
        }
    }

    /// <summary>A finished accumulator becomes a value of the outer coordinates, stored where something outside reads it.</summary>
    private void Finish(Statement sum, string accumulator, bool vectorOutside, string? count, int strip)
    {
        string text = accumulator;
        if (!vectorOutside && nest.IsVector)
        {
            text = counter.Next("total");
            string horizontal = sum.Reduction switch
            {
                ReduceKind.Sum => "T.Sum",
                ReduceKind.Product => "SimdFunctions<T>.Product",
                _ => "T.Maximum",
            };
            writer.Line($"Simd1 {text} = Simd1.Create({horizontal}({accumulator}));");
        }

        registers[strip][sum.Node] = (text, !vectorOutside);
        if (launch.Writes.ContainsKey(sum.Node))
        {
            new StatementPrinter(this, vectorOutside ? VectorType : "Simd1", vectorOutside ? count : null, strip).Store(sum.Node, text);
        }
    }

    private static string Identity(Statement sum) => Identity(sum.Reduction!.Value);

    private static string Identity(ReduceKind kind)
        => kind switch { ReduceKind.Max => "float.NegativeInfinity", ReduceKind.Product => "1f", _ => "0f" };

    /// <summary>Narrower bounds of one loop.</summary>
    /// <param name="Step">What the first is a multiple of, and the last too unless it is the extent.</param>
    private sealed record Bounds(NestLoop Loop, string First, string Last, long Step);

    /// <summary>The current index of an operand, which is thereby needed.</summary>
    private string IndexOf(int operand)
    {
        indices.Use(index[operand]);
        return index[operand];
    }

    private string CoordinateText(int axis) => launch.Domain[axis].IsOne ? "0" : coordinates[axis];
}

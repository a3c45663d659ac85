using System.Collections.Immutable;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;
using DeepGen.Generators.Operators;
using DeepGen.Generators.Schedule;

namespace DeepGen.Generators.Emit.CSharp;

internal sealed partial class LoopPrinter
{
    /// <summary>Prints statements at the innermost coordinates, or what they share further out.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="vector">The vector type.</param>
    /// <param name="count">The lanes of a last vector that is not full; null of a full one.</param>
    /// <param name="strip">The number of the vector, where several run side by side.</param>
    /// <param name="outer">What has been declared further out.</param>
    private sealed class StatementPrinter(LoopPrinter kernel, string vector, string? count, int strip, FormulaPrinter? outer = null)
    {
        private FormulaPrinter formulas = null!;
        private FormulaPrinter? hoisted = outer ?? (vector == kernel.VectorType ? kernel.constants : null);

        public StatementPrinter Inside(string? lanes) => new(kernel, vector, lanes, strip, hoisted);

        public void Print(IEnumerable<Statement> statements, IReadOnlyDictionary<Node, string> accumulators)
        {
            var all = statements.ToArray();
            formulas = new FormulaPrinter(kernel.writer, CSharpDialect.Of(vector), Leaf, kernel.counter, hoisted);
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
            string memory = kernel.signature.Of(access.Storage);
            kernel.writer.Line($"{vector}.{store}({FormulaPrinter.Unwrap(text)}, ref {memory}, {IndexOf(operand)}{lanes});");
        }

        /// <summary>Declares the parts of the statements that do not move with the loops about to be opened.</summary>
        public void Hoist(IEnumerable<Statement> statements)
        {
            var loops = kernel.nest.Inner;
            hoisted = new FormulaPrinter(kernel.writer, CSharpDialect.Of(vector), Leaf, kernel.counter, hoisted);
            formulas = hoisted;
            var fixedParts = new FixedParts(leaf => IsFixed(leaf, loops));
            foreach (var statement in statements) HoistParts(statement.Value, fixedParts);
        }

        /// <summary>Declares what depends on nothing but the run-time dims, at the top of the kernel.</summary>
        public FormulaPrinter HoistConstants(IEnumerable<Statement> statements)
        {
            hoisted = formulas = new FormulaPrinter(kernel.writer, CSharpDialect.Of(vector), Leaf, kernel.counter);
            var fixedParts = new FixedParts(leaf => leaf is Extent);
            foreach (var statement in statements) HoistParts(statement.Value, fixedParts);
            return formulas;
        }

        private void HoistParts(ScalarExpression formula, FixedParts fixedParts)
        {
            if (formula is Literal || !fixedParts.Visit(formula) || hoisted!.Knows(formula)) return;
            if (fixedParts.Contains(formula) && !IsPredicate(formula)) hoisted.Declare(formula);
            else foreach (var operand in formula.Operands) HoistParts(operand, fixedParts);
        }

        private static bool IsPredicate(ScalarExpression formula) => formula is ScalarCall { Function.IsPredicate: true };

        private bool IsFixed(ScalarExpression leaf, ImmutableArray<NestLoop> loops) => leaf switch
        {
            Extent => true,
            Coordinate at => !loops.Any(loop => loop.Axes.Contains(at.Axis)),
            Load load when kernel.registers[strip].ContainsKey(load.Node) => true,
            Load load when kernel.launch.Reads.ContainsKey(new ReadKey(load.Node, load.Slot))
                && !kernel.launch.Writes.ContainsKey(load.Node)
                => loops.All(loop => loop.Strides[kernel.nest.IndexOf(new ReadKey(load.Node, load.Slot))] == Dim.Zero),
            _ => false,
        };

        private void Keep(Statement statement, string text)
        {
            string name = kernel.counter.Next("v");
            kernel.writer.Line($"{vector} {name} = {FormulaPrinter.Unwrap(text)};");
            kernel.registers[strip][statement.Node] = (name, vector == "Simd1" && kernel.nest.IsVector);
            formulas.Define(new Load(statement.Node), name);
            formulas.Define(statement.Value, name);
            if (kernel.launch.Writes.ContainsKey(statement.Node)) Store(statement.Node, name);
        }

        private void Accumulate(string accumulator, ReduceKind reduction, string text)
        {
            bool masks = count is not null && kernel.nest.VectorIsInner;
            string value = masks
                ? $"T.Select(T.FirstLanes({count}), {FormulaPrinter.Unwrap(text)}, T.Create({Identity(reduction)}))"
                : text;
            kernel.writer.Line(reduction == ReduceKind.Max
                ? $"{accumulator} = {vector}.Max({accumulator}, {FormulaPrinter.Unwrap(value)});"
                : $"{accumulator} = {accumulator} {(reduction == ReduceKind.Sum ? "+" : "*")} {value};");
        }

        private string Leaf(ScalarExpression leaf)
        {
            return leaf switch
            {
                Load load => Read(load),
                Extent extent => CSharpDialect.Of(vector).OfExtent(kernel.signature, extent.Dim),
                Coordinate at => CoordinateOf(at.Axis),
                RandomLeaf random => Random(random),
                WindowLeaf window => Window(window),
                GatherLeaf gather => Windows(gather.Axes).Gather(gather, kernel.signature),
                _ => throw new InvalidOperationException($"{leaf} cannot be printed."),
            };
        }

        private string Read(Load load)
        {
            if (kernel.registers[strip].TryGetValue(load.Node, out var register))
            {
                return register.IsScalar && vector == "T" ? $"T.Create(Simd1.Sum({register.Text}))" : register.Text;
            }

            int operand = kernel.nest.IndexOf(new ReadKey(load.Node, load.Slot));
            return ReadAt(operand, IndexOf(operand));
        }

        private string ReadAt(int operand, string at)
        {
            var access = kernel.nest.Operands[operand].Access!;
            string memory = kernel.signature.Of(access.Storage);
            bool moves = kernel.nest.Vector is { } loop && loop.Strides[operand] != Dim.Zero && vector == "T";
            string read = access.Type == DType.Int32 ? "LoadInt" : "Load";
            if (moves) return $"T.{read}(ref {memory}, {at}{(count is null ? "" : $", {count}")})";
            if (vector == "Simd1") return $"Simd1.{read}(ref {memory}, {at})";
            return access.Type == DType.Int32 ? $"T.Create(Simd1.Sum(Simd1.LoadInt(ref {memory}, {at})))"
                : $"T.Create(Unsafe.Add(ref {memory}, {at}))";
        }

        /// <summary>Where this strip's vector begins.</summary>
        private string IndexOf(int operand)
        {
            string at = kernel.IndexOf(operand);
            return strip == 0 ? at : kernel.signature.Step(at, OfStrip, kernel.nest.Vector!.Strides[operand]);
        }

        private string OfStrip => strip == 1 ? "T.Width" : $"{CSharpText.Int(strip)} * T.Width";

        private string CoordinateOf(int axis)
        {
            string text = kernel.CoordinateText(axis);
            bool moves = vector == "T" && kernel.nest.Vector is { } loop && loop.Axes.Contains(axis);
            if (moves && strip > 0) text = $"{text} + {OfStrip}";
            return moves ? $"({vector}.Create((float)({text})) + {vector}.Iota)" : $"{vector}.Create((float)({text}))";
        }

        private string Random(RandomLeaf random)
        {
            int operand = kernel.nest.IndexOf(random.Operator.PathHash);
            string stride = kernel.nest.Vector is { } loop && vector == "T" ? kernel.signature.Extent(loop.Strides[operand]) : "0";
            return $"{vector}.Uniform({kernel.signature.RandomKey(random.Operator.PathHash)}, {IndexOf(operand)}, {stride})";
        }

        private WindowPrinter Windows(Declaration.EquatableArray<WindowAxis> axes)
            => new(kernel.writer, kernel.counter, CSharpDialect.Of(vector), kernel.CoordinateText, CoordinateOf, LoadWindowed(axes));

        private string Window(WindowLeaf window)
        {
            var printer = Windows(window.Axes);
            var maximum = new WindowLeaf(WindowKind.Max, window.Axes, window.Source, window.Inner);
            var chosen = new WindowLeaf(WindowKind.ArgMax, window.Axes, window.Source, window.Inner);
            bool needsPosition = window.Kind != WindowKind.Sum
                && kernel.launch.Stages.SelectMany(stage => stage.Statements).Any(statement => statement.Value.Leaves().Contains(chosen));
            var (value, position) = printer.Reduce(window, kernel.signature, needsPosition);
            if (window.Kind != WindowKind.Sum) formulas.Define(maximum, value);
            if (needsPosition) formulas.Define(chosen, position);

            return window.Kind == WindowKind.ArgMax ? position : value;
        }

        /// <summary>Reads inside a window: the operand's base, moved by the window's coordinates.</summary>
        private Func<Load, IReadOnlyDictionary<int, string>, string> LoadWindowed(Declaration.EquatableArray<WindowAxis> axes)
            => (load, at) =>
            {
                var key = new ReadKey(load.Node, load.Slot);
                int operand = kernel.nest.IndexOf(new WindowedRead(key, new EquatableAxes(axes)));
                string text = IndexOf(operand);
                foreach (var axis in axes) text = kernel.signature.Step(text, at[axis.Axis], kernel.launch.Reads[key].Strides[axis.Axis]);
                return ReadAt(operand, text);
            };
    }

    /// <summary>Tells the parts of formulas whose leaves are all fixed while loops run.</summary>
    private sealed class FixedParts(Func<ScalarExpression, bool> isFixed)
    {
        private readonly Dictionary<ScalarExpression, bool> known = [];
        private readonly HashSet<ScalarExpression> visited = [];

        /// <summary>Whether it is the first visit.</summary>
        public bool Visit(ScalarExpression formula) => visited.Add(formula);

        public bool Contains(ScalarExpression formula)
        {
            if (formula is not ScalarCall call) return formula is Literal || isFixed(formula);
            if (known.TryGetValue(formula, out bool isKnown)) return isKnown;
            bool all = true;
            foreach (var operand in call.Operands) all &= Contains(operand);
            known.Add(formula, all);
            return all;
        }
    }
}

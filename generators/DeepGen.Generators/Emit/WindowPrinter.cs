using DeepGen.Generators.Emit.CSharp;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Emit;

/// <summary>Prints the loops of a pooling window, and of its transpose.</summary>
/// <param name="coordinate">The loop's coordinate along an axis.</param>
/// <param name="lanes">The same as a vector: each lane of the loop that steps by vectors has its own.</param>
/// <param name="read">A load at given coordinates of the windowed axes.</param>
internal sealed class WindowPrinter(
    CodeWriter writer, Counter counter, Dialect dialect, Func<int, string> coordinate, Func<int, string> lanes,
    Func<Load, IReadOnlyDictionary<int, string>, string> read)
{
    /// <summary>Elements of a window up to which each is written out, instead of in loops.</summary>
    private const long WrittenOut = 16;

    private string Int => dialect.Counter;

    private string Unsigned => dialect.UnsignedCounter;

    /// <summary>The reduced window: its value and, for a maximum, the position of the first largest element.</summary>
    /// <param name="needsPosition">Whether the position is printed too.</param>
    public (string Value, string Position) Reduce(WindowLeaf window, KernelSignature signature, bool needsPosition)
    {
        string value = counter.Next("window"), position = counter.Next("position");
        bool isSum = window.Kind == WindowKind.Sum;
        bool isWhole = window.Axes.Items.All(axis => !MayLeave(axis, window.Source[axis.Axis]));
        bool isWrittenOut = isWhole && window.Axes.Items.Aggregate(1L, (product, axis) => product * axis.Size) <= WrittenOut;

        // A window that lies inside begins with its first element; otherwise nobody knows which of them is there.
        bool isFirst = isWrittenOut && !isSum;
        if (!isFirst) Start();
        var at = new Dictionary<int, string>();
        Over(window, signature, isWrittenOut, 0, at, [], steps =>
        {
            string x = Value(window.Inner, signature, at);
            if (isSum)
            {
                writer.Line($"{value} = {value} + {x};");
                return;
            }

            x = FormulaPrinter.Unwrap(x);
            if (isFirst)
            {
                Start(x);
                isFirst = false;
                return;
            }

            string candidate = counter.Next("x"), better = counter.Next("better");
            writer.Line($"{dialect.Value} {candidate} = {x};");
            writer.Line($"{dialect.Truth} {better} = {dialect.IsBetter(candidate, value)};");
            writer.Line($"{value} = {Select(better, candidate, value)};");
            if (needsPosition)
                writer.Line($"{position} = {Select(better, dialect.OfCounter(Flat(window.Axes, steps)), position)};");
        });
        return (value, position);

        void Start(string? first = null)
        {
            first ??= FormulaPrinter.Unwrap(dialect.Number(isSum ? 0 : double.NegativeInfinity));
            writer.Line($"{dialect.Value} {value} = {first};");
            if (needsPosition) writer.Line($"{dialect.Value} {position} = {dialect.Number(0)};");
        }
    }

    /// <summary>The sum over the windows that cover the current element and, where positions are given, chose it.</summary>
    public string Gather(GatherLeaf gather, KernelSignature signature)
    {
        string sum = counter.Next("gathered");
        writer.Line($"{dialect.Value} {sum} = {dialect.Number(0)};");
        var at = new Dictionary<int, string>();
        Covering(gather, signature, 0, at, [], steps =>
        {
            string value = Value(gather.Inner, signature, at);
            if (gather.Position is { } chosen)
            {
                string position = Value(chosen, signature, at);
                string mask = dialect.Apply(ScalarFunctions.Equal, position, dialect.OfCounter(Flat(gather.Axes, steps)));
                value = dialect.Apply(ScalarFunctions.Select, mask, value, dialect.Number(0));
            }

            writer.Line($"{sum} = {sum} + {value};");
        });
        return sum;
    }

    private void Over(
        WindowLeaf window, KernelSignature signature, bool isWrittenOut, int next, Dictionary<int, string> at, IReadOnlyList<string> steps,
            Action<IReadOnlyList<string>> body)
    {
        if (next == window.Axes.Length)
        {
            body(steps);
            return;
        }

        var axis = window.Axes[next];
        if (isWrittenOut)
        {
            for (long step = 0; step < axis.Size; step++) Element(CSharpText.Int(step));
            return;
        }

        string counted = counter.Next("k");
        using (writer.Block($"for ({Int} {counted} = 0; {counted} < {CSharpText.Int(axis.Size)}; {counted}++)")) Element(counted);

        void Element(string step)
        {
            var extent = window.Source[axis.Axis];
            string start = signature.Step("0", coordinate(axis.Axis), axis.Stride);
            string low = axis.PadLow == 0 ? "" : $" - {CSharpText.Int(axis.PadLow)}";
            string where = step == "0" ? start : signature.Step(start, step, axis.Dilation) + low;
            if (!isWrittenOut)
            {
                string variable = counter.Next("w");
                writer.Line($"{Int} {variable} = {where};");
                where = variable;
            }

            if (MayLeave(axis, extent)) writer.Line($"if (({Unsigned}){where} >= ({Unsigned})({signature.Extent(extent)})) continue;");
            at[axis.Axis] = isWrittenOut ? $"({where})" : where;
            Over(window, signature, isWrittenOut, next + 1, at, [.. steps, step], body);
        }
    }

    private static bool MayLeave(WindowAxis axis, Dim extent)
    {
        var last = ((axis.Extent(extent) - 1) * axis.Stride) + ((axis.Size - 1) * axis.Dilation);
        return axis.PadLow > 0 || !(extent - last).IsConstant || (extent - last).Value <= 0;
    }

    private void Covering(
        GatherLeaf gather, KernelSignature signature, int next, Dictionary<int, string> at, IReadOnlyList<string> steps,
            Action<IReadOnlyList<string>> body)
    {
        if (next == gather.Axes.Length)
        {
            body(steps);
            return;
        }

        var axis = gather.Axes[next];
        string step = counter.Next("k"), where = counter.Next("w"), offset = counter.Next("d");
        string windows = signature.Extent(gather.Windows[axis.Axis]);
        string position = axis.PadLow == 0 ? coordinate(axis.Axis) : $"({coordinate(axis.Axis)} + {CSharpText.Int(axis.PadLow)})";
        if (axis.Dilation == 1 && axis.Stride >= axis.Size)
        {
            // Windows do not overlap: at most one covers the element, and every element has one where nothing is left between or behind
            // them. Without a sign, dividing by a power of two is a shift.
            writer.Line($"{Int} {where} = ({Int})(({Unsigned}){position} / {CSharpText.Int(axis.Stride)});");
            writer.Line($"{Int} {step} = {position} - {where} * {CSharpText.Int(axis.Stride)};");
            var covered = gather.Windows[axis.Axis] * axis.Stride - gather.Source[axis.Axis] - axis.PadLow;
            string[] conditions =
            [
                .. axis.Stride > axis.Size ? [$"{step} < {CSharpText.Int(axis.Size)}"] : Array.Empty<string>(),
                .. covered.IsConstant && covered.Value >= 0 ? [] : new[] { $"{where} < {windows}" },
            ];
            at[axis.Axis] = where;
            if (conditions.Length == 0)
            {
                Covering(gather, signature, next + 1, at, [.. steps, step], body);
                return;
            }

            using (writer.Block($"if ({string.Join(" && ", conditions)})"))
            {
                Covering(gather, signature, next + 1, at, [.. steps, step], body);
            }

            return;
        }

        using (writer.Block($"for ({Int} {step} = 0; {step} < {CSharpText.Int(axis.Size)}; {step}++)"))
        {
            writer.Line($"{Int} {offset} = {position} - {step} * {CSharpText.Int(axis.Dilation)};");
            writer.Line($"{Int} {where} = {offset} / {CSharpText.Int(axis.Stride)};");
            writer.Line($"if ({offset} < 0 || {offset} != {where} * {CSharpText.Int(axis.Stride)} || {where} >= {windows}) continue;");
            at[axis.Axis] = where;
            Covering(gather, signature, next + 1, at, [.. steps, step], body);
        }
    }

    private string Value(ScalarExpression inner, KernelSignature signature, Dictionary<int, string> at)
    {
        var formulas = new FormulaPrinter(writer, dialect, leaf => leaf switch
        {
            Load load => read(load, at),
            Coordinate axis => at.TryGetValue(axis.Axis, out string? inside) ? dialect.OfCounter(inside) : lanes(axis.Axis),
            Extent extent => dialect.OfExtent(signature, extent.Dim),
            _ => throw new InvalidOperationException($"{leaf} cannot stand inside a window."),
        }, counter);
        formulas.Announce(inner);
        return formulas.Print(inner);
    }

    private string Select(string mask, string yes, string no)
        => FormulaPrinter.Unwrap(dialect.Apply(ScalarFunctions.Select, mask, yes, no));

    /// <summary>The row-major position within the window.</summary>
    private static string Flat(Declaration.EquatableArray<WindowAxis> axes, IReadOnlyList<string> steps)
    {
        string flat = steps[0];
        for (int axis = 1; axis < steps.Count; axis++) flat = $"({flat}) * {CSharpText.Int(axes[axis].Size)} + {steps[axis]}";
        return flat;
    }
}

using DeepGen.Generators.Emit.CSharp;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Schedule.Device;

namespace DeepGen.Generators.Emit.Device;

/// <summary>How a factor of a product reaches the registers: the part of a group from memory, then through shared memory.</summary>
internal sealed record DeviceFactor
{
    /// <summary>What its variables begin with.</summary>
    public required string Name { get; init; }

    /// <summary>Its place among the operands.</summary>
    public required int Operand { get; init; }

    /// <summary>The name of its memory in the kernel.</summary>
    public required string Memory { get; init; }

    /// <summary>The loops of its rows or columns.</summary>
    public required IReadOnlyList<int> Across { get; init; }

    /// <summary>A row or a column.</summary>
    public required string Line { get; init; }

    /// <summary>How many there are in all.</summary>
    public required Dim Extent { get; init; }

    /// <summary>The same in the kernel.</summary>
    public required string ExtentText { get; init; }

    /// <summary>The group's first.</summary>
    public required string First { get; init; }

    /// <summary>The group's.</summary>
    public required int Lines { get; init; }

    /// <summary>An item's.</summary>
    public required ItemLines OfItem { get; init; }

    /// <summary>Where the group's batch starts.</summary>
    public required string Start { get; init; }

    public required FactorLoad Load { get; init; }

    /// <summary>Floats from one step of the sum in shared memory to the next.</summary>
    public required int Pitch { get; init; }

    /// <summary>Whether some group has fewer.</summary>
    public bool HasRemainder => !(Extent.IsConstant && Extent.Value % Lines == 0);
}

/// <summary>Prints the ways of one factor.</summary>
/// <param name="factor">The factor.</param>
/// <param name="plan">The product's plan.</param>
/// <param name="end">The end of the group's part of the sum if a step may reach beyond it.</param>
internal sealed class DeviceFactorPrinter(
    DeviceFactor factor, DeviceContractPlan plan, string? end, DeviceOffsets offsets, CodeWriter writer)
{
    private readonly string name = factor.Name;
    private readonly int width = factor.Load.Width;

    private bool AlongSum => factor.Load.AlongSum;

    /// <summary>Items side by side along what lies together.</summary>
    private int Lanes => (AlongSum ? plan.Tile.Depth : factor.Lines) / width;

    /// <summary>What all items together read of a step, in loads.</summary>
    private int Loads => factor.Lines * plan.Tile.Depth / width;

    /// <summary>Loads of an item.</summary>
    private int Passes => Math.Max(1, Loads / plan.Tile.Items);

    /// <summary>Steps along the other direction from one load of an item to its next.</summary>
    private int Stride => plan.Tile.Items / Lanes;

    private string K => name + "K";

    private string Line => name + CSharpText.Pascal(factor.Line);

    private static string Int(long value) => CSharpText.Int(value);

    /// <summary>The shared memory: two steps of the sum, one that is multiplied and one that is written.</summary>
    public void Share() => writer.Line($"DG_SHARED(float, {name}Tile, 2 * {Int(plan.Tile.Depth)} * {Int(factor.Pitch)});");

    /// <summary>Which elements of each step the item reads, and the registers that they wait in.</summary>
    public void Place()
    {
        string what = AlongSum ? "the sum" : "the " + factor.Line + "s";
        writer.Line($"/* The {name} factor, {(width > 1 ? "by fours " : "")}along {what}: the item's place in each step. */");
        string lane = $"(item & {Int(Lanes - 1)})";
        if (width > 1) lane = $"{lane} * {Int(width)}";
        else lane = FormulaPrinter.Unwrap(lane);
        string other = $"item / {Int(Lanes)}";
        writer.Line($"int {K} = {(AlongSum ? lane : other)};");
        writer.Line($"int {Line} = {(AlongSum ? other : lane)};");
        int places = AlongSum ? Passes : 1;
        writer.Line($"int {name}At{Count(places)};");
        using (offsets.Unrolled("n", places, out string pass) ?? writer.Block(""))
        {
            string step = places > 1 ? $" + {pass} * {Int(Stride)}" : "";
            writer.Line($"int {factor.Line} = {Sum(factor.First, Line)}{step};");
            if (factor.HasRemainder)
            {
                string last = $"{factor.ExtentText} - {Int(AlongSum ? 1 : width)}";
                writer.Line($"{factor.Line} = {factor.Line} < {factor.ExtentText} ? {factor.Line} : {last};");
            }

            string at = offsets.Move(factor.Line, factor.Across, [factor.Operand], [factor.Start])[0];
            writer.Line($"{name}At{At(places, pass)} = {at};");
        }

        // What is never read must not look as if it were.
        writer.Line($"float {name}Next[{Int(Passes * width)}] = {{ 0.0f }};");
    }

    /// <summary>Reads the item's elements of a step into registers.</summary>
    public void Read()
    {
        using var some = Some();
        if (AlongSum) Depth($"step + {K}");
        using (offsets.Unrolled("n", Passes, out string pass))
        {
            if (!AlongSum) Depth(Passes > 1 ? $"step + {K} + {pass} * {Int(Stride)}" : $"step + {K}");
            string from = $"{name}At{At(AlongSum ? Passes : 1, pass)} + {name}Depth";
            Read(width > 1 && Passes > 1 ? $"{pass} * {Int(width)}" : pass, from);
        }
    }

    /// <summary>Puts them into shared memory, rounded to what they are multiplied with.</summary>
    public void Write()
    {
        using var some = Some();
        if (plan.Tile.IsTensor)
        {
            using (offsets.Unrolled("v", Passes * width, out string at))
                writer.Line($"{name}Next[{at}] = {DeviceText.Rounding(plan.Tile.Precision)}({name}Next[{at}]);");
        }

        using (offsets.Unrolled("n", Passes, out string pass))
        {
            string far = Passes > 1 ? $" + {pass} * {Int(Stride)}" : "";
            string first = width > 1 && Passes > 1 ? $"{pass} * {Int(width)}" : "";
            string pitch = Int(factor.Pitch);
            if (!AlongSum)
            {
                string to = $"stage * {Int(plan.Tile.Depth * factor.Pitch)} + {Group(K + far)} * {pitch} + {Line}";
                if (width > 1) writer.Line($"DG_STORE4({name}Tile + {to}, {name}Next{(first.Length > 0 ? " + " + first : "")});");
                else writer.Line($"{name}Tile[{to}] = {name}Next[{pass}];");
                return;
            }

            using (offsets.Unrolled("v", width, out string v))
            {
                string k = width > 1 ? $"({K} + {v})" : K;
                string next = width == 1 ? pass : first.Length > 0 ? $"{first} + {v}" : v;
                string to = $"stage * {Int(plan.Tile.Depth * factor.Pitch)} + {k} * {pitch} + {Line}{far}";
                writer.Line($"{name}Tile[{to}] = {name}Next[{next}];");
            }
        }
    }

    /// <summary>Takes the item's part of a step k of the sum that lies in shared memory, into registers of a name.</summary>
    public void Take(string registers)
    {
        var lines = factor.OfItem;
        writer.Line($"float {registers}[{Int(lines.Count)}];");
        using (offsets.Unrolled("n", lines.Count / lines.Run, out string run))
        {
            bool isOne = lines.Count == lines.Run;
            string from = $"{name} + k * {Int(factor.Pitch)}{(isOne ? "" : $" + {run} * {Int(lines.Pitch)}")}";
            if (lines.Run == OperandLoops.Vector)
            {
                writer.Line($"DG_LOAD4({registers}{(isOne ? "" : $" + {run} * {Int(lines.Run)}")}, {from});");
                return;
            }

            using (offsets.Unrolled("v", lines.Run, out string v))
                writer.Line($"{registers}[{v}] = {name}[k * {Int(factor.Pitch)}{(lines.Run == 1 ? "" : " + " + v)}];");
        }
    }

    private void Depth(string k)
    {
        writer.Line($"int {K}Now = {k};");
        writer.Line($"int {name}Depth = {offsets.Move($"{K}Now", plan.Depth, [factor.Operand], ["0"])[0]};");
    }

    private void Read(string to, string from)
    {
        if (width == 1)
        {
            string element = $"{factor.Memory}[{from}]";
            writer.Line($"{name}Next[{to}] = {(end is null ? element : $"{K}Now < {end} ? {element} : 0.0f")};");
            return;
        }

        string registers = to == "0" ? $"{name}Next" : $"{name}Next + {to}";
        if (end is null)
        {
            writer.Line($"DG_LOAD4({registers}, {factor.Memory} + {from});");
            return;
        }

        writer.Line($"DG_ZERO4({registers});");
        writer.Line($"if ({K}Now < {end}) DG_LOAD4({registers}, {factor.Memory} + {from});");
    }

    /// <summary>The block of the items that have something to read, where that is not all of them.</summary>
    private IDisposable? Some() => Loads < plan.Tile.Items ? writer.Block($"if (item < {Int(Loads)})") : null;

    private static string Count(int places) => places > 1 ? $"[{Int(places)}]" : "";

    private static string At(int places, string pass) => places > 1 ? $"[{pass}]" : "";

    private static string Sum(string first, string second) => first == "0" ? second : $"{first} + {second}";

    private static string Group(string sum) => sum.Contains(' ') ? $"({sum})" : sum;
}

using DeepGen.Generators.Emit.CSharp;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;
using DeepGen.Generators.Operators;
using DeepGen.Generators.Schedule;
using DeepGen.Generators.Schedule.Device;

namespace DeepGen.Generators.Emit.Device;

/// <summary>
/// Prints what an item does with its results, which are in the registers <c>sum[i][j]</c>: the pointwise work, and the stores. Operands
/// that have four neighbours together are read and written by four.
/// </summary>
internal sealed class DeviceEpiloguePrinter
{
    private const int FirstRead = ProductLaunch.Result + 1;

    private readonly DeviceContractLaunch launch;
    private readonly DeviceFactor rows;
    private readonly DeviceFactor columns;
    private readonly DeviceOffsets offsets;
    private readonly CodeWriter writer;
    private readonly KernelSignature signature;
    private readonly Counter counter;
    private readonly List<Use> uses = [];

    public DeviceEpiloguePrinter(
        DeviceContractLaunch launch, DeviceFactor rows, DeviceFactor columns, string[] starts, DeviceOffsets offsets, CodeWriter writer,
        KernelSignature signature, Counter counter)
    {
        this.launch = launch;
        this.rows = rows;
        this.columns = columns;
        this.offsets = offsets;
        this.writer = writer;
        this.signature = signature;
        this.counter = counter;
        var (reads, writes) = (launch.Product.EpilogueReads, launch.Product.EpilogueWrites);
        string result = starts[ProductLaunch.Result];
        if (launch.PieceStride != Dim.Zero) result = signature.Step(result, "piece", launch.PieceStride);
        if (launch.StoresResult) Add(ProductLaunch.Result, launch.Contract, true, result);
        for (int at = 0; at < reads.Length; at++) Add(FirstRead + at, reads[at].Key.Node, false, starts[FirstRead + at]);
        for (int at = 0; at < writes.Length; at++)
            Add(FirstRead + reads.Length + at, writes[at], true, starts[FirstRead + reads.Length + at]);
    }

    /// <summary>A value in memory that is read or written for each result.</summary>
    private sealed record Use(int Operand, Node Node, bool IsWrite, bool IsVector)
    {
        /// <summary>Its index so far.</summary>
        public string Index { get; set; } = "0";

        /// <summary>Its four values where it is a vector.</summary>
        public string Registers { get; init; } = "";
    }

    private bool HasVectors => uses.Exists(use => use.IsVector);

    private static string Int(long value) => CSharpText.Int(value);

    public void Print()
    {
        using (offsets.Unrolled("i", rows.OfItem.Count, out string i))
        {
            writer.Line($"int row = {Position(rows, "itemRow", i)};");
            using (Inside(rows, "row"))
            {
                Move(uses, "row", rows.Across);
                foreach (var use in uses.Where(use => use.Index.Contains(' ')))
                {
                    string name = counter.Next("at");
                    writer.Line($"int {name} = {use.Index};");
                    use.Index = name;
                }

                if (HasVectors) Vectors(i);
                else Columns(i);
            }
        }
    }

    /// <summary>Column by column.</summary>
    private void Columns(string i)
    {
        using (offsets.Unrolled("j", columns.OfItem.Count, out string j))
        {
            writer.Line($"int column = {Position(columns, "itemColumn", j)};");
            using (Inside(columns, "column"))
            {
                Move(uses, "column", columns.Across);
                Body($"sum[{i}][{j}]", "");
            }
        }
    }

    /// <summary>By fours of columns, of which there are no others.</summary>
    private void Vectors(string i)
    {
        var vectors = uses.Where(use => use.IsVector).ToArray();
        using (offsets.Unrolled("n", columns.OfItem.Count / OperandLoops.Vector, out string four))
        {
            bool isOne = columns.OfItem.Count == OperandLoops.Vector;
            string far = isOne ? "" : $" + {four} * {Int(columns.OfItem.Pitch)}";
            writer.Line($"int column = {Sum(columns.First, "itemColumn")}{far};");
            using (Inside(columns, "column"))
            {
                Move(vectors, "column", columns.Across);
                foreach (var use in vectors)
                {
                    writer.Line($"float {use.Registers}[{Int(OperandLoops.Vector)}];");
                    if (!use.IsWrite) writer.Line($"DG_LOAD4({use.Registers}, {Memory(use)} + {use.Index});");
                }

                using (offsets.Unrolled("j", OperandLoops.Vector, out string j))
                {
                    var others = uses.Where(use => !use.IsVector).ToArray();
                    if (others.Any(use => columns.Across.Any(loop => launch.Loops.Strides[use.Operand][loop] != Dim.Zero)))
                    {
                        writer.Line($"int at = column + {j};");
                        Move(others, "at", columns.Across);
                    }

                    Body($"sum[{i}][{(isOne ? j : $"{four} * {Int(OperandLoops.Vector)} + {j}")}]", j);
                }

                foreach (var use in vectors.Where(use => use.IsWrite))
                    writer.Line($"DG_STORE4({Memory(use)} + {use.Index}, {use.Registers});");
            }
        }
    }

    /// <summary>One result: the formulas over it, and what of them is stored.</summary>
    private void Body(string result, string lane)
    {
        string Leaf(ScalarExpression leaf) => leaf switch
        {
            Load load when load.Node == launch.Contract => result,
            Load load => Read(uses.First(use => !use.IsWrite && use.Node == load.Node), load.Node.Type, lane),
            Extent extent => DeviceDialect.Instance.OfExtent(signature, extent.Dim),
            _ => throw new InvalidOperationException($"{leaf} cannot be printed in an epilogue."),
        };

        var formulas = new FormulaPrinter(writer, DeviceDialect.Instance, Leaf, counter);
        foreach (var statement in launch.Epilogue) formulas.Announce(statement.Value);
        Write(launch.Contract, result, lane);
        foreach (var statement in launch.Epilogue)
        {
            string name = counter.Next("v");
            writer.Line($"float {name} = {FormulaPrinter.Unwrap(formulas.Print(statement.Value))};");
            formulas.Define(new Load(statement.Node), name);
            Write(statement.Node, name, lane);
        }
    }

    private string Read(Use use, DType type, string lane)
    {
        string element = use.IsVector ? $"{use.Registers}[{lane}]" : $"{Memory(use)}[{use.Index}]";
        return type == DType.Int32 ? $"(float)dg_int_bits({element})" : element;
    }

    private void Write(Node node, string value, string lane)
    {
        foreach (var use in uses.Where(use => use.IsWrite && use.Node == node))
            writer.Line(use.IsVector ? $"{use.Registers}[{lane}] = {value};" : $"{Memory(use)}[{use.Index}] = {value};");
    }

    private void Add(int operand, Node node, bool isWrite, string index)
    {
        bool isVector = columns.OfItem.Run == OperandLoops.Vector && launch.Loops.IsVector(operand, launch.Plan.Columns);
        uses.Add(new Use(operand, node, isWrite, isVector)
        {
            Index = index,
            Registers = isVector ? counter.Next(isWrite ? "to" : "from") : "",
        });
    }

    private string Memory(Use use)
    {
        var storage = launch.Operands[use.Operand];
        return use.IsWrite ? signature.Written(storage) : signature.Of(storage);
    }

    private void Move(IReadOnlyList<Use> some, string count, IReadOnlyList<int> loops)
    {
        string[] moved = offsets.Move(count, loops, [.. some.Select(use => use.Operand)], [.. some.Select(use => use.Index)]);
        for (int at = 0; at < moved.Length; at++) some[at].Index = moved[at];
    }

    /// <summary>The block of what lies inside the result; none where every tile does.</summary>
    private IDisposable Inside(DeviceFactor factor, string line)
        => writer.Block(factor.HasRemainder ? $"if ({line} < {factor.ExtentText})" : "");

    /// <summary>The row or column of the item's register.</summary>
    private static string Position(DeviceFactor factor, string item, string register)
    {
        string first = Sum(factor.First, item);
        var (count, run, _) = factor.OfItem;
        if (count == 1) return first;
        if (count == run) return $"{first} + {register}";
        if (run == 1) return $"{first} + {register} * {Int(factor.OfItem.Pitch)}";
        return $"{first} + {register} / {Int(run)} * {Int(factor.OfItem.Pitch)} + ({register} & {Int(run - 1)})";
    }

    private static string Sum(string first, string second) => first == "0" ? second : $"{first} + {second}";
}

using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;
using DeepGen.Generators.Operators;
using DeepGen.Generators.Schedule;

namespace DeepGen.Generators.Emit.CSharp;

/// <summary>Prints the pointwise work on a product's result, one row of columns at a time.</summary>
internal sealed class EpiloguePrinter(
    ProductLaunch launch, LoopAxis columns, CodeWriter writer, KernelSignature signature, LiveIndices indices, Counter counter)
{
    /// <summary>Whether there is an epilogue, and each of its operands is contiguous or constant along the columns.</summary>
    public bool IsVector
        => launch.Epilogue.Length > 0 && Enumerable.Range(ProductLaunch.Result, launch.Operands.Length - ProductLaunch.Result)
            .All(operand => columns.Strides[operand] == Dim.Zero || columns.Strides[operand].IsOne);

    /// <summary>The columns of one row.</summary>
    /// <param name="index">Where the row of each operand starts.</param>
    /// <param name="extent">The number of columns, as an expression: all of them, or whole vectors of them.</param>
    public void Row(string[] index, string extent)
    {
        string column = counter.Next("j");
        if (!IsVector)
        {
            using (writer.Block($"for (nint {column} = 0; {column} < {extent}; {column}++)")) Body(index, "Simd1", column, null);
            return;
        }

        writer.Line($"nint {column} = 0;");
        using (writer.Block($"for (; {column} <= {extent} - T.Width; {column} += T.Width)")) Body(index, "T", column, null);
        if (columns.Extent.IsConstant && columns.Extent.Value % 16 == 0) return;
        using (writer.Block($"if ({column} < {extent})"))
        {
            string count = counter.Next("count");
            writer.Line($"int {count} = (int)({extent} - {column});");
            Body(index, "T", column, count);
        }
    }

    private void Body(string[] index, string vector, string column, string? count)
    {
        string lanes = count is null ? "" : $", {count}";
        string Memory(int operand) => signature.Of(launch.Operands[operand]);
        string At(int operand)
        {
            indices.Use(index[operand]);
            return signature.Step(index[operand], column, columns.Strides[operand]);
        }

        string Read(int operand, DType type)
        {
            string read = type == DType.Int32 ? "LoadInt" : "Load";
            return vector == "T" && columns.Strides[operand] == Dim.Zero
                ? $"T.Create(Simd1.Sum(Simd1.{read}(ref {Memory(operand)}, {At(operand)})))"
                : $"{vector}.{read}(ref {Memory(operand)}, {At(operand)}{lanes})";
        }

        const int Reads = ProductLaunch.Result + 1;
        var reads = launch.Product.EpilogueReads;
        string Leaf(ScalarExpression leaf) => leaf switch
        {
            Load load when load.Node == launch.Contract => Read(ProductLaunch.Result, DType.Float32),
            Load load => Read(Reads + reads.ToList().FindIndex(read => read.Key.Node == load.Node), load.Node.Type),
            Extent extent => CSharpDialect.Of(vector).OfExtent(signature, extent.Dim),
            RandomLeaf random => throw new InvalidOperationException($"{random} has no place in an epilogue."),
            _ => throw new InvalidOperationException($"{leaf} cannot be printed in an epilogue."),
        };

        var formulas = new FormulaPrinter(writer, CSharpDialect.Of(vector), Leaf, counter);
        foreach (var statement in launch.Epilogue) formulas.Announce(statement.Value);
        foreach (var statement in launch.Epilogue)
        {
            string name = counter.Next("v");
            writer.Line($"{vector} {name} = {FormulaPrinter.Unwrap(formulas.Print(statement.Value))};");
            formulas.Define(new Load(statement.Node), name);
            int write = launch.Product.EpilogueWrites.IndexOf(statement.Node);
            if (write < 0) continue;
            int operand = Reads + reads.Length + write;
            writer.Line($"{vector}.Store({name}, ref {Memory(operand)}, {At(operand)}{lanes});");
        }
    }
}

using System.Collections.Immutable;
using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;

namespace DeepGen.Generators.Schedule.Device;

/// <summary>A product in tiles of groups.</summary>
/// <param name="Loops">The loops of the product, with the strides of its operands where they are bound.</param>
/// <param name="StoresResult">Whether the bare product reaches memory; otherwise only what its epilogue stores.</param>
internal sealed record DeviceContractLaunch(
    string Name, BoundProduct Product, DeviceContractPlan Plan, OperandLoops Loops, bool StoresResult) : ProductLaunch(Name, Product)
{
    /// <summary>Elements between the results of two pieces of the sum.</summary>
    public Dim PieceStride { get; init; } = Dim.Zero;
}

/// <summary>
/// Binds a product to memory and plans its groups. A sum in pieces leaves a partial result for each; a second launch adds them up and
/// does the epilogue.
/// </summary>
/// <param name="kernel">The product.</param>
/// <param name="layouts">Where values lie.</param>
/// <param name="precision">What the factors may be rounded to.</param>
internal sealed class DeviceContractScheduler(ContractKernel kernel, Layouts layouts, FactorPrecision precision)
{
    private readonly ProductOperands operands = new(
        kernel, layouts, ImmutableDictionary<int, (Storage Storage, ImmutableArray<Dim> Strides)>.Empty);

    private Node Result => kernel.Contract;

    public static IEnumerable<Launch> Schedule(ContractKernel kernel, Layouts layouts, FactorPrecision precision)
        => new DeviceContractScheduler(kernel, layouts, precision).Schedule();

    private List<Launch> Schedule()
    {
        var launches = new List<Launch>();
        PlaceResult(launches);
        var product = operands.Bind();
        var loops = new OperandLoops(
            kernel.Operator.Loops, [.. operands.Strides()],
            [.. product.Operands.Select((storage, at) => StartsVector(storage, product.Offsets[at]))]);
        if (new DeviceContractPlanner(kernel.Operator, loops, precision).Plan() is not { } plan)
            launches.AddRange(DeviceScheduler.InPieces(operands.AsLoops()));
        else if (plan.Pieces > 1)
            launches.AddRange(InPieces(product, loops, plan));
        else
            launches.Add(new DeviceContractLaunch(kernel.Name, product, plan, loops, layouts.IsInMemory(Result)));
        return launches;
    }

    /// <summary>A place for the result, also where only its epilogue reaches memory: then the last of that stands for it.</summary>
    private void PlaceResult(List<Launch> launches)
    {
        var last = kernel.Epilogue.LastOrDefault(statement => layouts.IsInMemory(statement.Node));
        if (!layouts.IsInMemory(Result) && last is not null)
        {
            layouts.Set(Result, layouts.Of(last.Node));
            return;
        }

        var storage = layouts.Allocate(Result).Storage;
        if (storage.Halo is not null) launches.Add(new HaloLaunch(Layouts.NameOf(Result), storage));
    }

    /// <summary>Buffers start at vectors, and so do the flat parameters, gradients and state.</summary>
    private static bool StartsVector(Storage storage, Dim offset)
        => storage.Kind != StorageKind.Setting && (storage.Offset + offset).DivideExactly(OperandLoops.Vector) is not null;

    /// <summary>The partial results lie as the groups write them best, one piece after another.</summary>
    private IEnumerable<Launch> InPieces(BoundProduct product, OperandLoops loops, DeviceContractPlan plan)
    {
        var shape = Result.Shape;
        var size = shape.ElementCount;
        var order = plan.ResultOrder.ToList();
        var dense = new Shape(order.Select(axis => shape[axis])).RowMajorStrides();
        ImmutableArray<Dim> strides = [.. Enumerable.Range(0, shape.Rank)
            .Select(axis => order.IndexOf(axis) is var at && at >= 0 ? dense[at] : Dim.Zero)];
        var sums = Enumerable.Repeat(Dim.Zero, loops.Extents.Rank - shape.Rank);
        var partial = new Storage(StorageKind.Arena, Layouts.NameOf(Result) + ".partial", size * plan.Pieces, Dim.Zero);
        yield return new DeviceContractLaunch(
            kernel.Name,
            new BoundProduct(
                Result, [], [.. product.Operands.Take(2), partial], [.. product.Offsets.Take(2), Dim.Zero], [], []),
            plan,
            loops with
            {
                Strides = [.. loops.Strides.Take(2), [.. strides, .. sums]],
                StartsVector = [.. loops.StartsVector.Take(2), size.DivideExactly(OperandLoops.Vector) is not null],
            },
            StoresResult: true)
        {
            PieceStride = size,
        };
        yield return LoopLaunches.SumOfPieces(
            operands.AsLoops(), plan.Pieces, _ => new Access(partial, Dim.Zero, [size, .. strides, .. sums], DType.Float32));
    }
}

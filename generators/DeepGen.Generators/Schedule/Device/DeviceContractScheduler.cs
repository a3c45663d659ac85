using System.Collections.Immutable;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;
using DeepGen.Generators.Operators;
using DeepGen.Generators.Schedule.Cpu;

namespace DeepGen.Generators.Schedule.Device;

/// <summary>A product in tiles of groups.</summary>
/// <param name="StoresResult">Whether the bare product reaches memory; otherwise only what its epilogue stores.</param>
internal sealed record DeviceContractLaunch(string Name, BoundProduct Product, DeviceContractPlan Plan, bool StoresResult)
    : ProductLaunch(Name, Product)
{
    /// <summary>Elements between the results of two pieces of the sum.</summary>
    public Dim PieceStride { get; init; } = Dim.Zero;
}

/// <summary>
/// Binds a product to memory and plans its groups. A sum in pieces leaves a partial result for each; a second launch adds them up and
/// does the epilogue.
/// </summary>
internal sealed class DeviceContractScheduler(ContractKernel kernel, Layouts layouts)
{
    private const int Vector = 4;

    private readonly ProductOperands operands = new(
        kernel, layouts, ImmutableDictionary<int, (Storage Storage, ImmutableArray<Dim> Strides)>.Empty);

    private Node Result => kernel.Contract;

    public static IEnumerable<Launch> Schedule(ContractKernel kernel, Layouts layouts)
        => new DeviceContractScheduler(kernel, layouts).Schedule();

    private List<Launch> Schedule()
    {
        var launches = new List<Launch>();
        PlaceResult(launches);
        var product = operands.Bind();
        var aligned = product.Operands.Select((storage, at) => StartsVector(storage, product.Offsets[at])).ToImmutableArray();
        if (new DeviceContractPlanner(kernel.Operator, [.. operands.Strides()], aligned).Plan() is not { } plan)
            launches.AddRange(LoopLaunches.InPieces(operands.AsLoops()));
        else if (plan.Pieces > 1)
            launches.AddRange(Pieces(product, plan));
        else
            launches.Add(new DeviceContractLaunch(kernel.Name, product, plan, layouts.IsInMemory(Result)));
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
        => storage.Kind != StorageKind.Setting && (storage.Offset + offset).DivideExactly(Vector) is not null;

    private IEnumerable<Launch> Pieces(BoundProduct product, DeviceContractPlan plan)
    {
        var shape = Result.Shape;
        var missing = Enumerable.Range(0, shape.Rank).Except(plan.ResultOrder);
        var size = shape.ElementCount;
        int[] order = [.. missing, .. plan.ResultOrder];
        var dense = new Shape(order.Select(axis => shape[axis])).RowMajorStrides();
        ImmutableArray<Dim> strides = [.. Enumerable.Range(0, shape.Rank)
            .Select(axis => shape[axis].IsOne ? Dim.Zero : dense[Array.IndexOf(order, axis)])];
        var partial = new Storage(StorageKind.Arena, Layouts.NameOf(Result) + ".partial", size * plan.Pieces, Dim.Zero);
        var bare = new BoundProduct(
            Result, [], [product.Operands[0], product.Operands[1], partial], [product.Offsets[0], product.Offsets[1], Dim.Zero], [], []);
        ImmutableArray<Dim> onLoops = [.. strides, .. Enumerable.Repeat(Dim.Zero, kernel.Operator.Loops.Rank - shape.Rank)];
        var factors = operands.Strides().Take(2).Append(onLoops).ToImmutableArray();
        yield return new DeviceContractLaunch(kernel.Name, bare, plan.Onto(kernel.Operator, factors, size), true)
        {
            PieceStride = size,
        };
        yield return LoopLaunches.SumOfPieces(operands.AsLoops(), plan.Pieces, partial, [size, .. strides]);
    }
}

using System.Collections.Immutable;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Schedule;

/// <summary>How a loop reaches the elements of a tensor: one stride for each of its axes.</summary>
internal sealed record Access(Storage Storage, Dim Offset, ImmutableArray<Dim> Strides, DType Type);

/// <summary>Which read of which value an access belongs to.</summary>
internal readonly record struct ReadKey(Node Node, int Slot = 0);

/// <summary>One step of a program with all of the target's choices made, except how its loops are written down.</summary>
internal abstract record Launch(string Name)
{
    public abstract IEnumerable<Storage> Storages { get; }

    /// <summary>The storage of the pack that this launch writes, and that makes it unnecessary while it is fresh.</summary>
    public Storage? Pack { get; init; }
}

/// <summary>Loops with formulas, every tensor bound to memory.</summary>
internal sealed record LoopLaunch(
    string Name,
    Shape Domain,
    ImmutableArray<int> Reduced,
    ImmutableArray<Stage> Stages,
    IReadOnlyDictionary<ReadKey, Access> Reads,
    IReadOnlyDictionary<Node, Access> Writes) : Launch(Name)
{
    /// <summary>
    /// Number of pieces that the reduction is cut into, each with a partial result of its own; 1 for none: along its outermost axis on the
    /// processor, along all of it on devices. It is fixed for the kernel, so that the sum has the same bits however many work on it.
    /// </summary>
    public int Chunks { get; init; } = 1;

    /// <summary>The axes that are left after the reduction.</summary>
    public IEnumerable<int> Outer => Enumerable.Range(0, Domain.Rank).Except(Reduced);

    /// <summary>In the order of the values, since that of the dictionaries differs from run to run.</summary>
    public override IEnumerable<Storage> Storages
        => Reads.OrderBy(entry => entry.Key.Node.Id).ThenBy(entry => entry.Key.Slot).Select(entry => entry.Value)
            .Concat(Writes.OrderBy(entry => entry.Key.Id).Select(entry => entry.Value)).Select(access => access.Storage);
}

/// <summary>A product and its epilogue, with every tensor bound to memory.</summary>
/// <param name="Operands">Operand 0 and 1 are the factors, 2 the result; the epilogue's reads and then its writes follow.</param>
/// <param name="Offsets">Where each operand starts in its storage.</param>
internal sealed record BoundProduct(
    Node Contract,
    ImmutableArray<Statement> Epilogue,
    ImmutableArray<Storage> Operands,
    ImmutableArray<Dim> Offsets,
    ImmutableArray<(ReadKey Key, DType Type)> EpilogueReads,
    ImmutableArray<Node> EpilogueWrites);

/// <summary>A product with its epilogue.</summary>
internal abstract record ProductLaunch(string Name, BoundProduct Product) : Launch(Name)
{
    /// <summary>The place of the result among the operands.</summary>
    public const int Result = 2;

    public Node Contract => Product.Contract;

    public ImmutableArray<Statement> Epilogue => Product.Epilogue;

    public ImmutableArray<Storage> Operands => Product.Operands;

    public ImmutableArray<Dim> Offsets => Product.Offsets;

    public override IEnumerable<Storage> Storages => Operands;
}

/// <summary>Writes the zero border of a storage whose interior a later launch fills.</summary>
internal sealed record HaloLaunch(string Name, Storage Storage) : Launch(Name)
{
    public override IEnumerable<Storage> Storages => [Storage];
}

/// <summary>Fills a storage with zeros.</summary>
internal sealed record FillLaunch(string Name, Storage Storage) : Launch(Name)
{
    public override IEnumerable<Storage> Storages => [Storage];
}

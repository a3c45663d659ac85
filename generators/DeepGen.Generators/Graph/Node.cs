using System.Collections.Immutable;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Graph;

/// <summary>What one element of a tensor is.</summary>
internal enum DType
{
    Float32,
    Int32,
}

/// <summary>
/// One value of the program: an operator applied to earlier values. Nodes are made by <see cref="GraphBuilder"/> only, which returns
/// the same object for the same operator and inputs, so reference equality is structural equality.
/// </summary>
internal sealed class Node
{
    internal Node(int id, Operator @operator, ImmutableArray<Node> inputs, Signature signature, string label)
    {
        Id = id;
        Operator = @operator;
        Inputs = inputs;
        Shape = signature.Shape;
        Type = signature.Type;
        Label = label;
    }

    /// <summary>Position in the order of creation: inputs always have smaller ones.</summary>
    public int Id { get; }

    public Operator Operator { get; }

    public ImmutableArray<Node> Inputs { get; }

    public Shape Shape { get; }

    public DType Type { get; }

    /// <summary>The layer that asked for this value first; it names buffers and kernels and is no part of the identity.</summary>
    public string Label { get; }

    /// <summary>Ids tell the nodes of a graph apart, and every pass looks nodes up; equality stays that of the references.</summary>
    public override int GetHashCode() => Id;

    public override string ToString()
        => $"%{Id} = {Operator.Name}({string.Join(", ", Inputs.Select(input => "%" + input.Id))}) {Type} {Shape}";
}

/// <summary>Shape and element type of a value.</summary>
internal sealed record Signature(Shape Shape, DType Type);

using System.Collections.Immutable;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Tests.Graph;

/// <summary>Each rule of the verifier against a graph that breaks it alone.</summary>
public sealed class GraphVerifierTests
{
    private readonly GraphBuilder graph = new();
    private readonly Node x;
    private readonly ModelGraph sound;

    public GraphVerifierTests()
    {
        x = graph.Add(new LeafOperator(LeafKind.Input, "x", Shape.Of(2, 3)));
        var weight = Leaf(LeafKind.Parameter, "w");
        var product = graph.Pointwise(new Argument(0) * new Argument(1), x.Shape, x, weight);
        sound = new ModelGraph
        {
            Builder = graph,
            Inputs = [new("x", x)],
            Targets = [],
            Parameters = [new("w", weight.Shape, "", weight)],
            State = [],
            Outputs = [new("output", product)],
            Loss = graph.Reshape(graph.Sum(product, 0, 1), Shape.Scalar),
        };
    }

    [Fact]
    public void A_sound_graph_has_no_fault()
    {
        GraphVerifier.Faults(sound, GraphStage.Built).ShouldBeEmpty();
        GraphVerifier.Faults(DeepGen.Generators.Passes.Differentiate.Apply(sound, default), GraphStage.Simplified).ShouldBeEmpty();
        Should.NotThrow(() => GraphVerifier.Check(sound, GraphStage.Built));
    }

    [Fact]
    public void A_fault_is_thrown_with_its_stage()
        => Should.Throw<InvalidOperationException>(() => GraphVerifier.Check(sound, GraphStage.Differentiated))
            .Message.ShouldBe(
                "After Differentiated: the gradients are not those of the trained parameters and differentiated inputs, in their order.");

    [Fact]
    public void An_input_must_come_first()
    {
        var early = new Node(0, new DetachOperator(), [x], new Signature(x.Shape, x.Type), "");
        Only(sound with { Outputs = [new("output", early)] }, GraphStage.Built, "comes before one of its inputs");
    }

    [Fact]
    public void A_signature_must_be_the_operators()
    {
        var wrong = new Node(99, new DetachOperator(), [x], new Signature(Shape.Of(2), x.Type), "");
        Only(sound with { Outputs = [new("output", wrong)] }, GraphStage.Built, "should be Float32 [2, 3]");
    }

    [Fact]
    public void A_leaf_must_be_declared()
        => Only(sound with { Outputs = [new("output", Leaf(LeafKind.State, "stray"))] }, GraphStage.Built, "'stray' belongs to nothing");

    [Fact]
    public void Leaves_have_names_of_their_own()
    {
        var twin = Leaf(LeafKind.Target, "x");
        Only(sound with { Targets = [new("x", twin)] }, GraphStage.Built, "two leaves are called 'x'");
    }

    [Fact]
    public void Random_values_have_paths_of_their_own()
    {
        var sum = graph.Pointwise(
            new Argument(0) + new Argument(1), x.Shape, graph.Add(new RandomOperator("dropout", x.Shape)),
            graph.Add(new RandomOperator("dropout", Shape.Of(1, 3))));
        Only(sound with { Outputs = [new("output", sum)] }, GraphStage.Built, "share the path 'dropout'");
    }

    [Fact]
    public void A_loss_is_a_scalar() => Only(sound with { Loss = x }, GraphStage.Built, "the loss is Float32 [2, 3]");

    [Fact]
    public void An_update_is_that_of_a_state()
    {
        Only(sound with { StateUpdates = [new("mean", x)] }, GraphStage.Built, "'mean' is updated and is no state");
        var mean = Leaf(LeafKind.State, "mean");
        Only(
            sound with { State = [new("mean", mean.Shape, "", mean)], StateUpdates = [new("mean", x)] }, GraphStage.Built,
            "'mean' [1, 3] is updated by [2, 3]");
    }

    [Fact]
    public void A_gradient_has_its_parameters_shape()
        => Only(sound with { Gradients = [new("w", x)] }, GraphStage.Differentiated, "the gradient of 'w' [1, 3] is [2, 3]");

    [Fact]
    public void Nothing_stays_detached()
    {
        var detached = sound with { Gradients = [new("w", sound.Parameters[0].Node)], Outputs = [new("output", graph.Detach(x))] };
        Only(detached, GraphStage.Simplified, "is left");
        GraphVerifier.Faults(detached, GraphStage.Differentiated).ShouldBeEmpty();
    }

    private static void Only(ModelGraph model, GraphStage stage, string fault)
        => GraphVerifier.Faults(model, stage).ToImmutableArray().ShouldHaveSingleItem().ShouldContain(fault);

    private Node Leaf(LeafKind kind, string name) => graph.Add(new LeafOperator(kind, name, Shape.Of(1, 3)));
}

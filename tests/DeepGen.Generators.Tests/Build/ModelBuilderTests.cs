using DeepGen.Generators.Build;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;
using DeepGen.Generators.Passes;
using DeepGen.Generators.Tests.Harness;
using DeepGen.Generators.Tests.Oracle;

namespace DeepGen.Generators.Tests.Build;

public sealed class ModelBuilderTests
{
    private const string Net = """
        [Model, Input("image", "N, 1, 28, 28")]
        [Conv2d(32, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)]
        [Flatten, Linear(10), Dropout(0.25)]
        [CrossEntropyLoss("label")]
        public partial class Net;
        """;

    [Fact]
    public void Each_layer_has_a_row_of_the_summary()
        => Build(Net).Layers.Items.Select(row => $"{row.Name} {row.Kind} {row.InputShape} {row.OutputShape} {row.ParameterCount}").ShouldBe(
        [
            "conv1 Conv2d(32, Kernel = 3, Padding = 1) [N, 1, 28, 28] [N, 32, 28, 28] 320",
            "norm1 BatchNorm2d [N, 32, 28, 28] [N, 32, 28, 28] 64",
            "relu1 ReLU [N, 32, 28, 28] [N, 32, 28, 28] 0",
            "pool1 MaxPool2d(2) [N, 32, 28, 28] [N, 32, 14, 14] 0",
            "flatten1 Flatten [N, 32, 14, 14] [N, 6272] 0",
            "linear1 Linear(10) [N, 6272] [N, 10] 62730",
            "dropout1 Dropout(0.25) [N, 10] [N, 10] 0",
        ]);

    [Fact]
    public void The_boundary_is_as_declared()
    {
        var result = Build(Net);
        var model = result.Graph.ShouldNotBeNull();

        model.Inputs.Select(Text).ShouldBe(["image Float32 [N, 1, 28, 28]"]);
        model.Targets.Select(Text).ShouldBe(["label Int32 [N]"]);
        model.Outputs.Select(Text).ShouldBe(["output Float32 [N, 10]"]);
        model.Loss!.Shape.ShouldBe(Shape.Scalar);
        model.StateUpdates.Select(Text).ShouldBe(["norm1.running_mean Float32 [32]", "norm1.running_var Float32 [32]"]);
        result.IndexLimits.Items.ShouldBe([new IndexLimit("label", 10)]);
        result.BatchCounters.Items.ShouldBe(["norm1"]);
        GraphVerifier.Faults(model, GraphStage.Built).ShouldBeEmpty();
    }

    [Fact]
    public void Parameters_are_initialised_as_PyTorch_does() => Build(Net).Graph!.Parameters.Concat(Build(Net).Graph!.State)
        .Select(tensor => $"{tensor.Name} {tensor.Initializer["global::DeepGen.Initializer.".Length..]}").ShouldBe(
        [
            "conv1.weight DefaultWeight", "conv1.bias DefaultBias(9)", "norm1.weight Ones", "norm1.bias Zeros",
            "linear1.weight DefaultWeight", "linear1.bias DefaultBias(6272)", "norm1.running_mean Zeros", "norm1.running_var Ones",
        ]);

    [Theory]
    [InlineData("KaimingNormal", "KaimingNormal()", "DefaultBias(3)")]
    [InlineData("Zeros", "Zeros", "Zeros")]
    [InlineData("Ones", "Ones", "DefaultBias(3)")]
    public void A_written_initialiser_is_used(string init, string weight, string bias)
    {
        var model = ModelBuilder.Build(Declare.Layer("Linear", "N, 3", ("OutFeatures", 2), ("Init", init)), BuildMode.Train).Graph!;
        model.Parameters.Select(tensor => tensor.Initializer.Split('.')[^1]).ShouldBe([weight, bias]);
    }

    [Fact]
    public void Evaluation_updates_nothing_and_draws_nothing()
    {
        var model = Build(Net, BuildMode.Evaluate).Graph.ShouldNotBeNull();

        model.StateUpdates.ShouldBeEmpty();
        model.Topological().ShouldAllBe(node => !(node.Operator is RandomOperator));
        model.Parameters.Select(tensor => tensor.Name).ShouldBe(Build(Net).Graph!.Parameters.Select(tensor => tensor.Name));
        model.State.Select(tensor => tensor.Name).ShouldBe(Build(Net).Graph!.State.Select(tensor => tensor.Name));
    }

    [Fact]
    public void A_norm_in_evaluation_is_one_multiplication_and_one_addition_of_its_input()
    {
        var model = ModelBuilder.Build(Declare.Layer("BatchNorm2d", "N, 3, 5, 7"), BuildMode.Evaluate).Graph!;
        var large = model.Topological().Where(node => node.Shape.Rank == 4 && !node.Shape[0].IsOne && node.Operator is PointwiseOperator);
        ((PointwiseOperator)large.Single().Operator).Formula.ToString().ShouldBe("add(multiply(x0, x1), x2)");
    }

    [Fact]
    public void A_norms_backward_pass_sums_over_the_batch_twice()
    {
        var model = BuiltModel.Of(Declare.Layer("BatchNorm2d", "N, 3, 5, 7"));
        int Sums(IEnumerable<Node> results) => GraphOrder.Topological(results)
            .Count(node => node.Operator is ReduceOperator && node.Inputs[0].Shape.Rank == 4 && !node.Inputs[0].Shape[0].IsOne);
        var forward = model.Graph.Outputs.Select(output => output.Node).ToList();

        Sums(forward).ShouldBe(2);
        Sums(forward.Concat(model.Graph.Gradients.Select(gradient => gradient.Node))).ShouldBe(4);
    }

    [Fact]
    public void A_layer_called_twice_has_one_set_of_parameters_and_takes_both_batches_into_its_statistics()
    {
        var model = Build("""
            [Model] public partial class Net
            {
                [BatchNorm1d] readonly Layer norm;
                Value Forward([Shape("N, 4")] Value x) => norm(norm(x) * 3);
            }
            """);
        model.Graph!.Parameters.Select(parameter => parameter.Name).ShouldBe(["norm.weight", "norm.bias"]);
        model.Graph.StateUpdates.Length.ShouldBe(2);
        model.Layers.Items.Select(row => row.ParameterCount).ShouldBe([8, 0]);
        var blends = GraphOrder.Topological([model.Graph.StateUpdates[0].Node])
            .Count(node => node.Label == "norm" && node.Shape.Equals(Shape.Of(4)));
        blends.ShouldBeGreaterThan(3, "the second update starts from the first");
    }

    [Fact]
    public void Dropout_zeroes_by_its_own_numbers_and_keeps_the_mean()
    {
        const double probability = 0.25;
        var model = BuiltModel.Of(Declare.Layer("Dropout", "N, 5", ("Probability", probability)));
        double[] x = [.. Enumerable.Range(1, 10).Select(i => (double)i)];
        double Uniform(uint path, long element) => element / 10.0;
        var leaves = new Dictionary<string, double[]> { ["x"] = x, [BuiltModel.Cotangent + "output"] = [.. Enumerable.Repeat(1.0, 10)] };
        var results = model.Run(leaves, new Dictionary<string, long> { ["N"] = 2 }, Uniform);

        results["output.output"].ShouldBe([.. x.Select((value, i) => i / 10.0 >= probability ? value * (1 / (1 - probability)) : 0)]);
        results["gradient.x"].ShouldBe([.. x.Select((_, i) => i / 10.0 >= probability ? 1 / (1 - probability) : 0)]);
    }

    [Fact]
    public void Each_dropout_draws_numbers_of_its_own_which_an_edit_elsewhere_leaves_alone()
    {
        var before = Paths("[Linear(4), Dropout(Name = \"a\"), Linear(4), Dropout(Name = \"b\")]");
        var after = Paths("[Dropout(Name = \"c\"), Linear(4), ReLU, Dropout(Name = \"a\"), Dropout(Name = \"b\")]");
        before.ShouldBe(["a", "b"]);
        after.ShouldBe(["c", "a", "b"]);
        Build("""
            [Model] public partial class Net
            {
                [Dropout] readonly Layer drop;
                Value Forward([Shape("N, 4")] Value x) => drop(drop(x)).Dropout().Dropout(0.1);
            }
            """).Graph!.Topological().Select(node => node.Operator).OfType<RandomOperator>().Select(random => random.Path)
            .ShouldBe(["drop", "drop#2", "Dropout()", "Dropout()#2"]);
    }

    [Fact]
    public void A_build_is_the_same_each_time()
        => Dump(Build(Net).Graph!).ShouldBe(Dump(Build(Net).Graph!));

    [Fact]
    public void A_build_can_be_cancelled()
        => Should.Throw<OperationCanceledException>(
            () => ModelBuilder.Build(Reading.Of(Net), BuildMode.Train, new CancellationToken(true)));

    [Fact]
    public void A_model_may_leave_the_loss_out()
    {
        var model = Build("[Model, Input(\"x\", \"N, 3\"), Linear(2)] public partial class Net;").Graph!;
        model.Loss.ShouldBeNull();
        model.Targets.ShouldBeEmpty();
        Differentiate.Apply(model, default).Gradients.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("N, 1", "label.Squeeze(1)")]
    [InlineData("1, N", "label.Transpose().Reshape(-1)")]
    public void The_door_checks_a_label_that_the_loss_sees_in_another_shape(string shape, string view)
        => Build(Labelled(shape, $"output.CrossEntropy({view}, ignoreIndex: -1)"))
            .IndexLimits.Items.ShouldBe([new IndexLimit("label", 3, -1)]);

    [Theory]
    [InlineData("output.CrossEntropy(label[.., 1])", 3, true)]
    [InlineData("output.CrossEntropy(label[.., 1], labelSmoothing: 0.1)", -1, true)]
    [InlineData("output.LogSoftmax(1).Nll(label[.., 1])", 7, true)]
    [InlineData("output.MultiMargin(label[.., 1])", 3, true)]
    [InlineData("output.CrossEntropy(label[.., 1], ignoreIndex: -1)", -1, false)]
    [InlineData("output.CrossEntropy(label[.., 1])", 2, false)]
    public void A_part_of_a_label_that_is_no_class_makes_the_loss_NaN(string loss, double label, bool isNaN)
    {
        var declaration = Reading.Of(Labelled("N, 2", loss));
        Build(Labelled("N, 2", loss)).IndexLimits.Items.ShouldBeEmpty();
        var leaves = new Dictionary<string, double[]> { ["x"] = [1, 2, 3, 3, 1, 2], ["label"] = [9, 1, 9, label] };
        double result = BuiltModel.Of(declaration).Run(leaves, new Dictionary<string, long> { ["N"] = 2 })["loss"].Single();
        double.IsNaN(result).ShouldBe(isNaN);
    }

    private static string Labelled(string shape, string loss) => $$"""
        [Model] public partial class Net
        {
            Value Forward([Shape("N, 3")] Value x) => x;
            Value Loss(Value output, [Shape("{{shape}}")] Value<int> label) => {{loss}};
        }
        """;

    [Fact]
    public void Norms_alone_count_batches_whatever_a_buffer_is_called()
        => Build("""
            [Block] public class Centred
            {
                [Buffer(4)] readonly Value running_mean;
                [BatchNorm1d] readonly Layer inner;
                Value Forward([Shape("N, 4")] Value x) => inner(x - running_mean);
            }

            [Model, Input("x", "N, 4"), Use<Centred>(Name = "first"), BatchNorm1d(TrackRunningStats = false, Name = "free")]
            [BatchNorm1d(Name = "last"), MSELoss("y")]
            public partial class Net;
            """).BatchCounters.Items.ShouldBe(["first.inner", "last"]);

    [Theory]
    [InlineData("Dropout", "N, 2")]
    [InlineData("Dropout1d", "N, 2, 1")]
    [InlineData("AlphaDropout", "N, 2")]
    [InlineData("FeatureAlphaDropout", "N, 2")]
    public void A_rate_of_1_at_run_time_drops_all_to_0(string function, string shape)
    {
        var model = BuiltModel.Of(Reading.Of($$"""
            [Model] public partial class Net
            {
                [Setting(0.5)] readonly Value rate;
                Value Forward([Shape("{{shape}}")] Value x) => x.{{function}}(rate);
            }
            """));
        double[] Output(double rate) => model.Run(
            new Dictionary<string, double[]> { ["x"] = [1, -2], ["rate"] = [rate], ["cotangent.output"] = [1, 1] },
            new Dictionary<string, long> { ["N"] = 1 }, (_, _) => 0.999)["output.output"];
        Output(1).ShouldAllBe(value => value == 0);
        Output(0.5)[0].ShouldNotBe(Output(0.25)[0]);
    }

    private static BuildResult Build(string source, BuildMode mode = BuildMode.Train)
    {
        var result = ModelBuilder.Build(Reading.Of(source), mode);
        result.Diagnostics.ShouldBeEmpty();
        return result;
    }

    private static IEnumerable<string> Paths(string layers)
        => Build($"[Model, Input(\"x\", \"N, 4\")] {layers} public partial class Net;").Graph!.Topological()
            .Select(node => node.Operator).OfType<RandomOperator>().Select(random => random.Path);

    private static string Dump(ModelGraph model) => string.Join("\n", model.Topological());

    private static string Text(NamedNode named) => $"{named.Name} {named.Node.Type} {named.Node.Shape}";
}

using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Diagnostics;

/// <summary>Mistakes with losses, most of which PyTorch does not notice.</summary>
public sealed class LossDiagnosticsTests
{
    [Theory]
    [InlineData("DG1107", "IgnoreIndex = 2",
        "'IgnoreIndex' of 'CrossEntropy' is 2; it must be left out where the target holds class probabilities",
        "Linear(3), CrossEntropyLoss(\"label\", ClassProbabilities = true, IgnoreIndex = 2)")]
    [InlineData("DG1107", "LabelSmoothing = 2", "'LabelSmoothing' of 'CrossEntropy' is 2; it must be in [0, 1]",
        "Linear(3), CrossEntropyLoss(\"label\", LabelSmoothing = 2)")]
    [InlineData("DG1107", "Reduction = Reduction.BatchMean", "'Reduction' of 'Mse' is BatchMean; it must be Mean, Sum or None",
        "Linear(3), MSELoss(\"y\", Reduction = Reduction.BatchMean)")]
    [InlineData("DG1107", "Delta = 0", "'Delta' of 'Huber' is 0; it must be more than 0", "Linear(3), HuberLoss(\"y\", Delta = 0)")]
    [InlineData("DG1108", "MSELoss(\"y\", Reduction = Reduction.None)", "The loss is [N, 3], not a scalar: take its Mean() or its Sum()",
        "Linear(3), MSELoss(\"y\", Reduction = Reduction.None)")]
    [InlineData("DG1131", "CrossEntropyLoss(\"label\")",
        "'CrossEntropy' takes logits and has its own sigmoid or softmax, but is given the probabilities of Softmax(1): " +
        "leave Softmax(1) out before it",
        "Linear(3), Softmax(1), CrossEntropyLoss(\"label\")")]
    [InlineData("DG1131", "BCEWithLogitsLoss(\"y\")",
        "'BceWithLogits' takes logits and has its own sigmoid or softmax, but is given the probabilities of Sigmoid: " +
        "leave Sigmoid out before it",
        "Linear(3), Sigmoid, Identity, BCEWithLogitsLoss(\"y\")")]
    [InlineData("DG1132", "BCELoss(\"y\")",
        "'Bce' takes probabilities but is given any number, from linear1: put a Sigmoid before it, or use BceWithLogits",
        "Linear(3), BCELoss(\"y\")")]
    [InlineData("DG1133", "NLLLoss(\"label\")",
        "'Nll' takes logarithms of probabilities but is given any number, from linear1: put a LogSoftmax before it, or use CrossEntropy",
        "Linear(3), NLLLoss(\"label\")")]
    [InlineData("DG1133", "NLLLoss(\"label\")",
        "'Nll' takes logarithms of probabilities but is given probabilities, from Softmax(1): " +
        "put a LogSoftmax before it, or use CrossEntropy",
        "Linear(3), Softmax(1), NLLLoss(\"label\")")]
    [InlineData("DG1134", "CrossEntropyLoss(\"label\")",
        "'CrossEntropy' is given [N, 1], which has one class, so it is always 0: use BceWithLogits, or give each class an output",
        "Linear(1), CrossEntropyLoss(\"label\")")]
    [InlineData("DG1135", "Weight = new[] { 1.0, 2.0 }", "'Weight' of 'CrossEntropy' is [2], which does not fit [3]",
        "Linear(3), CrossEntropyLoss(\"label\", Weight = new[] { 1.0, 2.0 })")]
    public void In_a_stack(string id, string underlined, string message, string attributes) =>
        Report(id, underlined, message, $"[Model, Input(\"x\", \"N, 4\"), {attributes}] partial class M;");

    [Theory]
    [InlineData("DG1130", "CrossEntropy",
        "The target 'label' is [N], the shape of class indices, but holds floats: declare it as Value<int>, or give probabilities [N, 3]",
        "[Shape(\"N\")] Value label", "output.CrossEntropy(label)")]
    [InlineData("DG1106", "CrossEntropy", "The target 'label' is [N, 2] but 'CrossEntropy' of [N, 3] needs [N, 3]",
        "[Shape(\"N, 2\")] Value label", "output.CrossEntropy(label)")]
    [InlineData("DG1131", "BceWithLogits",
        "'BceWithLogits' takes logits and has its own sigmoid or softmax, but is given the probabilities of Sigmoid: " +
        "leave Sigmoid out before it",
        "[Shape(\"N, 3\")] Value y", "output.Sigmoid().BceWithLogits(y)")]
    [InlineData("DG1133", "KlDiv",
        "'KlDiv' takes logarithms of probabilities but is given probabilities, from Softmax(1): " +
        "put a LogSoftmax before it, or use CrossEntropy",
        "[Shape(\"N, 3\")] Value y", "output.Softmax(1).KlDiv(y)")]
    [InlineData("DG1135", "CrossEntropy", "'weight' of 'CrossEntropy' is [4], which does not fit [3]",
        "[Shape(\"N\")] Value<int> y, [Shape(\"4\")] Value weight", "output.CrossEntropy(y, weight)")]
    [InlineData("DG1135", "GaussianNll", "'variance' of 'GaussianNll' is [2], which does not fit [N, 3]",
        "[Shape(\"N, 3\")] Value y, [Shape(\"2\")] Value v", "output.GaussianNll(y, v)")]
    [InlineData("DG1136", "\"a.weights\"", "The model has no parameter called 'a.weights'; it has a.weight, a.bias",
        "[Shape(\"N, 3\")] Value y", "output.Mse(y) + Value.Parameter(\"a.weights\").Sum()")]
    [InlineData("DG1107", "p: 0", "'P' of 'TripletMargin' is 0; it must be more than 0",
        "[Shape(\"N, 3\")] Value y", "output.TripletMargin(y, y, p: 0)")]
    [InlineData("DG1105", "TripletMargin",
        "'TripletMargin' cannot combine [N, 3] and [2, 1, 3]: both must be of the anchor's shape; they come from y [N, 3] and z [2, 1, 3]",
        "[Shape(\"N, 3\")] Value y, [Shape(\"2, 1, 3\")] Value z", "output.TripletMargin(y, z)")]
    public void In_a_graph(string id, string underlined, string message, string parameters, string loss) =>
        Report(id, underlined, message, $$"""
            [Model]
            partial class M
            {
                [Linear(3)] readonly Layer a;
                Value Forward([Shape("N, 4")] Value x) => a(x);
                Value Loss(Value output, {{parameters}}) => {{loss}};
            }
            """);

    [Fact]
    public void A_penalty_in_Forward() => Report(
        "DG1137", "L2Penalty", "'L2Penalty' is only known in 'Loss': in 'Forward' the layers are not all there",
        """
        [Model]
        partial class M
        {
            [Linear(3)] readonly Layer a;
            Value Forward([Shape("N, 4")] Value x) => a(x) + Value.L2Penalty();
        }
        """);

    [Theory]
    [InlineData("Linear(3), LogSoftmax(1), CrossEntropyLoss(\"y\")")]
    [InlineData("Linear(3), LogSoftmax(1), NLLLoss(\"y\")")]
    [InlineData("Linear(3), Hardsigmoid, BCELoss(\"y\")")]
    [InlineData("Linear(3), Softmax(1), BCELoss(\"y\")")]
    [InlineData("Linear(3), Sigmoid, MSELoss(\"y\")")]
    [InlineData("Linear(3), ReLU, BCELoss(\"y\")")]
    public void What_may_be_meant_is_not_reported(string attributes)
        => Compiler.Run($"[Model, Input(\"x\", \"N, 4\"), {attributes}] partial class M;").Diagnostics.ShouldBeEmpty();

    private static void Report(string id, string underlined, string message, string source)
    {
        var diagnostic = Compiler.Run(source).Diagnostics.ShouldHaveSingleItem();

        diagnostic.Id.ShouldBe(id);
        diagnostic.GetMessage().ShouldBe(message);
        GeneratorRun.Underlined(diagnostic).ShouldBe(underlined);
    }
}

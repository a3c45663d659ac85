using DeepGen.Generators.Tests.Compiled;
using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Fusion;

/// <summary>What is fused into one kernel, as <see cref="PlanText"/> writes it.</summary>
public class PlanTests
{
    private const string Convolution =
        "[Model, Input(\"x\", \"N, 1, 12, 12\"), Conv2d(8, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2), "
        + "Flatten, Linear(4), CrossEntropyLoss(\"label\")] public partial class M;";

    private const string Perceptron =
        "[Model, Input(\"x\", \"N, 13\"), Linear(17), ReLU, Linear(5), CrossEntropyLoss(\"label\")] public partial class M;";

    [Fact]
    public void The_step_of_a_perceptron_is_nine_kernels()
        => Step(Perceptron).ShouldBe(
        [
            "Linear1Relu1: contract + (add relu) (1 of 2 stored)",
            "Linear2: contract + (add) (1 of 2 stored)",
            "CrossEntropy: row max(value) | row (subtract exp) + sum(value) + sum(equal subtract select) (3 of 4 stored)",
            "CrossEntropy: column sum(log subtract) + (divide multiply) | outer (divide multiply) (2 of 3 stored)",
            "CrossEntropyLinear2Backward: column (equal divide negate select multiply add) + sum(value)",
            "Linear2Relu1Backward: contract + (lessOrEqual select) (1 of 2 stored)",
            "Linear2Backward: contract",
            "Linear1Backward: column sum(value)",
            "Linear1Backward: contract",
        ]);

    [Fact]
    public void Prediction_of_a_convolution_with_norm_activation_and_pooling_is_three_kernels()
        => Predict(Convolution)[..3].ShouldBe(
        [
            "Conv1: contract",
            "Norm1: map (add sqrt divide multiply) + (multiply subtract)",
            "Relu1: map (add multiply windowMax relu)",
        ]);

    [Fact]
    public void In_training_norm_activation_and_pooling_are_one_pass_after_the_statistics()
        => Step(Convolution)[..6].ShouldBe(
        [
            "Conv1: contract",
            "Norm1: column sum(add) | outer (divide multiply) (1 of 2 stored)",
            "Norm1: column sum(add subtract multiply) | outer (divide multiply) + (add sqrt divide multiply) + (subtract multiply) "
                + "(3 of 4 stored)",
            "Norm1: map (multiply add)",
            "Norm1: map (multiply maximum divide add)",
            "Relu1Pool1: map (add subtract multiply windowMax relu) + (add subtract multiply windowArgMax)",
        ]);

    [Fact]
    public void Cross_entropy_is_one_pass_over_the_rows_and_one_back()
    {
        const string model = "[Model, Input(\"x\", \"N, 13\"), Linear(5), CrossEntropyLoss(\"label\")] public partial class M;";
        Step(model).Where(kernel => kernel.StartsWith("CrossEntropy", StringComparison.Ordinal)).ShouldBe(
        [
            "CrossEntropy: row max(value) | row (subtract exp) + sum(value) + sum(equal subtract select) (3 of 4 stored)",
            "CrossEntropy: column sum(log subtract) + (divide multiply) | outer (divide multiply) (2 of 3 stored)",
            "CrossEntropyLinear1Backward: column (equal divide negate select multiply add) + sum(value)",
        ]);
    }

    [Fact]
    public void Softmax_over_the_last_axis_is_one_row_kernel_and_over_the_batch_it_is_not()
    {
        static string[] Softmax(int axis) => [.. Predict($"[Model, Input(\"x\", \"N, 5\"), Softmax({axis})] public partial class M;")];
        Softmax(1).ShouldBe(["Softmax1: row max(value) | row (subtract exp) + sum(value) | row (divide) (1 of 4 stored)"]);
        Softmax(0).ShouldBe(["Softmax1: column max(value)", "Softmax1: column (subtract exp) + sum(value)", "Softmax1: map (divide)"]);
    }

    [Fact]
    public void A_product_that_two_read_is_stored_and_a_sum_of_all_is_no_epilogue()
        => Graph("[Linear(5)] readonly Layer a;", "var y = a(x); return y.Relu() * y.Sum();")
            .ShouldBe(["A: contract", "Sum: column sum(add)", "Multiply: map (add relu multiply)"]);

    [Fact]
    public void Random_numbers_stay_out_of_a_product()
        => Step("[Model, Input(\"x\", \"N, 13\"), Linear(3), Dropout(0.5), Linear(2), MSELoss(\"y\")] public partial class M;")[..3]
            .ShouldBe(
            [
                "Linear1: contract",
                "Dropout1: map (random lessOrEqual add multiply select)",
                "Linear2: contract + (add) (1 of 2 stored)",
            ]);

    [Fact]
    public void Pooling_takes_in_what_it_reads_once_and_alone()
    {
        static string[] Pooled(string layers) => Predict($"[Model, Input(\"x\", \"N, 2, 9, 9\"), {layers}] public partial class M;");
        Pooled("GELU, MaxPool2d(3)").ShouldBe(["Pool1: map (multiply erf add windowMax)"]);
        Pooled("GELU, MaxPool2d(3, Stride = 1)")
            .ShouldBe(["Gelu1: map (multiply erf add)", "Pool1: map (windowMax)"], "windows that overlap would compute it nine times");
        Pooled("Hardtanh, MaxPool2d(3, Stride = 1)")
            .ShouldBe(["Pool1: map (lessOrEqual select windowMax)"], "what is cheap is computed again");
        const string both = "var y = x.Gelu(); return conv(y) + y.MaxPool2d(3, 1, 1).Sum(1, true);";
        Graph("[Conv2d(3, Kernel = 1)] readonly Layer conv;", both, "N, 2, 9, 9")
            .ShouldBe(
            [
                "Gelu: map (multiply erf add)",
                "Conv: contract",
                "MaxPool2dSum: column (windowMax) + sum(value) (1 of 2 stored)",
                "Add: map (add)",
            ], "the convolution needs it in memory");
    }

    [Fact]
    public void What_rises_moves_behind_the_maximum()
    {
        static string Pooled(string layers)
            => Predict($"[Model, Input(\"x\", \"N, 2, 9, 9\"), {layers}] public partial class M;")[^1].Split(": ")[1];
        Pooled("ReLU, MaxPool2d(3, Stride = 1)").ShouldBe("map (windowMax relu)");
        Pooled("ELU(0.5), MaxPool2d(3, Padding = 1)").ShouldBe("map (windowMax lessOrEqual expm1 multiply select)");
        Pooled("LeakyReLU, MaxPool2d(2)").ShouldBe("map (windowMax less multiply select)");
        Pooled("Sigmoid, Tanh, MaxPool2d(2)").ShouldBe("map (windowMax sigmoid tanh)");
        Pooled("Conv2d(3, Kernel = 2), Tanh, MaxPool2d(2)").ShouldBe("map (windowMax add tanh)", "a bias is one number");
        Pooled("ELU(-0.5), MaxPool2d(2)").ShouldBe("map (lessOrEqual expm1 multiply select windowMax)", "it falls below zero");
        Pooled("SiLU, MaxPool2d(2)").ShouldBe("map (sigmoid multiply windowMax)", "it falls before it rises");
        Pooled("Hardtanh, MaxPool2d(2)").ShouldBe("map (lessOrEqual select windowMax)", "a bound may have a slope");
        Pooled("ReLU, AvgPool2d(2)").ShouldBe("map (relu windowSum multiply)", "a mean is no maximum");
        Graph("", "var y = x.Tanh(); return y.MaxPool2d(2).Sum() + y.Sum();", "N, 2, 8, 8")[0]
            .ShouldStartWith("TanhSum: column (tanh)", Case.Sensitive, "it is needed as it is");
    }

    private static string[] Predict(string source)
    {
        var model = new CompiledGraph(Reading.Of(source)).Evaluation;
        return PlanText.Of(ModelCompiler.Lower(model with { Loss = null, Targets = [] }, default));
    }

    private static string[] Step(string source)
        => PlanText.Of(ModelCompiler.Lower(new CompiledGraph(Reading.Of(source)).Step, default));

    private static string[] Graph(string fields, string body, string shape = "N, 5") => Predict(
        $"[Model] public partial class M {{ {fields} Value Forward([Shape(\"{shape}\")] Value x) {{ {body} }} }}");
}

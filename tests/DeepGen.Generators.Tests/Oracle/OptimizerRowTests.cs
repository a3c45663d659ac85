using DeepGen.Generators.Tests.Compiled;
using DeepGen.Training;

namespace DeepGen.Generators.Tests.Oracle;

/// <summary>The optimizers and schedules against PyTorch in float64.</summary>
public sealed class OptimizerRowTests
{
    // Five steps, in float32, of numbers near 1: some units in the last place each.
    private const double Tolerance = 2e-6;

    private static readonly ReferenceFile Reference = ReferenceFile.Open("optimizers");

    [Theory]
    [InlineData("SGD")]
    [InlineData("SGDMomentum")]
    [InlineData("SGDNesterov")]
    [InlineData("Adam")]
    [InlineData("AdamDecay")]
    [InlineData("AdamW")]
    [InlineData("AdamWDecay")]
    public void Steps_agree_with_PyTorch(string row)
    {
        // The gradient of the weight is the one row of the input.
        using var models = new CompiledModels("""
            [Model] public partial class M
            {
                [Linear(1, Bias = false, Init = Init.Ones)] readonly Layer layer;
                Value Forward([Shape("N, 4")] Value x) => layer(x);
                Value Loss(Value output) => output.Sum();
            }
            """);
        var model = models.Cases.Values.Single();
        using var optimizer = Make(row, model.Model.Parameters);
        var (gradients, weights) = (Reference[$"{row}.gradients"], Reference[$"{row}.weights"]);
        var dims = new Dictionary<string, long> { ["N"] = 1 };
        for (int step = 0; step < gradients.Shape[0]; step++)
        {
            double[] gradient = gradients.Values[(4 * step)..(4 * (step + 1))];
            model.Step(new Feed(model.Graph.Evaluation, dims, (_, _) => gradient));
            optimizer.Step();
            double[] found = [.. model.Model.Parameters["layer.weight"].Values.ToArray().Select(value => (double)value)];
            Deviation.Of(found, weights.Values[(4 * step)..(4 * (step + 1))]).ShouldBeLessThan(Tolerance, $"{row}, step {step}");
        }
    }

    [Fact]
    public void Schedules_agree_with_PyTorch()
    {
        double[] epochs = [.. Enumerable.Range(0, 10).Select(epoch => epoch / 10.0)];

        // PyTorch goes from the first step's factor on, and not from 0.
        var warmup = Schedules.Warmup(0.4, _ => 1);
        Deviation.Of([.. epochs.Select(Schedules.Cosine)], Reference["CosineAnnealingLR.factors"].Values).ShouldBeLessThan(1e-14);
        Deviation.Of([.. epochs.Select(done => warmup(done + 0.1))], Reference["LinearLR.factors"].Values).ShouldBeLessThan(1e-14);
    }

    private static Optimizer Make(string row, ParameterSet parameters) => row switch
    {
        "SGD" => new SGD(parameters, 0.1),
        "SGDMomentum" => new SGD(parameters, 0.1, momentum: 0.9, dampening: 0.25, weightDecay: 0.01),
        "SGDNesterov" => new SGD(parameters, 0.1, momentum: 0.9, nesterov: true),
        "Adam" => new Adam(parameters, 0.1),
        "AdamDecay" => new Adam(parameters, 0.05, 0.8, 0.95, 1e-3, 0.1),
        "AdamW" => new AdamW(parameters, 0.1),
        "AdamWDecay" => new AdamW(parameters, 0.05, 0.8, 0.95, 1e-3, 0.3),
        _ => throw new ArgumentOutOfRangeException(nameof(row), row, "No optimizer has this row."),
    };
}

using System.Globalization;

namespace DeepGen.Benchmarks.Compare;

/// <summary>A model with a batch and an optimizer: one row of the comparison.</summary>
/// <param name="Model">The model's letter.</param>
/// <param name="Title">What the model is, in a few words.</param>
/// <param name="Batch">The samples in a step.</param>
/// <param name="Optimizer"><c>SGD</c> or <c>Adam</c>.</param>
/// <param name="Inputs">The inputs without their first dim, the batch.</param>
/// <param name="Classes">The classes of the target; 0 for one number in {0, 1} a sample.</param>
/// <param name="Make">Makes the model, as its factors are multiplied on devices.</param>
internal sealed record Workload(
    string Model, string Title, int Batch, string Optimizer, int[][] Inputs, int Classes, Func<Device, ProductPrecision, Trainee> Make)
{
    /// <summary>The number of different batches, which are used in turn.</summary>
    public const int Batches = 8;

    /// <summary>The learning rate of both optimizers: small, so that the numbers stay ordinary over any number of steps.</summary>
    public const double LearningRate = 1e-3;

    /// <summary>All rows, in the order of the table.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        Table(2, "SGD"), Table(2, "Adam"), Table(64, "SGD"), Table(64, "Adam"),
        Perceptron(7), Perceptron(33), Perceptron(64), Perceptron(256),
        new("c", "CNN", 64, "Adam", [[1, 28, 28]], 10, Trainees.DigitConvolutions),
        new("d", "CNN of 64 x 64", 16, "Adam", [[3, 64, 64]], 7, Trainees.CloudConvolutions),
        new("f", "two inputs", 32, "Adam", [[1, 64, 64], [30]], 964, Trainees.TwoInputs),
        new("h", "ResNet-18", 32, "SGD", [[3, 32, 32]], 10, Trainees.ResNet18),
    ];

    /// <summary>The rows on devices: every model with a small and a large batch.</summary>
    public static IReadOnlyList<Workload> OnDevices { get; } =
    [
        .. All.GroupBy(workload => workload.Model)
            .SelectMany(model => new[] { 64, 1024 }.Select(batch => model.Last() with { Batch = batch })),
    ];

    /// <summary>What the row is called in options and files: <c>b64-adam</c>.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Model}{Batch}-{Optimizer.ToLowerInvariant()}");

    /// <summary>
    /// The bytes that a call reads and writes for the trained parameters at least: a prediction the parameters alone, a step what the pass
    /// of its optimizer does.
    /// </summary>
    /// <param name="mode"><c>train</c> or <c>predict</c>.</param>
    public double ParameterBytes(string mode)
    {
        // Of 4 bytes each: Adam reads parameter, gradient and two moments, and writes all but the gradient.
        const int Read = 4, SgdPass = 12, AdamPass = 28;
        using var trainee = Make(Device.CpuWithThreads(1), ProductPrecision.Float32);
        return trainee.Model.Parameters.TrainedCount * (mode != "train" ? Read : Optimizer == "SGD" ? SgdPass : AdamPass);
    }

    /// <summary>Whether inference of this row is another row's already: the optimizer makes no difference to it.</summary>
    public bool SharesInference => Model == "a" && Optimizer == "Adam";

    /// <summary>The row of that name; null where there is none.</summary>
    public static Workload? Find(string name) => All.Concat(OnDevices).FirstOrDefault(workload => workload.Name == name);

    /// <summary>The row of that name.</summary>
    public static Workload Named(string name) => Find(name) ?? throw new ArgumentException($"There is no '{name}'.", nameof(name));

    private static Workload Table(int batch, string optimizer)
        => new("a", "small MLP", batch, optimizer, [[9]], 0, Trainees.TablePerceptron);

    private static Workload Perceptron(int batch) => new("b", "digits MLP", batch, "Adam", [[784]], 10, Trainees.DigitPerceptron);
}

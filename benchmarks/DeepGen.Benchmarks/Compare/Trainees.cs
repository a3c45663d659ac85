using Residual;

namespace DeepGen.Benchmarks.Compare;

/// <summary>The models of the comparison, each as it is and with factors rounded for tensor cores.</summary>
internal static class Trainees
{
    /// <summary>Model a.</summary>
    public static Trainee TablePerceptron(Device device, ProductPrecision precision) => IsTensor(precision)
        ? new Trainee<TensorTablePerceptron>(
            new(device), static (m, b) => m.Step(b.Floats[0], b.Truths, b.Size), static (m, b) => m.Predict(b.Floats[0], b.Size))
        : new Trainee<TablePerceptron>(
            new(device), static (m, b) => m.Step(b.Floats[0], b.Truths, b.Size), static (m, b) => m.Predict(b.Floats[0], b.Size));

    /// <summary>Model b.</summary>
    public static Trainee DigitPerceptron(Device device, ProductPrecision precision) => IsTensor(precision)
        ? new Trainee<TensorDigitPerceptron>(
            new(device), static (m, b) => m.Step(b.Floats[0], b.Labels, b.Size), static (m, b) => m.Predict(b.Floats[0], b.Size))
        : new Trainee<DigitPerceptron>(
            new(device), static (m, b) => m.Step(b.Floats[0], b.Labels, b.Size), static (m, b) => m.Predict(b.Floats[0], b.Size));

    /// <summary>Model c.</summary>
    public static Trainee DigitConvolutions(Device device, ProductPrecision precision) => IsTensor(precision)
        ? new Trainee<TensorDigitConvolutions>(
            new(device), static (m, b) => m.Step(b.Floats[0], b.Labels, b.Size), static (m, b) => m.Predict(b.Floats[0], b.Size),
            static (m, rate) => m.Rate = rate)
        : new Trainee<DigitConvolutions>(
            new(device), static (m, b) => m.Step(b.Floats[0], b.Labels, b.Size), static (m, b) => m.Predict(b.Floats[0], b.Size),
            static (m, rate) => m.Rate = rate);

    /// <summary>Model d.</summary>
    public static Trainee CloudConvolutions(Device device, ProductPrecision precision) => IsTensor(precision)
        ? new Trainee<TensorCloudConvolutions>(
            new(device), static (m, b) => m.Step(b.Floats[0], b.Labels, b.Size), static (m, b) => m.Predict(b.Floats[0], b.Size))
        : new Trainee<CloudConvolutions>(
            new(device), static (m, b) => m.Step(b.Floats[0], b.Labels, b.Size), static (m, b) => m.Predict(b.Floats[0], b.Size));

    /// <summary>Model f.</summary>
    public static Trainee TwoInputs(Device device, ProductPrecision precision) => IsTensor(precision)
        ? new Trainee<TensorTwoInputs>(
            new(device), static (m, b) => m.Step(b.Floats[0], b.Floats[1], b.Labels, b.Size),
            static (m, b) => m.Predict(b.Floats[0], b.Floats[1], b.Size))
        : new Trainee<TwoInputs>(
            new(device), static (m, b) => m.Step(b.Floats[0], b.Floats[1], b.Labels, b.Size),
            static (m, b) => m.Predict(b.Floats[0], b.Floats[1], b.Size));

    /// <summary>Model h.</summary>
    public static Trainee ResNet18(Device device, ProductPrecision precision) => IsTensor(precision)
        ? new Trainee<TensorResNet18>(
            new(device), static (m, b) => m.Step(b.Floats[0], b.Labels, b.Size), static (m, b) => m.Predict(b.Floats[0], b.Size))
        : new Trainee<ResNet18>(
            new(device), static (m, b) => m.Step(b.Floats[0], b.Labels, b.Size), static (m, b) => m.Predict(b.Floats[0], b.Size));

    private static bool IsTensor(ProductPrecision precision) => precision switch
    {
        ProductPrecision.Float32 => false,
        ProductPrecision.TensorFloat32 => true,
        _ => throw new ArgumentOutOfRangeException(nameof(precision), precision, "The models are in float32 and in TF32."),
    };
}

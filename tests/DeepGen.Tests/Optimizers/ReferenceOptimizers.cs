namespace DeepGen.Tests.Optimizers;

/// <summary>PyTorch's formulas in double, one element at a time.</summary>
internal sealed class ReferenceSgd(
    double rate, double momentum = 0, double dampening = 0, double weightDecay = 0, bool nesterov = false, bool maximize = false)
{
    private double velocity;
    private int step;

    public double Next(double parameter, double gradient)
    {
        double g = (maximize ? -gradient : gradient) + (weightDecay * parameter);
        if (momentum != 0)
        {
            velocity = step++ == 0 ? g : (momentum * velocity) + ((1 - dampening) * g);
            g = nesterov ? g + (momentum * velocity) : velocity;
        }

        return parameter - (rate * g);
    }
}

/// <summary>PyTorch's formulas in double, one element at a time.</summary>
internal sealed class ReferenceAdam(
    double rate,
    bool decoupled = false,
    double beta1 = 0.9,
    double beta2 = 0.999,
    double epsilon = 1e-8,
    double weightDecay = 0,
    bool amsgrad = false,
    bool maximize = false)
{
    private double mean;
    private double square;
    private double largest;
    private int step;

    public double Next(double parameter, double gradient)
    {
        step++;
        double g = maximize ? -gradient : gradient;
        if (decoupled)
        {
            parameter *= 1 - (rate * weightDecay);
        }
        else
        {
            g += weightDecay * parameter;
        }

        mean = (beta1 * mean) + ((1 - beta1) * g);
        square = (beta2 * square) + ((1 - beta2) * g * g);
        largest = amsgrad ? Math.Max(largest, square) : square;
        double corrected = Math.Sqrt(largest) / Math.Sqrt(1 - Math.Pow(beta2, step));
        return parameter - (rate / (1 - Math.Pow(beta1, step)) * mean / (corrected + epsilon));
    }
}

namespace DeepGen.Tests.Optimizers;

/// <summary>PyTorch's formulas in double, one element at a time.</summary>
internal sealed class ReferenceSgd(
    double rate, double momentum = 0, double dampening = 0, double weightDecay = 0, bool nesterov = false, bool maximize = false)
{
    private double _velocity;
    private int _step;

    public double Next(double parameter, double gradient)
    {
        double g = (maximize ? -gradient : gradient) + (weightDecay * parameter);
        if (momentum != 0)
        {
            _velocity = _step++ == 0 ? g : (momentum * _velocity) + ((1 - dampening) * g);
            g = nesterov ? g + (momentum * _velocity) : _velocity;
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
    private double _mean;
    private double _square;
    private double _largest;
    private int _step;

    public double Next(double parameter, double gradient)
    {
        _step++;
        double g = maximize ? -gradient : gradient;
        if (decoupled)
        {
            parameter *= 1 - (rate * weightDecay);
        }
        else
        {
            g += weightDecay * parameter;
        }

        _mean = (beta1 * _mean) + ((1 - beta1) * g);
        _square = (beta2 * _square) + ((1 - beta2) * g * g);
        _largest = amsgrad ? Math.Max(_largest, _square) : _square;
        double corrected = Math.Sqrt(_largest) / Math.Sqrt(1 - Math.Pow(beta2, _step));
        return parameter - (rate / (1 - Math.Pow(beta1, _step)) * _mean / (corrected + epsilon));
    }
}

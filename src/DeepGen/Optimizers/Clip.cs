using System.Globalization;

namespace DeepGen;

/// <summary>Limits gradients between a Step and an optimizer's step; those of frozen parameters are left out.</summary>
public static class Clip
{
    // As PyTorch, so that a norm of zero divides by something.
    private const double Epsilon = 1e-6;

    /// <summary>Scales all gradients together so that their Euclidean norm is at most a limit, as <c>clip_grad_norm_</c>.</summary>
    /// <param name="parameters">The parameters whose gradients are scaled.</param>
    /// <param name="maxNorm">The limit, 0 or more.</param>
    /// <returns>The norm before; infinite or NaN where a gradient is, and then no gradient is of use any more, as in PyTorch.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is negative or NaN.</exception>
    /// <exception cref="DeviceException">The device fails, or does not give what was asked for back.</exception>
    public static double Norm(ParameterSet parameters, double maxNorm)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        CheckLimit(maxNorm);
        double norm = parameters.TotalNorm;
        double factor = maxNorm / (norm + Epsilon);
        if (!(factor >= 1))
        {
            parameters.Model.Passes.Scale(parameters.Store, (float)factor);
        }

        return norm;
    }

    /// <summary>Limits each gradient to the range from -limit to limit, as <c>clip_grad_value_</c>. NaN stays.</summary>
    /// <param name="parameters">The parameters whose gradients are limited.</param>
    /// <param name="limit">The limit, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is negative or NaN.</exception>
    public static void Value(ParameterSet parameters, double limit)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        CheckLimit(limit);
        parameters.Model.Passes.Limit(parameters.Store, (float)limit);
    }

    private static void CheckLimit(double limit)
    {
        if (!(limit >= 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(limit), string.Create(CultureInfo.InvariantCulture, $"The limit {limit} is not 0 or more; give a positive number."));
        }
    }
}

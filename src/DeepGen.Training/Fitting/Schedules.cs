namespace DeepGen.Training;

/// <summary>Learning rates over a training: from the part of it that is done, 0 to 1, to a factor of the learning rate.</summary>
public static class Schedules
{
    /// <summary>
    /// From 1 at the first step to 0 after the last, (1 + cos(pi t)) / 2 (https://arxiv.org/abs/1608.03983, without restarts).
    /// </summary>
    /// <param name="done">The part that is done.</param>
    public static double Cosine(double done) => (1 + Math.Cos(Math.PI * Math.Clamp(done, 0, 1))) / 2;

    /// <summary>From 0 up to 1 on a line, and then on as another schedule says.</summary>
    /// <param name="part">The part of the training that warms up, between 0 and 1.</param>
    /// <param name="schedule">What comes then; it begins at 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part is not between 0 and 1.</exception>
    public static Func<double, double> Warmup(double part, Func<double, double> schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        if (!(part is >= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(part), part, "The part that warms up must be at least 0 and less than 1.");
        }

        return done => done < part ? done / part : schedule((done - part) / (1 - part));
    }
}

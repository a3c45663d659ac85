using System.Numerics;

namespace DeepGen;

/// <summary>
/// Upper bounds that NaN does not meet. Shouldly compares by <see cref="IComparable{T}"/>, for which NaN is less than every number, so
/// that an error which is none would stay below any bound. These are found before Shouldly's: their namespace is around that of every
/// test.
/// </summary>
[ShouldlyMethods]
internal static class NumberComparisons
{
    /// <summary>Fails unless a number is less than a bound.</summary>
    public static void ShouldBeLessThan<T>(this T actual, T bound, string? because = null)
        where T : IFloatingPoint<T>
    {
        Refuse(actual, because);
        ShouldBeTestExtensions.ShouldBeLessThan(actual, bound, because);
    }

    /// <summary>Fails unless a number is at most a bound.</summary>
    public static void ShouldBeLessThanOrEqualTo<T>(this T actual, T bound, string? because = null)
        where T : IFloatingPoint<T>
    {
        Refuse(actual, because);
        ShouldBeTestExtensions.ShouldBeLessThanOrEqualTo(actual, bound, because);
    }

    private static void Refuse<T>(T actual, string? because)
        where T : IFloatingPoint<T> => T.IsNaN(actual).ShouldBeFalse($"It is NaN, where a bound was expected to hold. {because}");
}

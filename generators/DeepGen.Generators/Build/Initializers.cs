using System.Globalization;

namespace DeepGen.Generators.Build;

/// <summary>The C# expressions of initial values.</summary>
internal static class Initializers
{
    public const string Zeros = Class + "Zeros";
    public const string Ones = Class + "Ones";

    private const string Class = "global::DeepGen.Initializer.";

    /// <summary>The weight of a linear or convolution layer, by the member of <c>Init</c>.</summary>
    public static string Weight(string init) => Class + init switch
    {
        "" or "Default" => "DefaultWeight",
        "Zeros" or "Ones" => init,
        _ => init + "()",
    };

    /// <summary>The same number everywhere.</summary>
    public static string Constant(double value) => $"{Class}Constant({value.ToString("R", CultureInfo.InvariantCulture)})";

    /// <summary>Its bias: PyTorch's distribution, unless the layer starts from zero altogether.</summary>
    public static string Bias(string init, long fanIn) => init == "Zeros" ? Zeros : $"{Class}DefaultBias({CallSite.Text(fanIn)})";
}

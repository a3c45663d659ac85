using System.Globalization;

namespace DeepGen.Runtime;

/// <summary>The codes that calls of CUDA's driver return.</summary>
internal static class CudaCode
{
    public const int Success = 0;
    public const int OutOfMemory = 2;
    public const int NoDevice = 100;
    public const int NotReady = 600;

    /// <summary>The name that cuda.h gives a code, the code, and what it means.</summary>
    /// <param name="driver">The driver.</param>
    /// <param name="code">The code.</param>
    public static string Describe(ICudaDriver driver, int code)
    {
        string number = code.ToString(CultureInfo.InvariantCulture);
        string name = driver.GetErrorName(code) is { } known ? $"{known} ({number})" : $"code {number}";
        return driver.GetErrorString(code) is { } meaning ? $"{name}, {meaning}" : name;
    }
}

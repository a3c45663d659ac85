using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Emit.Device;

/// <summary>The dialect that is OpenCL C and CUDA C++, one element at a time.</summary>
internal sealed class DeviceDialect : Dialect
{
    private DeviceDialect()
    {
    }

    public static DeviceDialect Instance { get; } = new();

    public override IndexText Index => DeviceText.Index;

    public override string Value => "float";

    public override string Counter => "int";

    public override string UnsignedCounter => "dg_u32";

    public override string Truth => "int";

    public override string Number(double value) => DeviceText.Float(value);

    public override string OfCounter(string counter) => $"(float)({counter})";

    /// <remarks>In 64 bits: what the kernel counts fits 32, but an average may be over more.</remarks>
    public override string OfExtent(KernelSignature signature, Dim extent)
    {
        string text = signature.Extent(extent);
        return OfCounter(text.Contains(' ') ? DeviceText.WideIndex.Extent(extent) : text);
    }

    public override string MultiplyAdd(string a, string b, string c) => $"dg_fma({a}, {b}, {c})";

    public override string IsBetter(string candidate, string maximum) => $"{maximum} < {candidate} || {candidate} != {candidate}";

    protected override IReadOnlyList<string> Template(ScalarFunction function) => function.CParts;
}

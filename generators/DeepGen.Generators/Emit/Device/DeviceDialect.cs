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

    public override string MultiplyAdd(string a, string b, string c) => $"dg_fma({a}, {b}, {c})";

    public override string IsBetter(string candidate, string maximum) => $"{maximum} < {candidate} || {candidate} != {candidate}";

    public override string Template(ScalarFunction function) => function.C;
}

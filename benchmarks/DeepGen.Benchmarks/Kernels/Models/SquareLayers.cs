namespace DeepGen.Benchmarks.Kernels;

/// <summary>A layer of 64K parameters.</summary>
[Model]
public partial class Linear256To256
{
    [Linear(256, Bias = false)] readonly Layer layer;

    Value Forward([Shape("N, 256")] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

/// <summary>A layer of 1M parameters.</summary>
[Model]
public partial class Linear1024To1024
{
    [Linear(1024, Bias = false)] readonly Layer layer;

    Value Forward([Shape("N, 1024")] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

namespace DeepGen.Benchmarks.Kernels;

/// <summary>Softmax over rows of 128.</summary>
[Model]
public partial class SoftmaxRows
{
    [Softmax(1)] readonly Layer layer;

    Value Forward([Shape("N, 128", RequiresGradient = true)] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

/// <summary>LayerNorm over rows of 128.</summary>
[Model]
public partial class LayerNormRows
{
    [LayerNorm] readonly Layer layer;

    Value Forward([Shape("N, 128", RequiresGradient = true)] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

/// <summary>BatchNorm over rows of 128.</summary>
[Model]
public partial class BatchNormRows
{
    [BatchNorm1d] readonly Layer layer;

    Value Forward([Shape("N, 128", RequiresGradient = true)] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

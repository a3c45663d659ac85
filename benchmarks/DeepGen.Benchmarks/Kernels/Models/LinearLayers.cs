namespace DeepGen.Benchmarks.Kernels;

/// <summary>A linear layer from 784 to 256 that learns its weights.</summary>
[Model]
public partial class Linear784To256
{
    [Linear(256, Bias = false)] readonly Layer layer;

    Value Forward([Shape("N, 784")] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

/// <summary>A linear layer from 784 to 256 that gives the gradient of its input.</summary>
[Model]
public partial class Linear784To256Backward
{
    [Frozen, Linear(256, Bias = false)] readonly Layer layer;

    Value Forward([Shape("N, 784", RequiresGradient = true)] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

/// <summary>A linear layer from 3136 to 128 that learns its weights.</summary>
[Model]
public partial class Linear3136To128
{
    [Linear(128, Bias = false)] readonly Layer layer;

    Value Forward([Shape("N, 3136")] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

/// <summary>A linear layer from 3136 to 128 that gives the gradient of its input.</summary>
[Model]
public partial class Linear3136To128Backward
{
    [Frozen, Linear(128, Bias = false)] readonly Layer layer;

    Value Forward([Shape("N, 3136", RequiresGradient = true)] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

/// <summary>A linear layer from 16384 to 128 that learns its weights.</summary>
[Model]
public partial class Linear16384To128
{
    [Linear(128, Bias = false)] readonly Layer layer;

    Value Forward([Shape("N, 16384")] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

/// <summary>A linear layer from 16384 to 128 that gives the gradient of its input.</summary>
[Model]
public partial class Linear16384To128Backward
{
    [Frozen, Linear(128, Bias = false)] readonly Layer layer;

    Value Forward([Shape("N, 16384", RequiresGradient = true)] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

/// <summary>A linear layer from 128 to 512 that learns its weights.</summary>
[Model]
public partial class Linear128To512
{
    [Linear(512, Bias = false)] readonly Layer layer;

    Value Forward([Shape("N, 128")] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

/// <summary>A linear layer from 128 to 512 that gives the gradient of its input.</summary>
[Model]
public partial class Linear128To512Backward
{
    [Frozen, Linear(512, Bias = false)] readonly Layer layer;

    Value Forward([Shape("N, 128", RequiresGradient = true)] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

/// <summary>A linear layer from 2048 to 2048 that learns its weights.</summary>
[Model]
public partial class Linear2048To2048
{
    [Linear(2048, Bias = false)] readonly Layer layer;

    Value Forward([Shape("N, 2048")] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

/// <summary>A linear layer from 2048 to 2048 that gives the gradient of its input.</summary>
[Model]
public partial class Linear2048To2048Backward
{
    [Frozen, Linear(2048, Bias = false)] readonly Layer layer;

    Value Forward([Shape("N, 2048", RequiresGradient = true)] Value x) => layer(x);

    Value Loss(Value output) => (output * output).Mean();
}

using System.Numerics.Tensors;

namespace DeepGen.Data.Tests;

/// <summary>The simplest classifier, as a yardstick: one linear layer, trained by stochastic gradient descent with momentum.</summary>
internal sealed class SoftmaxRegression(int inputs, int classes)
{
    private const int BatchSize = 32;
    private const float Momentum = 0.9f;
    private readonly float[] weights = new float[classes * (inputs + 1)];
    private readonly float[] velocity = new float[classes * (inputs + 1)];

    public static (float[] Images, int[] Labels) Read(TensorDataset<float, int> data)
    {
        var images = new float[data.Count * data.Inputs.Length];
        var labels = new int[data.Count];
        data.Inputs.Read(0, data.Count, images, default);
        data.Targets.Read(0, data.Count, labels, default);
        return (images, labels);
    }

    public void Train(float[] images, int[] labels, float learningRate)
    {
        var gradient = new float[weights.Length];
        var scores = new float[classes];
        for (var start = 0; start + BatchSize <= labels.Length; start += BatchSize)
        {
            Array.Clear(gradient);
            for (var i = start; i < start + BatchSize; i++)
            {
                var image = images.AsSpan(i * inputs, inputs);
                Score(image, scores);
                TensorPrimitives.SoftMax(scores, scores);
                scores[labels[i]] -= 1;
                for (var k = 0; k < classes; k++)
                {
                    var row = gradient.AsSpan(k * (inputs + 1), inputs + 1);
                    TensorPrimitives.MultiplyAdd(image, scores[k], row[..inputs], row);
                    row[inputs] += scores[k];
                }
            }

            TensorPrimitives.Multiply(velocity, Momentum, velocity);
            TensorPrimitives.MultiplyAdd(gradient, -learningRate / BatchSize, velocity, velocity);
            TensorPrimitives.Add(weights, velocity, weights);
        }
    }

    public double Accuracy(float[] images, int[] labels)
    {
        var scores = new float[classes];
        var correct = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            Score(images.AsSpan(i * inputs, inputs), scores);
            correct += TensorPrimitives.IndexOfMax<float>(scores) == labels[i] ? 1 : 0;
        }

        return (double)correct / labels.Length;
    }

    private void Score(ReadOnlySpan<float> image, Span<float> scores)
    {
        for (var k = 0; k < classes; k++)
        {
            var row = weights.AsSpan(k * (inputs + 1), inputs + 1);
            scores[k] = TensorPrimitives.Dot(image, row[..inputs]) + row[inputs];
        }
    }
}

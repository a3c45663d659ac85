using System.Globalization;

namespace DeepGen.Generators.Tests.Compiled;

/// <summary>
/// The text of a valid stack of random layers: sizes of one, odd ones and primes, windows with every setting, groups, norms, and one
/// of the losses.
/// </summary>
internal sealed class RandomStack
{
    private static readonly string[] Activations =
    [
        "ReLU", "LeakyReLU(0.2)", "ELU", "ELU(0.7)", "Sigmoid", "Tanh", "GELU", "GELU(Approximate = Approximate.Tanh)", "SiLU",
        "Dropout(0.3)",
    ];

    private readonly Random random;
    private readonly List<string> layers = [];
    private int channels;
    private int height;
    private int width;

    public RandomStack(string name, int seed)
    {
        random = new Random(seed);
        bool image = random.Next(4) > 0;
        (channels, height, width) = (Pick(1, 2, 3, 4, 6, 8), image ? Pick(1, 5, 7, 8, 9, 11, 13) : 0, image ? Pick(1, 5, 6, 7, 8, 11) : 0);
        string shape = image ? Text($"N, {channels}, {height}, {width}") : Text($"N, {channels}");
        for (int at = random.Next(2, 6); at > 0; at--)
        {
            if (image) ImageLayer();
            else RowLayer();
        }

        if (image && random.Next(5) > 0)
        {
            layers.Add("Flatten");
            (channels, height, width) = (channels * height * width, 0, 0);
        }

        string loss = End();
        Source = $"[Model, Input(\"x\", \"{shape}\"), {string.Join(", ", layers)}, {loss}] public partial class {name};";
    }

    public string Source { get; }

    /// <summary>Two batches. A norm over one or two rows has variances near zero, which magnify rounding without end.</summary>
    public int[] Batches => layers.Any(layer => layer.StartsWith("BatchNorm", StringComparison.Ordinal))
        ? [Pick(6, 8, 9), Pick(7, 11, 16)]
        : [Pick(1, 2, 3, 4, 5), Pick(6, 7, 8, 13, 17)];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private int Pick(params int[] choices) => choices[random.Next(choices.Length)];

    private void ImageLayer()
    {
        switch (random.Next(8))
        {
            case 0 or 1 or 2: Convolution(); break;
            case 3: Pool(); break;
            case 4: layers.Add(Pick(0, 0, 1) == 0 ? "BatchNorm2d" : "BatchNorm2d(Affine = false, Momentum = 0.3, Eps = 0.001)"); break;
            case 5 when Pick(0, 0, 1) == 1: layers.Add(Text($"Softmax({Pick(1, 2, 3)})")); break;
            default: layers.Add(Activations[random.Next(Activations.Length)]); break;
        }
    }

    private void RowLayer()
    {
        switch (random.Next(5))
        {
            case 0 or 1:
                channels = Pick(1, 2, 5, 7, 16, 17, 33);
                layers.Add(Text($"Linear({channels}{(Pick(0, 0, 1) == 1 ? ", Bias = false" : "")})"));
                break;
            case 2: layers.Add("BatchNorm1d"); break;
            case 3 when Pick(0, 1) == 1: layers.Add("LogSoftmax(-1)"); break;
            default: layers.Add(Activations[random.Next(Activations.Length)]); break;
        }
    }

    private void Convolution()
    {
        int outputs = Pick(1, 2, 3, 4, 6, 8, 16);
        int groups = Pick([.. Enumerable.Range(1, outputs).Where(count => outputs % count == 0 && channels % count == 0)]);
        int dilation = Pick(1, 1, 2), stride = Pick(1, 1, 2, 3), padding = Pick(0, 1, 2);
        int tall = Fitting(height), wide = Fitting(width);
        layers.Add(Text($"Conv2d({outputs}, Kernels = new[] {{ {tall}, {wide} }}, Stride = {stride}, Padding = {padding}, ")
            + Text($"Dilation = {dilation}, Groups = {groups}{(Pick(0, 0, 1) == 1 ? ", Bias = false" : "")})"));
        channels = outputs;
        height = Positions(height, tall, stride, padding, dilation);
        width = Positions(width, wide, stride, padding, dilation);
        int Fitting(int extent) => Pick([.. new[] { 1, 2, 3, 5 }.Where(size => Positions(extent, size, 1, padding, dilation) > 0)]);
    }

    private void Pool()
    {
        bool max = Pick(0, 1) == 0;
        int dilation = max ? Pick(1, 1, 2) : 1, stride = Pick(1, 2, 3);

        // With a dilation and padding a window may lie in the padding altogether, where there is no maximum.
        int padding = dilation > 1 ? 0 : Pick(0, 1);
        int least = Math.Min(height, width);
        int[] fitting = [.. new[] { 1, 2, 3 }.Where(size => padding <= size / 2 && Positions(least, size, 1, padding, dilation) > 0)];
        if (fitting.Length == 0) return;
        int kernel = Pick(fitting);
        string rest = max ? Text($", Dilation = {dilation}") : Pick(0, 1) == 0 ? ", CountIncludePad = false" : "";
        layers.Add(Text($"{(max ? "Max" : "Avg")}Pool2d({kernel}, Stride = {stride}, Padding = {padding}{rest})"));
        (height, width) = (Positions(height, kernel, stride, padding, dilation), Positions(width, kernel, stride, padding, dilation));
    }

    private string End()
    {
        if (height == 0)
        {
            channels = Pick(2, 3, 5, 10, 17);
            layers.Add(Text($"Linear({channels})"));
        }
        else
        {
            // Something with a parameter, so that there is a gradient.
            channels = Pick(2, 3, 5);
            layers.Add(Text($"Conv2d({channels}, Kernel = 1)"));
        }

        switch (random.Next(6))
        {
            case 0:
                layers.Add("Sigmoid");
                return "BCELoss(\"y\")";
            case 1:
                layers.Add("LogSoftmax(1)");
                return "NLLLoss(\"y\")";
            case 2: return "MSELoss(\"y\")";
            case 3: return "BCEWithLogitsLoss(\"y\")";
            default: return "CrossEntropyLoss(\"y\")";
        }
    }

    private static int Positions(int extent, int kernel, int stride, int padding, int dilation)
    {
        int room = extent + (2 * padding) - (dilation * (kernel - 1)) - 1;
        return room < 0 ? 0 : (room / stride) + 1;
    }
}

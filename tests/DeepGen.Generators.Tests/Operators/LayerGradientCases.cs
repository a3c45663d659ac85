using DeepGen.Generators.Declaration;
using DeepGen.Generators.Tests.Build;

namespace DeepGen.Generators.Tests.Operators;

/// <summary>Layers of images, signals and volumes with random settings.</summary>
internal static class LayerGradientCases
{
    private static readonly string[] Sides = ["3", "4", "5", "6", "7"];

    public static IEnumerable<(string Name, GradientCase Case)> All { get; } =
    [
        .. Convolutions(), .. Pools(), .. Norms(), .. Paddings(), .. Resampling(), .. Shapes(),
    ];

    private static IEnumerable<(string Name, GradientCase Case)> Convolutions()
    {
        for (int rank = 1; rank <= 3; rank++)
        {
            int axes = rank;
            yield return ($"Conv{rank}d", new(random => Convolution(random, axes)));
            yield return ($"ConvTranspose{rank}d", new(random => Transposed(random, axes)));
            yield return ($"Conv{rank}d to the same extents", new(random => Declare.Layer(
                $"Conv{axes}d", Shape(random, axes, "4"), ("OutChannels", 2), ("Kernels", PerAxis(random, axes, 1, 5)), ("Same", true),
                ("Dilations", PerAxis(random, axes, 1, 3)), ("Groups", random.Next(1, 3)))));
        }
    }

    private static IEnumerable<(string Name, GradientCase Case)> Pools()
    {
        for (int rank = 1; rank <= 3; rank++)
        {
            int axes = rank;
            yield return ($"MaxPool{rank}d", new(random => Pool(random, axes, "MaxPool", ("Dilation", random.Next(1, 3)))));
            yield return ($"AvgPool{rank}d", new(random => Pool(random, axes, "AvgPool", ("CountIncludePad", random.Next(2) == 0))));
            if (rank < 3)
            {
                yield return ($"LPPool{rank}d", new(
                    random => Declare.Layer(
                        $"LPPool{axes}d", Shape(random, axes, "2"), ("NormType", (double)random.Next(1, 4)),
                        ("Kernels", PerAxis(random, axes, 1, 4)), ("Stride", random.Next(3)), ("CeilMode", random.Next(2) == 0)),
                    0.2, 1.5));
            }

            foreach (string kind in new[] { "AdaptiveAvgPool", "AdaptiveMaxPool" })
            {
                yield return ($"{kind}{rank}d", new(random => Declare.Layer(
                    $"{kind}{axes}d", Shape(random, axes, "2"), ("Outputs", PerAxis(random, axes, 0, 5)))));
            }
        }

        yield return ("The mean of an image of any size", new(_ => Declare.Layer("AdaptiveAvgPool2d", "N, 2, N, N", ("Output", 1))));
        yield return ("The largest of an image of any size", new(_ => Declare.Layer("AdaptiveMaxPool2d", "N, 2, N, N", ("Output", 1))));
    }

    private static IEnumerable<(string Name, GradientCase Case)> Norms()
    {
        yield return ("BatchNorm3d", new(random => Declare.Layer("BatchNorm3d", Shape(random, 3, "2"))));
        foreach (string kind in new[] { "LayerNorm", "RMSNorm" })
        {
            yield return (kind, new(random => Declare.Layer(
                kind, Shape(random, 2, "3"), ("Dims", random.Next(1, 4)), ("Affine", random.Next(3) > 0))));
        }

        yield return ("GroupNorm", new(random => Declare.Layer(
            "GroupNorm", Shape(random, random.Next(3), "6"), ("Groups", random.Next(1, 4)), ("Affine", random.Next(3) > 0))));
        for (int rank = 1; rank <= 3; rank++)
        {
            int axes = rank;
            yield return ($"InstanceNorm{rank}d", new(random => Declare.Layer(
                $"InstanceNorm{axes}d", Shape(random, axes, "2"), ("Affine", random.Next(2) > 0),
                ("TrackRunningStats", random.Next(2) > 0))));
            yield return ($"Dropout{rank}d", new(
                random => Declare.Layer($"Dropout{axes}d", Shape(random, axes, "4"), ("Probability", 0.4))));
        }

        yield return ("LocalResponseNorm", new(random => Declare.Layer(
            "LocalResponseNorm", Shape(random, 2, "5"), ("Size", random.Next(1, 5)), ("Alpha", 0.5))));
        yield return ("AlphaDropout", new(random => Declare.Layer("AlphaDropout", Shape(random, 1, "3"), ("Probability", 0.3))));
        yield return ("FeatureAlphaDropout", new(
            random => Declare.Layer("FeatureAlphaDropout", Shape(random, 1, "3"), ("Probability", 0.3))));
    }

    private static IEnumerable<(string Name, GradientCase Case)> Paddings()
    {
        for (int rank = 1; rank <= 3; rank++)
        {
            int axes = rank;
            foreach (string kind in new[] { "ZeroPad", "ConstantPad", "ReflectionPad", "ReplicationPad", "CircularPad" })
            {
                int least = kind is "ZeroPad" or "ConstantPad" ? -1 : 0;
                yield return ($"{kind}{rank}d", new(random => Declare.Layer(
                    $"{kind}{axes}d", Shape(random, axes, "2"),
                    ("Paddings", Enumerable.Range(0, 2 * axes).Select(_ => random.Next(least, 3)).ToArray()))));
            }
        }

        foreach (string mode in new[] { "Zeros", "Reflect", "Replicate", "Circular" })
        {
            yield return (mode == "Zeros" ? "Pad" : $"Pad as {mode}", new(random => Declare.Function(
                "Pad", ["N, 3, N"], ("paddings", new[] { random.Next(2), random.Next(2), random.Next(3), random.Next(3) }),
                ("mode", mode), ("value", 0.5))));
        }
    }

    private static IEnumerable<(string Name, GradientCase Case)> Resampling()
    {
        (string, int)[] modes =
            [("Nearest", 2), ("NearestExact", 2), ("Linear", 1), ("Bilinear", 2), ("Bicubic", 2), ("Trilinear", 3)];
        foreach (var (mode, rank) in modes)
        {
            yield return (mode == "Nearest" ? "Upsample" : $"Upsample as {mode}", new(random => Declare.Layer(
                "Upsample", Shape(random, rank, "2"), ("Sizes", PerAxis(random, rank, 1, 8)), ("Mode", mode),
                ("AlignCorners", !mode.StartsWith("Nearest", StringComparison.Ordinal) && random.Next(2) == 0))));
        }

        yield return ("UpsamplingNearest2d", new(
            random => Declare.Layer("UpsamplingNearest2d", Shape(random, 2, "2"), ("ScaleFactor", 2))));
        yield return ("UpsamplingBilinear2d", new(
            random => Declare.Layer("UpsamplingBilinear2d", Shape(random, 2, "2"), ("ScaleFactor", 1.5))));
    }

    private static IEnumerable<(string Name, GradientCase Case)> Shapes()
    {
        yield return ("PixelShuffle", new(random => Declare.Layer("PixelShuffle", Shape(random, 2, "8"), ("UpscaleFactor", 2))));
        yield return ("PixelUnshuffle", new(random => Declare.Layer("PixelUnshuffle", "N, 2, 4, 6", ("DownscaleFactor", 2))));
        yield return ("ChannelShuffle", new(
            random => Declare.Layer("ChannelShuffle", Shape(random, 2, "6"), ("Groups", random.Next(1, 4)))));
        yield return ("Unfold", new(random => Declare.Layer(
            "Unfold", Shape(random, 2, "2"), ("Kernels", PerAxis(random, 2, 1, 4)), ("Strides", PerAxis(random, 2, 1, 3)),
            ("Paddings", PerAxis(random, 2, 0, 2)))));
        yield return ("Fold", new(random => Declare.Layer(
            "Fold", "N, 8, 6", ("OutputSizes", new[] { 5, 7 }), ("Kernel", 2), ("Stride", 2))));
        yield return ("Unflatten", new(_ => Declare.Layer("Unflatten", "N, 6, 2", ("Dim", 1), ("Sizes", new[] { -1, 3 }))));
        yield return ("Bilinear", new(random =>
        {
            var model = Declare.Layer("Bilinear", $"N, {random.Next(1, 5)}", ("OutFeatures", random.Next(1, 4)));
            return model with
            {
                Inputs = [model.Inputs[0], Declare.Tensor("z", $"N, {random.Next(1, 5)}")],
                Outputs =
                [
                    model.Outputs[0] with { Value = new LayerCall(0, [Declare.Reference("x"), Declare.Reference("z")], 2) },
                ],
            };
        }));
    }

    private static ModelDeclaration Transposed(Random random, int rank)
    {
        int groups = random.Next(1, 3);
        var stride = PerAxis(random, rank, 1, 4);
        return Declare.Layer(
            $"ConvTranspose{rank}d", Shape(random, rank, $"{groups * random.Next(1, 3)}"), ("OutChannels", groups * random.Next(1, 3)),
            ("Kernels", PerAxis(random, rank, 1, 4)), ("Strides", stride), ("Paddings", PerAxis(random, rank, 0, 2)),
            ("Dilations", PerAxis(random, rank, 1, 3)), ("OutputPaddings", stride.Select(step => random.Next(step)).ToArray()),
            ("Groups", groups));
    }

    private static ModelDeclaration Convolution(Random random, int rank)
    {
        int groups = random.Next(1, 3);
        return Declare.Layer(
            $"Conv{rank}d", Shape(random, rank, $"{groups * random.Next(1, 3)}"), ("OutChannels", groups * random.Next(1, 3)),
            ("Kernels", PerAxis(random, rank, 1, 3)), ("Strides", PerAxis(random, rank, 1, 4)), ("Paddings", PerAxis(random, rank, 0, 3)),
            ("Dilations", PerAxis(random, rank, 1, 3)), ("Groups", groups), ("Bias", random.Next(2) == 0));
    }

    private static ModelDeclaration Pool(Random random, int rank, string kind, (string, object) setting)
    {
        var kernel = PerAxis(random, rank, 1, 3);
        return Declare.Layer(
            $"{kind}{rank}d", Shape(random, rank, "2"), ("Kernels", kernel), ("Strides", PerAxis(random, rank, 0, 4)),
            ("Paddings", kernel.Select(size => random.Next((size / 2) + 1)).ToArray()), ("CeilMode", random.Next(2) == 0), setting);
    }

    private static string Shape(Random random, int rank, string channels)
        => string.Join(", ", Enumerable.Range(0, rank).Select(_ => Sides[random.Next(rank == 3 ? 3 : 5)]).Prepend(channels).Prepend("N"));

    private static int[] PerAxis(Random random, int rank, int least, int end)
        => [.. Enumerable.Range(0, rank).Select(_ => random.Next(least, end))];
}

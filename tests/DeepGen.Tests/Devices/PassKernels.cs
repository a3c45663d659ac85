namespace DeepGen.Tests.Devices;

/// <summary>The kernels of the runtime's own text in C#, as plainly as they can be written.</summary>
internal static class PassKernels
{
    public static Dictionary<string, FakeKernel> All { get; } = new()
    {
        ["AddTo"] = static launch => ForEach(launch, static (launch, i) => launch[0][i] += launch[1][i]),
        ["Scale"] = static launch => ForEach(launch, static (launch, i) => launch[0][i] *= launch.Float(1)),
        ["Limit"] = static launch => ForEach(
            launch, static (launch, i) => launch[0][i] = Math.Clamp(launch[0][i], -launch.Float(1), launch.Float(1))),
        ["SumSquares"] = SumSquares,
        ["Sgd"] = static launch => ForEach(launch, static (launch, i) => launch[0][i] += launch.Float(1) * Gradient(launch, i, 2, 3)),
        ["SgdMomentum"] = static launch => ForEach(launch, static (launch, i) =>
        {
            float gradient = Gradient(launch, i, 2, 3);
            launch[2][i] = (launch.Float(4) * launch[2][i]) + (launch.Float(5) * gradient);
            launch[0][i] += launch.Float(1) * (launch.Float(6) == 1 ? gradient + (launch.Float(4) * launch[2][i]) : launch[2][i]);
        }),
        ["Adam"] = static launch => ForEach(launch, static (launch, i) => Adam(launch, i, static (_, _, square) => square)),
        ["AdamLargest"] = static launch => ForEach(
            launch, static (launch, i) => Adam(launch, i, static (launch, i, square) => launch[4][i] = Math.Max(launch[4][i], square))),
    };

    private static void ForEach(FakeLaunch launch, Action<FakeLaunch, int> body)
    {
        int count = launch.Number(0);
        launch.CheckGroups((count + 255) / 256);
        for (int i = 0; i < count; i++) body(launch, i);
    }

    // Numbers: count, rate, sign, decay and so on; Adam has two between rate and sign.
    private static float Gradient(FakeLaunch launch, int i, int sign, int decay) =>
        (launch.Float(decay) * launch[0][i]) + (launch[1][i] * launch.Float(sign));

    private static void Adam(FakeLaunch launch, int i, Func<FakeLaunch, int, float, float> largest)
    {
        float gradient = Gradient(launch, i, 4, 8);
        launch[2][i] += launch.Float(5) * (gradient - launch[2][i]);
        launch[3][i] = (launch.Float(6) * launch[3][i]) + (launch.Float(7) * gradient * gradient);
        float root = (MathF.Sqrt(largest(launch, i, launch[3][i])) * launch.Float(2)) + launch.Float(3);
        launch[0][i] = (launch[0][i] * launch.Float(9)) + (launch.Float(1) * launch[2][i] / root);
    }

    private static void SumSquares(FakeLaunch launch)
    {
        (int count, int groups) = (launch.Number(0), launch.Number(1));
        launch.CheckGroups(groups);
        for (int group = 0; group < groups; group++)
        {
            double sum = 0;
            for (int i = group; i < count; i += groups) sum += (double)launch[0][i] * launch[0][i];
            Span<float> result = launch[1].Slice(6 * group, 6);
            result.Clear();
            (result[2], result[3]) = ((float)sum, float.IsFinite((float)sum) ? (float)(sum - (float)sum) : 0);
        }
    }
}

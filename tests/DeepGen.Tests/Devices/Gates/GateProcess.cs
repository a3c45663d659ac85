using System.Globalization;
using DeepGen.Runtime;

namespace DeepGen.Tests.Devices.Gates;

/// <summary>
/// What runs whole models on the first device of OpenCL, in a process of its own: a simulator is chosen by its environment, and a
/// driver may crash on a kernel that is wrong.
/// </summary>
internal static class GateProcess
{
    /// <summary>"run" or "train" and the name of a model, "plant" with a model and a mistake, or "passes".</summary>
    public static void RunAsChild(string[] arguments)
    {
        switch (arguments)
        {
            case ["run", var model]:
                RunAll(GateModel.All[model], Mistake.Of("none"));
                break;
            case ["plant", var model, var mistake]:
                // Few rows show it as well as many, and there are many mistakes.
                RunAll(GateModel.All[model] with { Dims = [2] }, Mistake.Of(mistake));
                break;
            case ["passes"]:
                RunPasses();
                break;
            case ["train", var model]:
                Train(GateModel.All[model]);
                break;
            default:
                throw new ArgumentException("Write run or train with a model, plant with a model and a mistake, or passes.");
        }
    }

    /// <summary>Each program once, on shapes with remainders, and in memory of its own: what others wrote is not written for it.</summary>
    private static void RunAll(GateModel gate, Func<string, string> change)
    {
        var backend = Watch(change);
        using var model = gate.Make(Device.OpenCL());
        var batch = gate.Batch(model.Definition, 1);
        using (var session = model.CreateSession()) batch.Predict(model, session);
        using (var session = model.CreateSession()) _ = batch.Evaluate(model, session).Loss;
        Say("loss", batch.Step(model).Loss);
        _ = model.Parameters.GradientSpan.Length;
        string source = model.DeviceSide!.Definition.Source;
        Say("barriers", Mistake.CountBarriers(source));
        Say("stores", Mistake.CountStores(source));
        Say("zeros", Mistake.CountZeros(source));
        Say(backend.Count(model.Name));
    }

    /// <summary>What optimizers, clipping and accumulation launch.</summary>
    private static void RunPasses()
    {
        var backend = Watch(Mistake.Of("none"));
        var gate = GateModel.All["Dense"];
        using var model = gate.Make(Device.OpenCL());
        var batch = gate.Batch(model.Definition, 1);
        foreach (var maker in DeviceModelTests.Makers)
        {
            using var optimizer = maker(model.Parameters);
            batch.Step(model);
            batch.Step(model, Gradients.Accumulate);
            Clip.Norm(model.Parameters, 0.01);
            Clip.Value(model.Parameters, 0.001);
            optimizer.Step();
        }

        Say("loss", batch.Step(model).Loss);
        Say(backend.Count("DeepGen"));
    }

    /// <summary>Ten steps on the device and on the processor: the largest differences.</summary>
    private static void Train(GateModel gate)
    {
        using CompiledModel model = gate.Make(Device.OpenCL()), expected = gate.Make(Device.Cpu);
        using SGD onDevice = new(model.Parameters, 0.02), onProcessor = new(expected.Parameters, 0.02);
        float losses = 0;
        for (int step = 0; step < 10; step++)
        {
            var batch = gate.Batch(model.Definition, step % 3);
            float loss = batch.Step(expected).Loss;
            losses = MathF.Max(losses, MathF.Abs(batch.Step(model).Loss - loss) / (1 + MathF.Abs(loss)));
            onDevice.Step();
            onProcessor.Step();
        }

        Say("losses", losses);
        Say("parameters", Difference(model.Parameters.Span, expected.Parameters.Span));
        var last = gate.Batch(model.Definition, 3);
        Say("outputs", Difference(last.Predict(model), last.Predict(expected)));
    }

    private static WatchedBackend Watch(Func<string, string> change)
    {
        var backend = new WatchedBackend(new FollowedBackend(OpenCLBackend.Open(0)), change);
        SharedDevice.Offer(Device.OpenCL(), new SharedDevice(backend));
        return backend;
    }

    /// <summary>The largest, in units of one and the number's size.</summary>
    private static float Difference(ReadOnlySpan<float> found, ReadOnlySpan<float> expected)
    {
        float largest = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            float difference = MathF.Abs(found[i] - expected[i]) / (1 + MathF.Abs(expected[i]));
            largest = float.IsNaN(difference) ? difference : MathF.Max(largest, difference);
        }

        return largest;
    }

    private static void Say(string what, float value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {value}"));

    private static void Say((int All, string[] Idle) kernels)
    {
        Say("kernels", kernels.All);
        Say("launched", kernels.All - kernels.Idle.Length);
        foreach (string idle in kernels.Idle) Console.WriteLine($"idle: {idle}");
    }
}

using DeepGen.Runtime;

namespace DeepGen.Tests.Models;

/// <summary>A model by hand whose programs can be rehearsed: kernels that a test gives, on nothing.</summary>
internal sealed class RehearsedModel(ModelDefinition definition, int threads) : CompiledModel(definition, Device.CpuWithThreads(threads), 0)
{
    public static new ModelDefinition Definition(KernelBody[] predict, KernelBody[] step) => new()
    {
        Name = "Rehearsed",
        Fingerprint = "rehearsed",
        Parameters = [],
        Inputs = [],
        Outputs = [],
        Predict = Program("Predict", session => Launch(session, predict)),
        Step = Program("Step", session => Launch(session, step)),
    };

    public static ProgramDefinition Program(string name, Action<Session> run) =>
        new(name, [], static (_, _) => { }, run) { CanRehearse = true };

    public void Predict()
    {
        using ModelCall call = BeginPredict();
        call.Plan();
        call.Run();
    }

    public void Step()
    {
        using ModelCall call = BeginStep(Gradients.Overwrite);
        call.Plan();
        call.Run();
    }

    private static void Launch(Session session, KernelBody[] kernels) => Array.ForEach(kernels, kernel => session.Run(kernel, 1, 1));
}

using System.Numerics.Tensors;
using DeepGen.Runtime;

namespace DeepGen.Tests.Models;

/// <summary>Kernels that are compiled before they run.</summary>
public class PreparationTests
{
    // What no kernel leaves where it writes.
    private const float Sentinel = 0.3719f;

    // Long enough for any machine; reached only when what should come does not.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void KernelsThatAreCalledWithoutItemsDoNothing()
    {
        using var cnn = new SmallCnn(Device.CpuWithThreads(1));
        var pictures = new Pictures(5, seed: 1);
        DoNothing(cnn, cnn.Programs.Step!, () => cnn.Step(pictures.Images, pictures.Labels, 5));
        DoNothing(cnn, cnn.Programs.Evaluate!, () => cnn.Evaluate(pictures.Images, pictures.Labels, 5));
        DoNothing(cnn, cnn.Programs.Predict, () => cnn.Predict(pictures.Images, 5));

        using var heads = new TwoHeads(Device.CpuWithThreads(1));
        DoNothing(heads, heads.Programs.Step!, () => heads.Step(
            new ReadOnlyTensorSpan<float>(new float[3 * 98], [3, 2, 7, 7]), new ReadOnlyTensorSpan<float>(new float[12], [3, 4]),
            new ReadOnlyTensorSpan<int>([0, 1, 2]), new ReadOnlyTensorSpan<int>([3, 4, 5])));

        using var drawing = new DrawingModel(Device.CpuWithThreads(1));
        DoNothing(drawing, drawing.Programs.Step!, () => drawing.Step(
            new ReadOnlyTensorSpan<float>(new float[2 * 6 * 2 * 3 * 7], [2, 6, 2, 3, 7])));
    }

    [Fact]
    public void AnotherThreadCompilesAndFailuresStayThere()
    {
        using WorkerTeam team = new(2);
        using ManualResetEventSlim called = new();
        int thread = 0;
        nint items = -1;
        team.Prepare(new Preparation(null, () => throw new InvalidOperationException()));
        team.Prepare(new Preparation(null, () => [(_, _, _) => throw new InvalidOperationException()]));
        team.Prepare(new Preparation(null, () =>
        [
            (_, begin, end) =>
            {
                (thread, items) = (Environment.CurrentManagedThreadId, end - begin);
                called.Set();
            },
        ]));
        called.Wait(Patience).ShouldBeTrue();
        thread.ShouldNotBe(Environment.CurrentManagedThreadId);
        items.ShouldBe(0);
    }

    [Fact]
    public void WhatIsOverCompilesNothingMore()
    {
        int calls = 0;
        Preparation preparation = null!;
        preparation = new Preparation(null, () => [(_, _, _) => Again(), (_, _, _) => Again()]);
        preparation.Run();
        calls.ShouldBe(1);
        preparation.Run();
        calls.ShouldBe(1);

        void Again()
        {
            calls++;
            preparation.End();
        }
    }

    private static void DoNothing(CompiledModel model, ProgramDefinition program, Action run)
    {
        Session session = model.DefaultSession;
        long launches = session.LaunchCount;
        run();
        launches = session.LaunchCount - launches;
        List<KernelBody> kernels = [];
        program.Run(new Session(model, program, kernels));

        // A run leaves out packed copies that are fresh.
        kernels.Count.ShouldBeInRange((int)launches, (int)launches + model.Definition.PackSizes.Length);
        AlignedBuffer arena = ((ProcessorExecution)session.Execution).Arena;
        AlignedBuffer[] memory = [arena, model.Store.Gradients.Host, model.Store.Values.Host, model.StateStore.Values.Host];
        foreach (AlignedBuffer buffer in memory) buffer.Span(0, buffer.Length).Fill(Sentinel);
        foreach (KernelBody kernel in kernels)
        {
            kernel(session, 0, 0);
            foreach (AlignedBuffer buffer in memory)
            {
                buffer.Span(0, buffer.Length).ContainsAnyExcept(Sentinel).ShouldBeFalse(kernel.Method.Name);
            }
        }
    }
}

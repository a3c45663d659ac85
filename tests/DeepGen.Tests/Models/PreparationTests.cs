using System.Numerics.Tensors;
using DeepGen.Runtime;

namespace DeepGen.Tests.Models;

/// <summary>Kernels that are compiled before they run: called with no items.</summary>
public class PreparationTests
{
    // What no kernel leaves where it writes.
    private const float Sentinel = 0.3719f;

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

        using var kinds = new ManyKinds(Device.CpuWithThreads(1));
        DoNothing(kinds, kinds.Programs.Step!, () => kinds.Step(
            new ReadOnlyTensorSpan<float>(new float[2 * 16 * 8 * 8], [2, 16, 8, 8])));
        DoNothing(kinds, kinds.Programs.Predict, () => kinds.Predict(
            new ReadOnlyTensorSpan<float>(new float[2 * 16 * 8 * 8], [2, 16, 8, 8])));
    }

    private static void DoNothing(CompiledModel model, ProgramDefinition program, Action run)
    {
        Session session = model.DefaultSession;
        long launches = session.LaunchCount;
        run();
        launches = session.LaunchCount - launches;
        List<KernelBody> kernels = [];
        Session rehearsal = new(model, program, kernels);
        program.Run(rehearsal);

        // A run leaves out packed copies that are fresh.
        int packs = model.Definition.PackSizes.Length;
        kernels.Count.ShouldBeInRange((int)launches, (int)launches + packs);
        AlignedBuffer arena = ((ProcessorExecution)session.Execution).Arena;
        AlignedBuffer[] memory =
        [
            arena, model.Store.Gradients.Host, model.Store.Values.Host, model.StateStore.Values.Host,
            .. Enumerable.Range(0, packs).Select(model.Packs.Buffer).OfType<AlignedBuffer>(), rehearsal.Gradients,
        ];
        foreach (AlignedBuffer buffer in memory) buffer.All.Fill(Sentinel);
        foreach (KernelBody kernel in kernels)
        {
            kernel(session, 0, 0);

            // As it is when it is prepared: where memory is checked, one that reads what it has no items for does not come back.
            kernel(rehearsal, 0, 0);
            foreach (AlignedBuffer buffer in memory)
            {
                buffer.All.ContainsAnyExcept(Sentinel).ShouldBeFalse(kernel.Method.Name);
                buffer.IsOverrun.ShouldBeFalse(kernel.Method.Name);
            }
        }
    }
}

using DeepGen.Runtime;

namespace DeepGen.Tests.Models;

/// <summary>The memory of programs that the compiler wrote.</summary>
public class MemoryPlanTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    public void BuffersThatAreAliveTogetherDoNotShareMemoryAndOthersDo(int batch)
    {
        using SmallCnn cnn = new();
        using TwoHeads heads = new();
        foreach (ModelDefinition model in new[] { cnn.Definition, heads.Definition })
        {
            Check(model.Predict, batch);
            Check(model.Evaluate!, batch);
            Check(model.Step!, batch);
        }
    }

    private static void Check(ProgramDefinition program, int batch)
    {
        Lifetime[] lives = program.PlannedLifetimes();
        var plan = new ArenaPlan(lives, ArenaLayout.Processor);
        program.Sizes([batch], plan.Sizes);
        plan.Place();
        bool shares = false;
        for (int one = 0; one < lives.Length; one++)
        {
            plan.Sizes[one].ShouldBeGreaterThan(0);
            (plan.Offsets[one] + plan.Sizes[one]).ShouldBeLessThanOrEqualTo(plan.Total);
            for (int other = 0; other < one; other++)
            {
                bool apart = plan.Offsets[one] + plan.Sizes[one] <= plan.Offsets[other]
                    || plan.Offsets[other] + plan.Sizes[other] <= plan.Offsets[one];
                bool together = lives[one].First <= lives[other].Last && lives[other].First <= lives[one].Last;
                (apart || !together).ShouldBeTrue($"buffers {one} and {other}");
                shares |= !apart;
            }
        }

        shares.ShouldBeTrue("memory is used again");
    }

    [Fact]
    public void RoomForThreadsThatCannotBeHadLeavesTheSessionUsable()
    {
        var pictures = new Pictures(8, seed: 1);
        using SmallCnn model = new(Device.CpuWithThreads(2), seed: 1), same = new(Device.CpuWithThreads(2), seed: 1);
        model.Predict(pictures.Images, 8);
        Should.Throw<InsufficientMemoryException>(() => model.DefaultSession.Reserve(AlignedBuffer.MaxLength))
            .Message.ShouldContain("pass a smaller batch");
        model.Predict(pictures.Images, 8).Values.ToArray().ShouldBe(same.Predict(pictures.Images, 8).Values.ToArray());
    }
}

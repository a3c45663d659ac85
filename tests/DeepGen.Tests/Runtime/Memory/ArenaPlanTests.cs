using DeepGen.Runtime;

namespace DeepGen.Tests.Runtime.Memory;

public class ArenaPlanTests
{
    [Fact]
    public void BuffersThatNeverMeetShareMemory()
    {
        ArenaPlan plan = Place([new(0, 1), new(2, 3), new(1, 2)], [100, 90, 10]);
        plan.Offsets.ShouldBe([0, 0, 112]);
        plan.Total.ShouldBe(128);
    }

    [Fact]
    public void SmallBuffersFillGaps()
    {
        // The second lies above the first; when the first is dead, the third fits below.
        ArenaPlan plan = Place([new(0, 1), new(0, 3), new(2, 3)], [64, 160, 32]);
        plan.Offsets[1].ShouldBe(0);
        plan.Offsets[0].ShouldBe(160);
        plan.Offsets[2].ShouldBe(160);
        plan.Total.ShouldBe(224);
    }

    [Fact]
    public void AnotherOrderIsTriedWhereTheBiggestFirstTakesMoreThanTheFullestLaunch()
    {
        // The last large one must not begin at the bottom, or what lives beside it and beside the small ones has no room below.
        ArenaPlan plan = Place([new(3, 4), new(26, 27), new(4, 23), new(4, 26), new(22, 26)], [128, 128, 32, 32, 32]);
        plan.Total.ShouldBe(192);
    }

    [Fact]
    public void NoBuffersTakeNoRoom() => Place([], []).Total.ShouldBe(0);

    [Fact]
    public void LivingBuffersNeverOverlapAndTheSumOfTheLivingIsALowerBound()
    {
        var random = new System.Random(1);
        for (int round = 0; round < 200; round++)
        {
            int count = random.Next(1, 40);
            var lifetimes = new Lifetime[count];
            var sizes = new nint[count];
            for (int i = 0; i < count; i++)
            {
                int first = random.Next(20);
                lifetimes[i] = random.Next(8) == 0 ? Lifetime.Always : new Lifetime(first, first + random.Next(6));
                sizes[i] = random.Next(4) == 0 ? 0 : random.Next(1, 5000);
            }

            ArenaPlan plan = Place(lifetimes, sizes);
            Check(plan, lifetimes, sizes);
        }
    }

    [Fact]
    public void PlanningAgainForgetsTheLastBinding()
    {
        Lifetime[] lifetimes = [new(0, 2), new(1, 3), new(3, 4)];
        ArenaPlan plan = Place(lifetimes, [7, 100, 30]);
        (new nint[] { 300, 2, 500 }).CopyTo(plan.Sizes, 0);
        plan.Place();
        plan.Offsets.ShouldBe(Place(lifetimes, [300, 2, 500]).Offsets);
    }

    private static void Check(ArenaPlan plan, Lifetime[] lifetimes, nint[] sizes)
    {
        for (int i = 0; i < sizes.Length; i++)
        {
            (plan.Offsets[i] % ArenaPlan.Granularity).ShouldBe(0);
            (plan.Offsets[i] + sizes[i]).ShouldBeLessThanOrEqualTo(plan.Total);
            for (int j = 0; j < i; j++)
            {
                bool apart = plan.Offsets[i] + sizes[i] <= plan.Offsets[j] || plan.Offsets[j] + sizes[j] <= plan.Offsets[i];
                (apart || sizes[i] == 0 || sizes[j] == 0 || !lifetimes[i].Overlaps(lifetimes[j])).ShouldBeTrue();
            }
        }

        for (int launch = 0; launch < 26; launch++)
        {
            nint alive = sizes.Where((_, i) => lifetimes[i].Overlaps(new Lifetime(launch, launch))).Aggregate((nint)0, (a, b) => a + b);
            plan.Total.ShouldBeGreaterThanOrEqualTo(alive);
        }
    }

    private static ArenaPlan Place(Lifetime[] lifetimes, nint[] sizes)
    {
        var plan = new ArenaPlan(lifetimes, ArenaLayout.Processor);
        sizes.CopyTo(plan.Sizes, 0);
        plan.Place();
        return plan;
    }
}

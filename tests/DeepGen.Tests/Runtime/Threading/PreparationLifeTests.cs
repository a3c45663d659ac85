using System.Diagnostics;
using System.Runtime.CompilerServices;
using DeepGen.Runtime;
using DeepGen.Tests.Models;
using DeepGen.Tests.Optimizers;

namespace DeepGen.Tests.Runtime.Threading;

/// <summary>When kernels are compiled ahead, and when that ends.</summary>
[Collection(Alone.Name)]
public sealed class PreparationLifeTests : IDisposable
{
    // Long enough for any machine; reached only when what should come does not.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualResetEventSlim begun = new();
    private readonly ManualResetEventSlim goOn = new();
    private readonly ManualResetEventSlim prepared = new();
    private Thread? worker;

    // A kernel that holds up its first preparation, which has begun then.
    private KernelBody Holding => WhenEmpty(() =>
    {
        worker = Thread.CurrentThread;
        begun.Set();
        goOn.Wait();
    });

    private KernelBody Prepared => WhenEmpty(prepared.Set);

    public void Dispose()
    {
        // Not disposed of: a thread may still wait for them.
        goOn.Set();
    }

    [Fact]
    public void AnotherThreadCompilesAndFailuresStayThere()
    {
        using WorkerTeam team = new(2);
        int thread = 0;
        nint items = -1;
        team.Prepare(new Preparation(null, () => throw new InvalidOperationException(), new()));
        team.Prepare(new Preparation(null, () => [(_, _, _) => throw new InvalidOperationException()], new()));
        team.Prepare(new Preparation(
            null,
            () =>
            [
                (_, begin, end) =>
                {
                    (thread, items) = (Environment.CurrentManagedThreadId, end - begin);
                    prepared.Set();
                },
            ],
            new()));
        prepared.Wait(Patience).ShouldBeTrue();
        thread.ShouldNotBe(Environment.CurrentManagedThreadId);
        items.ShouldBe(0);
    }

    [Fact]
    public void WhatIsOverCompilesNothingMoreAndAnotherMay()
    {
        int calls = 0;
        PreparedOnce once = new();
        Preparation preparation = null!;
        preparation = new Preparation(null, () => [(_, _, _) => Again(), (_, _, _) => Again()], once);
        once.TryBegin().ShouldBeTrue();
        preparation.Run();
        calls.ShouldBe(1);
        preparation.Run();
        calls.ShouldBe(1);
        once.TryBegin().ShouldBeTrue("it ended after one of two");

        new Preparation(null, () => [(_, _, _) => calls++], once).Run();
        calls.ShouldBe(2);
        once.TryBegin().ShouldBeFalse("it came to its end");

        void Again()
        {
            calls++;
            preparation.End();
        }
    }

    [Fact]
    public void WhatEndsBeforeItsTurnAnotherMayPrepare()
    {
        PreparedOnce once = new();
        once.TryBegin().ShouldBeTrue();
        once.TryBegin().ShouldBeFalse();
        Preparation preparation = new(null, () => throw new InvalidOperationException("It is over."), once);
        preparation.End();
        once.TryBegin().ShouldBeTrue();
        preparation.End();
        once.TryBegin().ShouldBeFalse("it ends once");
        once.Finish();
        once.GiveUp();
        once.TryBegin().ShouldBeFalse("it is compiled");
    }

    [Fact]
    public void AProgramWhosePreparationAnotherHasDisplacedIsPreparedWhenItComes()
    {
        using ManualResetEventSlim predictPrepared = new();
        using RehearsedModel model = new(RehearsedModel.Definition([WhenEmpty(predictPrepared.Set)], [Prepared, Holding]), 2);
        begun.Wait(Patience).ShouldBeTrue();
        model.Predict();
        goOn.Set();
        predictPrepared.Wait(Patience).ShouldBeTrue();
        prepared.IsSet.ShouldBeFalse();
        model.Step();
        prepared.Wait(Patience).ShouldBeTrue();
    }

    [Fact]
    public void AModelOnOneThreadTakesNothingFromTheNext()
    {
        ModelDefinition definition = RehearsedModel.Definition([], [Prepared]);
        using RehearsedModel single = new(definition, 1);
        using RehearsedModel model = new(definition, 2);
        prepared.Wait(Patience).ShouldBeTrue();
    }

    [Fact]
    public void WhatHasRunNeedsNoPreparation()
    {
        ModelDefinition definition = RehearsedModel.Definition([], [Prepared]);
        using RehearsedModel single = new(definition, 1);
        single.Step();
        definition.Step!.Prepared.TryBegin().ShouldBeFalse();
    }

    [Fact]
    public void AModelThatIsDisposedOfAtOnceWaitsForNoPreparationAndLeavesItToTheNext()
    {
        ModelDefinition definition = RehearsedModel.Definition([], [Prepared, Holding]);
        RehearsedModel first = new(definition, 2);
        begun.Wait(Patience).ShouldBeTrue();
        Ends(first.Dispose).ShouldBeTrue("nobody waits for a kernel that is compiled");
        goOn.Set();
        worker!.Join(Patience).ShouldBeTrue();
        prepared.IsSet.ShouldBeFalse();
        using RehearsedModel model = new(definition, 2);
        prepared.Wait(Patience).ShouldBeTrue();
    }

    [Fact]
    public void AStaticConstructorMayMakeAModelOfItsClassAndDisposeOfIt() =>
        Ends(static () => RuntimeHelpers.RunClassConstructor(typeof(MadeByItsClass).TypeHandle)).ShouldBeTrue();

    [Fact]
    public void ATeamThatIsDisposedOfPreparesNothingMore()
    {
        PreparedOnce queued = new(), late = new();
        WorkerTeam team = new(2);
        team.Prepare(new Preparation(null, () => [Holding], new()));
        begun.Wait(Patience).ShouldBeTrue();
        queued.TryBegin();
        team.Prepare(new Preparation(null, () => [Prepared], queued));
        Ends(team.Dispose).ShouldBeTrue();
        late.TryBegin();
        team.Prepare(new Preparation(null, () => [Prepared], late));
        queued.TryBegin().ShouldBeTrue();
        late.TryBegin().ShouldBeTrue();
        goOn.Set();
        worker!.Join(Patience).ShouldBeTrue();
        prepared.IsSet.ShouldBeFalse();
    }

    [Fact]
    public void OptimizersOfOneClassArePreparedOnceAndEndWhatTheyHaveBegun()
    {
        List<int> passes = [];
        PreparedOnce once = new();
        using FlatModel model = new(8, threads: 2);
        model.Team.Prepare(new Preparation(null, () => [Holding], new()));
        begun.Wait(Patience).ShouldBeTrue();
        new PreparedOptimizer(model.Parameters, () => passes.Add(1), once).Dispose();
        using PreparedOptimizer second = new(model.Parameters, () => passes.Add(2), once);
        using PreparedOptimizer third = new(model.Parameters, () => passes.Add(3), once);
        model.Team.Prepare(new Preparation(null, () => [Prepared], new()));
        goOn.Set();
        prepared.Wait(Patience).ShouldBeTrue();
        passes.ShouldBe([2]);
    }

    [Fact]
    public void AModelThatCannotBeMadeLeavesNoThreads()
    {
        const int Models = 8, Threads = 9;
        ModelDefinition definition = new()
        {
            Name = "Unmade",
            Fingerprint = "unmade",
            Parameters = [],
            State = [new TensorDefinition("mean", [2], Initializer.Values(1, 2, 3))],
            Inputs = [],
            Outputs = [],
            Predict = RehearsedModel.Program("Predict", static _ => { }),
        };
        int before = ThreadCount();
        for (int i = 0; i < Models; i++)
        {
            Should.Throw<ArgumentException>(() => new RehearsedModel(definition, Threads));
        }

        // Others come and go meanwhile, but not as many.
        const int Others = Models * (Threads - 1) / 2;
        SpinWait.SpinUntil(() => ThreadCount() < before + Others, Patience).ShouldBeTrue();
    }

    private static bool Ends(Action action)
    {
        Thread thread = new(() => action()) { IsBackground = true };
        thread.Start();
        return thread.Join(Patience);
    }

    private static int ThreadCount()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }

    private static KernelBody WhenEmpty(Action action) => (_, begin, end) =>
    {
        if (begin == end) action();
    };

    private sealed class PreparedOptimizer : Optimizer
    {
        public PreparedOptimizer(ParameterSet parameters, Action pass, PreparedOnce once)
            : base(parameters, 1) => PrepareKernel((_, _) => pass(), once);

        protected override void Update(nint begin, nint end)
        {
        }
    }

    /// <summary>A class that makes a model of itself before it is ready, as one that keeps a default model does.</summary>
    private sealed class MadeByItsClass : CompiledModel
    {
        private static readonly int Ready;

        static MadeByItsClass()
        {
            using ManualResetEventSlim begun = new();
            using (new MadeByItsClass(begun))
            {
                begun.Wait(Patience).ShouldBeTrue();

                // The thread of the preparation gets to where it waits for this constructor.
                Thread.Sleep(100);
            }

            Ready = 1;
        }

        private MadeByItsClass(ManualResetEventSlim begun)
            : base(DefinitionWith(begun), Device.CpuWithThreads(2), 0)
        {
        }

        private static ModelDefinition DefinitionWith(ManualResetEventSlim begun) => new()
        {
            Name = "MadeByItsClass",
            Fingerprint = "made",
            Parameters = [],
            Inputs = [],
            Outputs = [],
            Predict = Rehearsal.Program(begun),
        };

        /// <summary>What does not belong to the class, and so does not wait for it.</summary>
        private static class Rehearsal
        {
            public static ProgramDefinition Program(ManualResetEventSlim begun) => RehearsedModel.Program("Predict", _ =>
            {
                begun.Set();
                Ready.ShouldBe(1);
            });
        }
    }
}

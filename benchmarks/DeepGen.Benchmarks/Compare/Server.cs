using System.Diagnostics;
using System.Text.Json;

namespace DeepGen.Benchmarks.Compare;

/// <summary>Our own side of the comparison, in a process of its own: answers requests on the standard streams.</summary>
internal sealed class Server : IDisposable
{
    private const int CheckedSteps = 3;
    private const double BlockSeconds = 2e-3;

    // A call that takes longer needs no call before it to warm the caches up, and is a block of its own.
    private const double LongSeconds = 5e-2;

    private Trainee? trainee;
    private Func<ParameterSet, Optimizer>? makeOptimizer;
    private Optimizer? optimizer;
    private Batch[] batches = [];
    private bool trains;
    private int next;
    private string weights = "";

    /// <summary>Answers until the input ends.</summary>
    public static int Run()
    {
        using var server = new Server();
        while (Console.In.ReadLine() is { } line)
        {
            Answer answer;
            try
            {
                answer = server.Answer(JsonSerializer.Deserialize<Request>(line)!);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                answer = new Answer { Error = error.Message };
            }

            Console.Out.WriteLine(JsonSerializer.Serialize(answer));
            Console.Out.Flush();
        }

        return 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        optimizer?.Dispose();
        trainee?.Dispose();
    }

    private Answer Answer(Request request) => request.Do switch
    {
        "open" => Open(request),
        "check" => Check(),
        "calls" => Calls(request.Count),
        "restart" => Restart(),
        "time" => new Answer { Seconds = Time(request.Seconds) },
        "arena" => new Answer { Bytes = trainee!.Model.ArenaBytes },
        "allocations" => new Answer { Bytes = Allocations() },
        _ => throw new InvalidOperationException($"'{request.Do}' is no request."),
    };

    private Answer Open(Request request)
    {
        string folder = request.Folder!;
        var workload = WorkloadFolder.Read(folder);
        weights = WorkloadFolder.Weights(folder);
        batches = Batch.ReadAll(workload, folder);
        trains = request.Mode == "train";
        var device = request.Device is { } name ? Device.Parse(name) : Device.CpuWithThreads(request.Threads);
        trainee = workload.Make(device, request.IsTensor ? ProductPrecision.TensorFloat32 : ProductPrecision.Float32);
        makeOptimizer = parameters => workload.Optimizer == "SGD"
            ? new SGD(parameters, Workload.LearningRate)
            : new Adam(parameters, Workload.LearningRate);
        Restart();
        return new Answer { Version = $"DeepGen, .NET {Environment.Version}" };
    }

    private Answer Restart()
    {
        trainee!.Model.Load(weights);
        optimizer?.Dispose();
        optimizer = trains ? makeOptimizer!(trainee.Model.Parameters) : null;
        return new Answer();
    }

    private Answer Calls(int count)
    {
        for (int call = 0; call < count; call++) Call();
        return new Answer();
    }

    /// <summary>From the given weights, with which it begins again afterwards.</summary>
    private Answer Check()
    {
        double[] output = [.. trainee!.Predict(batches[0]).Values.ToArray().Select(value => (double)value)];
        if (!trains) return new Answer { Output = output };
        trainee.Drop(false);
        double[] losses = new double[CheckedSteps];
        for (int step = 0; step < CheckedSteps; step++)
        {
            losses[step] = trainee.Step(batches[step]).Loss;
            optimizer!.Step();
        }

        trainee.Drop(true);
        Restart();
        return new Answer { Output = output, Losses = losses };
    }

    private void Call()
    {
        var batch = batches[next++ % batches.Length];
        if (trains)
        {
            trainee!.Step(batch);
            optimizer!.Step();
        }
        else
        {
            trainee!.Predict(batch);
        }
    }

    /// <summary>The median over blocks of calls, each of at least two milliseconds; the peers' scripts do the same.</summary>
    private double Time(double seconds)
    {
        var total = Stopwatch.StartNew();
        double one = Block(1);
        bool isLong = one > LongSeconds;
        List<double> blocks = isLong ? [one] : [];
        int calls = isLong ? 1 : Math.Max(1, (int)(BlockSeconds / Math.Max(Block(1), 1e-7)));
        while (blocks.Count == 0 || total.Elapsed.TotalSeconds < seconds) blocks.Add(Block(calls));
        return Statistics.Median(blocks);
    }

    private double Block(int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int call = 0; call < calls; call++) Call();
        trainee!.Model.Synchronize();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / calls;
    }

    private double Allocations()
    {
        // So many that nothing of the runtime's own is taken for a call's, and fewer where each takes long.
        const int MostCalls = 10;
        const double EnoughSeconds = 0.5;
        int calls = 0;
        var total = Stopwatch.StartNew();
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (; calls < MostCalls && total.Elapsed.TotalSeconds < EnoughSeconds; calls++) Call();
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)calls;
    }
}

using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace DeepGen.Runtime;

/// <summary>
/// A fixed number of threads that share the items of a kernel. They are started once, spin for a moment after each kernel, since the next
/// one tends to follow at once, and then sleep.
/// </summary>
/// <remarks>
/// A kernel is cut into as many parts as there are threads, and every thread, the caller included, takes parts until none is left: a
/// thread that wakes up late never holds up the others. Which thread runs a part has no influence on any result.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class WorkerTeam : IDisposable
{
    internal const string ThreadsVariable = "DEEPGEN_THREADS";

    private const int MostThreads = 1024;

    // About a microsecond of elementwise work on one core, which is what waking the others costs.
    private const nint DefaultForkThreshold = 32 * 1024;

    private static readonly Lazy<WorkerTeam> SharedTeam = new(
        () => new WorkerTeam(ThreadsFrom(Environment.GetEnvironmentVariable(ThreadsVariable))));

    // Which team a worker thread belongs to, and its number there.
    [ThreadStatic]
    private static WorkerTeam? teamOfThread;

    [ThreadStatic]
    private static int numberOfThread;

    private readonly Thread[] workers;

    // How many of them run: all, unless one could not be started.
    private readonly int started;

    // Which of them compile kernels. None begins after the team was disposed of.
    private readonly bool[] isPreparing;

    private bool disposed;
    private int busy;

    /// <summary>Starts a team.</summary>
    /// <param name="threads">How many threads run a kernel, the caller's among them.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 1 or more than 1024.</exception>
    public WorkerTeam(int threads)
        : this(threads, static thread => thread.Start())
    {
    }

    /// <summary>Starts a team; where a thread cannot be started, those before it end.</summary>
    internal WorkerTeam(int threads, Action<Thread> start)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, MostThreads);
        Threads = threads;
        workers = new Thread[threads - 1];
        isPreparing = new bool[workers.Length];
        for (int i = 0; i < workers.Length; i++)
        {
            int number = i + 1;
            workers[i] = new Thread(() => Work(number)) { IsBackground = true, Name = "DeepGen worker" };
        }

        try
        {
            for (; started < workers.Length; started++)
            {
                start(workers[started]);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>
    /// The team of the process: a thread for each processor, or as many as the environment variable DEEPGEN_THREADS says.
    /// </summary>
    /// <exception cref="InvalidOperationException">The variable holds no number from 1 to 1024.</exception>
    public static WorkerTeam Shared => SharedTeam.Value;

    /// <summary>How many threads run a kernel, the caller's among them.</summary>
    public int Threads { get; }

    /// <summary>
    /// A number below <see cref="Threads"/> that no other thread has while both work on the same kernel: 0 for the one that launched it.
    /// </summary>
    internal int Number => teamOfThread == this ? numberOfThread : 0;

    /// <summary>The work, in items times their cost, up to which a kernel stays on the caller's thread.</summary>
    internal nint ForkThreshold { get; set; } = DefaultForkThreshold;

    /// <summary>
    /// Runs a kernel over items 0 to <paramref name="items"/> (excluded), in parts on several threads if it is worth it, and returns when
    /// all are done. While the team is busy with another kernel, the caller runs its kernel alone; so does a kernel started by a kernel.
    /// </summary>
    /// <param name="body">The kernel; it must not depend on where the items are cut.</param>
    /// <param name="session">What it works on.</param>
    /// <param name="items">How many items there are; with none, nothing runs.</param>
    /// <param name="costPerItem">The work for one item, in vector-friendly operations on one float.</param>
    /// <exception cref="ObjectDisposedException">The team was disposed of.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run(KernelBody body, Session session, nint items, nint costPerItem)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (Forks(items, costPerItem))
        {
            Share(body, session, items);
        }
        else if (items > 0)
        {
            body(session, 0, items);
        }
    }

    /// <summary>Lets a thread compile kernels while it has none to run; of a team that was disposed of none does.</summary>
    internal void Prepare(Preparation preparation)
    {
        lock (gate)
        {
            if (disposed)
            {
                preparation.End();
                return;
            }

            preparations.Enqueue(preparation);
            Monitor.Pulse(gate);
        }
    }

    private void Share(KernelBody body, Session session, nint items)
    {
        // Which items the caller gets is chance: without this its room might be made in any later step.
        TileScratch.Make();
        if (Interlocked.CompareExchange(ref busy, 1, 0) != 0)
        {
            body(session, 0, items);
            return;
        }

        Exception? failure = Fork(body, session, items);
        Volatile.Write(ref busy, 0);
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>Whether a kernel is worth more than one thread.</summary>
    /// <remarks>In floating point, since the product may not fit; a division would cost as much as a small kernel.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Forks(nint items, nint costPerItem) =>
        Threads > 1 && items > 1 && (double)items * nint.Max(costPerItem, 1) > ForkThreshold;

    /// <summary>Stops the threads; no kernel may be running.</summary>
    /// <remarks>
    /// One that prepares kernels is not waited for, and stops after the one that it compiles: it changes nothing, and may itself wait for
    /// the caller, where that is the static constructor of a model's class.
    /// </remarks>
    public void Dispose()
    {
        if (disposed)
        {
            return;
        }

        lock (gate)
        {
            disposed = true;
            while (preparations.TryDequeue(out Preparation? waiting))
            {
                waiting.End();
            }

            Monitor.PulseAll(gate);
        }

        for (int i = 0; i < started; i++)
        {
            if (!Volatile.Read(ref isPreparing[i]))
            {
                workers[i].Join();
            }
        }
    }

    internal static int ThreadsFrom(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return Math.Min(Environment.ProcessorCount, MostThreads);
        }

        bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int threads);
        return isNumber && threads is >= 1 and <= MostThreads
            ? threads
            : throw new InvalidOperationException(
                $"The environment variable {ThreadsVariable} is '{text}', but a number of threads from 1 to {MostThreads} is expected; " +
                "set it to one, or unset it for a thread on each processor.");
    }
}

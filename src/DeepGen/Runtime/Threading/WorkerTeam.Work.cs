using System.Diagnostics;

namespace DeepGen.Runtime;

public sealed partial class WorkerTeam
{
    private const int PartBits = 16;

    // Longer than the code between two kernels of a step takes, shorter than anyone would notice.
    private static readonly long SpinTicks = Environment.ProcessorCount > 1 ? Stopwatch.Frequency / 20_000 : 0;

    private readonly object gate = new();

    // The number of the kernel, how many parts it has, and how many are taken, in one word: a part is taken by one exchange of that word,
    // which fails if the kernel is not the one that was looked at.
    private long ticket;
    private int unfinished;
    private int sleeping;

    private KernelBody? currentBody;
    private Session? currentSession;
    private nint currentItems;
    private Exception? currentFailure;

    // What a thread may do while there is no kernel to take part in.
    private readonly Queue<Preparation> preparations = new();

    private Exception? Fork(KernelBody body, Session session, nint items)
    {
        int parts = (int)Math.Min(Threads, items);
        (currentBody, currentSession, currentItems, currentFailure) = (body, session, items, null);
        Volatile.Write(ref unfinished, parts);
        long number = (Volatile.Read(ref ticket) >> (2 * PartBits)) + 1;
        Interlocked.Exchange(ref ticket, (number << (2 * PartBits)) | ((long)parts << PartBits));

        // A thread counts itself as sleeping before it looks at the ticket for the last time, so none is missed.
        if (Volatile.Read(ref sleeping) != 0)
        {
            lock (gate)
            {
                Monitor.PulseAll(gate);
            }
        }

        TakeParts();
        SpinWait wait = default;
        while (Volatile.Read(ref unfinished) != 0)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }

        Exception? failure = currentFailure;
        (currentBody, currentSession, currentFailure) = (null, null, null);
        return failure;
    }

    private void TakeParts()
    {
        while (TryTakePart(out int part, out int parts))
        {
            try
            {
                currentBody!(currentSession!, currentItems * part / parts, currentItems * (part + 1) / parts);
            }
            catch (Exception exception)
            {
                // The caller throws it once all parts are done; of several, the first.
                Interlocked.CompareExchange(ref currentFailure, exception, null);
            }

            Interlocked.Decrement(ref unfinished);
        }
    }

    private bool TryTakePart(out int part, out int parts)
    {
        while (true)
        {
            long seen = Volatile.Read(ref ticket);
            part = (int)(seen & ((1 << PartBits) - 1));
            parts = (int)((seen >> PartBits) & ((1 << PartBits) - 1));
            if (part >= parts)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref ticket, seen + 1, seen) == seen)
            {
                return true;
            }
        }
    }

    private bool HasParts()
    {
        long seen = Volatile.Read(ref ticket);
        return (seen & ((1 << PartBits) - 1)) < ((seen >> PartBits) & ((1 << PartBits) - 1));
    }

    private void Work(int number)
    {
        teamOfThread = this;
        numberOfThread = number;

        // Whichever kernel of whichever step a thread takes part in first, it allocates nothing there.
        TileScratch.Make();
        while (!Volatile.Read(ref disposed))
        {
            TakeParts();
            long begin = Stopwatch.GetTimestamp();
            while (!HasParts() && Stopwatch.GetTimestamp() - begin < SpinTicks)
            {
                Thread.SpinWait(10);
            }

            if (!HasParts())
            {
                Prepare();
                Sleep();
            }
        }
    }

    private void Prepare()
    {
        Preparation? next;
        ref bool isPreparing = ref this.isPreparing[numberOfThread - 1];
        lock (gate)
        {
            // Empty where the team was disposed of.
            isPreparing = preparations.TryDequeue(out next);
        }

        next?.Run();
        Volatile.Write(ref isPreparing, false);
    }

    private void Sleep()
    {
        lock (gate)
        {
            Interlocked.Increment(ref sleeping);
            while (!HasParts() && preparations.Count == 0 && !disposed)
            {
                Monitor.Wait(gate);
            }

            Interlocked.Decrement(ref sleeping);
        }
    }
}

using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace DeepGen.Runtime;

/// <summary>Floats of the debug mode, between two pages that end the process when they are touched.</summary>
[SupportedOSPlatform("linux")]
internal sealed class GuardedMemory
{
    // Spans do not keep native memory alive as they keep an array, so what is given up stays readable for a while.
    private const int MostRetired = 4096;
    private const long MostRetiredBytes = 256 << 20;

    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;

    private static readonly ConcurrentQueue<(nint Address, nint Bytes)> Retired = [];
    private static long retiredBytes;

    private readonly nint mapping;
    private readonly nint bytes;

    /// <summary>Maps memory of zeros, as much as is asked for, directly before the second of the two pages.</summary>
    /// <param name="floats">The number of floats.</param>
    /// <exception cref="OutOfMemoryException">The system does not give it.</exception>
    public GuardedMemory(nint floats)
    {
        nint page = Environment.SystemPageSize;
        nint size = floats * sizeof(float);
        nint body = (size + page - 1) / page * page;
        bytes = body + (2 * page);
        mapping = Map(bytes);
        if (Protect(mapping + page, (nuint)body, ReadWrite) != 0)
        {
            throw new OutOfMemoryException();
        }

        Before = (body - size) / sizeof(float);
        Address = mapping + page + body - size;
    }

    /// <summary>Gives the memory back.</summary>
    ~GuardedMemory()
    {
        if (mapping != 0)
        {
            Retire(mapping, bytes);
        }
    }

    /// <summary>Where the floats begin.</summary>
    public nint Address { get; }

    /// <summary>How many floats there are between the first page and the floats.</summary>
    public nint Before { get; }

    private static nint Map(nint bytes)
    {
        const nint Failed = -1;
        nint address = Map(0, (nuint)bytes, 0, PrivateAnonymous, -1, 0);
        if (address == Failed)
        {
            // A process may have so many mappings; those of buffers that nobody has any more count until they are finalized.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            address = Map(0, (nuint)bytes, 0, PrivateAnonymous, -1, 0);
        }

        return address == Failed ? throw new OutOfMemoryException() : address;
    }

    private static void Retire(nint address, nint bytes)
    {
        Retired.Enqueue((address, bytes));
        Interlocked.Add(ref retiredBytes, bytes);
        while ((Retired.Count > MostRetired || Volatile.Read(ref retiredBytes) > MostRetiredBytes) && Retired.TryDequeue(out var oldest))
        {
            Interlocked.Add(ref retiredBytes, -oldest.Bytes);
            _ = Unmap(oldest.Address, (nuint)oldest.Bytes);
        }
    }

    [DllImport("libc", EntryPoint = "mmap")]
    private static extern nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "mprotect")]
    private static extern int Protect(nint address, nuint length, int protection);

    [DllImport("libc", EntryPoint = "munmap")]
    private static extern int Unmap(nint address, nuint length);
}

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepGen.Runtime;

/// <summary>
/// A backend that copies between host and device through pinned memory: a ring of slots which the device empties while the host fills
/// the next. It checks ranges, so that a driver is never asked for what lies outside a buffer.
/// </summary>
internal abstract class StagedBackend : DeviceBackend
{
    /// <summary>The slots of pinned memory: those of the writes, then those of the reads.</summary>
    protected const int Slots = WriteSlots + ReadSlots;

    /// <summary>All pinned memory, in bytes.</summary>
    protected const nint StagingBytes = Slots * SlotBytes;

    // At 20 GB/s a slot takes 50 us, ten times what it costs to give the command.
    private const int SlotBytes = 1 << 20;
    private const int WriteSlots = 4;
    private const int ReadSlots = 2;
    private const int Alignment = 64;

    private int writeSlot;
    private int writeUsed;
    private bool isClosed;

    /// <summary>Makes the backend.</summary>
    /// <param name="profiles">Whether kernels are measured.</param>
    protected StagedBackend(bool profiles)
    {
        if (profiles)
        {
            Profile = new DeviceProfile();
            AppDomain.CurrentDomain.ProcessExit += (_, _) => PrintProfile();
        }
    }

    /// <summary>The device in messages.</summary>
    public string Name => $"{Info.Id} ({Info.Name})";

    /// <summary>What kernels take; null unless it is measured.</summary>
    public DeviceProfile? Profile { get; }

    /// <summary>The address of the pinned memory; set by the backend when it is opened.</summary>
    protected nint Staging { get; set; }

    /// <inheritdoc/>
    public sealed override void Write(DeviceBuffer to, nint offset, ReadOnlySpan<byte> from)
    {
        Check(to, offset, from.Length);
        while (!from.IsEmpty)
        {
            if (writeUsed >= SlotBytes)
            {
                // What was given from this slot is done before what comes after the mark, and so before the slot is filled again.
                Mark(writeSlot);
                int next = (writeSlot + 1) % WriteSlots;
                Await(next);
                (writeSlot, writeUsed) = (next, 0);
            }

            int length = Math.Min(from.Length, SlotBytes - writeUsed);
            nint place = Place(writeSlot) + writeUsed;
            from[..length].CopyTo(Memory(place, length));
            EnqueueWrite(to, offset, place, length);
            writeUsed += (length + Alignment - 1) / Alignment * Alignment;
            offset += length;
            from = from[length..];
        }
    }

    /// <inheritdoc/>
    public sealed override void Read(DeviceBuffer from, nint offset, Span<byte> to)
    {
        Check(from, offset, to.Length);
        int slot = WriteSlots;
        Span<byte> arriving = [];
        while (!to.IsEmpty)
        {
            int length = Math.Min(to.Length, SlotBytes);
            EnqueueRead(from, offset, Place(slot), length, slot);
            slot = Other(slot);
            Arrive(slot, arriving);
            arriving = to[..length];
            offset += length;
            to = to[length..];
        }

        Arrive(Other(slot), arriving);
    }

    /// <inheritdoc/>
    public sealed override void Copy(DeviceBuffer from, nint fromOffset, DeviceBuffer to, nint toOffset, nint bytes)
    {
        Check(from, fromOffset, bytes);
        Check(to, toOffset, bytes);
        if (bytes > 0)
        {
            EnqueueCopy(from, fromOffset, to, toOffset, bytes);
        }
    }

    /// <inheritdoc/>
    public sealed override void Clear(DeviceBuffer buffer, nint offset, nint bytes)
    {
        Check(buffer, offset, bytes);
        if (bytes > 0)
        {
            EnqueueClear(buffer, offset, bytes);
        }
    }

    /// <inheritdoc/>
    public sealed override void Dispose()
    {
        if (!isClosed)
        {
            PrintProfile();
            isClosed = true;
            Close();
        }
    }

    /// <summary>Waits for the device and gives everything back; what it did not come to is not there.</summary>
    protected abstract void Close();

    /// <summary>Gives a copy from pinned memory.</summary>
    protected abstract void EnqueueWrite(DeviceBuffer to, nint offset, nint from, nint bytes);

    /// <summary>Gives a copy to pinned memory, and remembers it as the slot's mark: one that failed must not be taken for done.</summary>
    protected abstract void EnqueueRead(DeviceBuffer from, nint offset, nint to, nint bytes, int slot);

    /// <summary>Gives a copy within the device, of at least one byte.</summary>
    protected abstract void EnqueueCopy(DeviceBuffer from, nint fromOffset, DeviceBuffer to, nint toOffset, nint bytes);

    /// <summary>Gives zeros for at least one byte.</summary>
    protected abstract void EnqueueClear(DeviceBuffer buffer, nint offset, nint bytes);

    /// <summary>Remembers, as the slot's mark, all that was given so far.</summary>
    protected abstract void Mark(int slot);

    /// <summary>Waits for the slot's mark, if it has one.</summary>
    protected abstract void Await(int slot);

    /// <summary>Throws where a group of a kernel is larger than the device can run.</summary>
    protected void CheckGroups(string name, IReadOnlyList<DeviceKernelDefinition> kernels, long largest)
    {
        if (kernels.FirstOrDefault(kernel => (long)kernel.GroupX * kernel.GroupY > largest) is { } kernel)
        {
            throw new DeviceException(
                $"{Name} runs groups of at most {largest} threads, and kernel '{kernel.Name}' of {name} "
                + $"has {kernel.GroupX * kernel.GroupY}; use another device.");
        }
    }

    /// <summary>What is said where memory is asked for that is not there.</summary>
    /// <param name="bytes">What was asked for.</param>
    /// <param name="failure">What failed, without a full stop.</param>
    protected DeviceOutOfMemoryException NoRoom(nint bytes, string failure)
    {
        string most = LargestBuffer < Info.MemoryBytes ? $", at most {Megabytes(LargestBuffer)} of them at once" : "";
        return new DeviceOutOfMemoryException(
            $"{Name} has no room for {Megabytes(bytes)}: {Megabytes(FreeMemory)} of {Megabytes(Info.MemoryBytes)} are free{most}. "
            + $"Use a smaller batch or a smaller model. ({failure}.)");
    }

    /// <summary>
    /// What is said where a call failed. Commands run later than they are given, and so may fail in calls that are not their own.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="code">What it returned, by name.</param>
    /// <param name="isMemory">Whether there was no memory for it: drivers may put that off until a command needs it.</param>
    /// <param name="kernel">The kernel that the call is about.</param>
    /// <param name="last">The kernel that was launched last.</param>
    protected DeviceException Failure(string call, string code, bool isMemory, string? kernel, string? last)
    {
        string of = kernel is not null ? $" for kernel '{kernel}'" : "";
        string after = kernel is null && last is not null ? $" after kernel '{last}' was launched" : "";
        string message = $"{Name}: {call}{of} failed{after} with {code}";
        return isMemory
            ? new DeviceOutOfMemoryException($"{message}: the device has no memory left; use a smaller batch or a smaller model.")
            : new DeviceException($"{message}.");
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:N1} MB");

    private static int Other(int readSlot) => (2 * WriteSlots) + 1 - readSlot;

    private static void Check(DeviceBuffer buffer, nint offset, nint bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, buffer.Bytes - offset);
    }

    private static Span<byte> Memory(nint address, int length) =>
        MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), address), length);

    private void PrintProfile()
    {
        if (Profile is null || isClosed || Staging == 0)
        {
            return;
        }

        // What is measured is waited for; a device that was lost has nothing to add.
        try
        {
            Synchronize();
        }
        catch (DeviceException)
        {
        }

        Console.Error.Write($"{Name}\n{Profile}");
    }

    private nint Place(int slot) => Staging + (slot * (nint)SlotBytes);

    private void Arrive(int slot, Span<byte> to)
    {
        if (!to.IsEmpty)
        {
            Await(slot);
            Memory(Place(slot), to.Length).CopyTo(to);
        }
    }
}

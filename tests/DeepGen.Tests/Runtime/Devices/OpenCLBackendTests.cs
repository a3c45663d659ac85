using DeepGen.Runtime;
using DeepGen.Tests.Models;

namespace DeepGen.Tests.Runtime.Devices;

/// <summary>The OpenCL host on a real driver. It runs alone, since one test measures allocations.</summary>
[Collection(Alone.Name)]
public sealed class OpenCLBackendTests(OpenCLFixture fixture) : IClassFixture<OpenCLFixture>
{
    private const int Slot = 1 << 20;

    [OpenCLTheory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(3, 5)]
    [InlineData(4096, 4)]
    [InlineData(Slot - 1, 1)]
    [InlineData(Slot, 0)]
    [InlineData(Slot + 1, 7)]
    [InlineData((2 * Slot) + 333, 4)]
    [InlineData((11 * Slot) + 77, 13)]
    public void BytesComeBackAsTheyWere(int count, int offset)
    {
        var backend = fixture.Backend;
        using var buffer = backend.Allocate(count + offset + 3);
        byte[] around = OpenCLFixture.Bytes(count + offset + 3, 1), bytes = OpenCLFixture.Bytes(count, 2);
        backend.Write(buffer, 0, around);
        backend.Write(buffer, offset, bytes);
        bytes.CopyTo(around, offset);

        // The source was free to change at once.
        bytes.AsSpan().Clear();
        byte[] found = new byte[around.Length];
        backend.Read(buffer, 0, found);
        found.ShouldBe(around);
        byte[] part = new byte[count];
        backend.Read(buffer, offset, part);
        part.ShouldBe(around[offset..(offset + count)]);
    }

    [OpenCLFact]
    public void ManySmallWritesArriveInTheirOrder()
    {
        var backend = fixture.Backend;
        using var buffer = backend.Allocate(40);
        byte[] expected = new byte[40], found = new byte[40];
        for (int i = 0; i < 200_000; i++)
        {
            expected[i % 37] = (byte)(i * 7);
            backend.Write(buffer, i % 37, expected.AsSpan(i % 37, 1));
            if (i == 100_000) backend.Flush();
        }

        expected.AsSpan(37).Clear();
        backend.Clear(buffer, 37, 3);
        backend.Read(buffer, 0, found);
        found.ShouldBe(expected);
    }

    [OpenCLTheory]
    [InlineData(64, 0, 64)]
    [InlineData(64, 4, 8)]
    [InlineData(64, 5, 8)]
    [InlineData(64, 4, 7)]
    [InlineData(64, 63, 1)]
    [InlineData(64, 9, 0)]
    [InlineData(100_003, 1, 100_001)]
    public void ClearAndCopyTouchTheirRangesOnly(int size, int offset, int count)
    {
        var backend = fixture.Backend;
        byte[] first = OpenCLFixture.Bytes(size, 3), second = OpenCLFixture.Bytes(size + 10, 4);
        using var from = backend.Allocate(size);
        using var to = backend.Allocate(size + 10);
        backend.Write(from, 0, first);
        backend.Write(to, 0, second);
        backend.Copy(from, offset, to, offset + 10, count);
        backend.Clear(from, offset, count);
        first.AsSpan(offset, count).CopyTo(second.AsSpan(offset + 10));
        first.AsSpan(offset, count).Clear();
        OpenCLFixture.Read<byte>(backend, to, 0, size + 10).ShouldBe(second);
        OpenCLFixture.Read<byte>(backend, from, 0, size).ShouldBe(first);
    }

    [OpenCLFact]
    public void RangesOutsideABufferAreRefused()
    {
        var backend = fixture.Backend;
        using var buffer = backend.Allocate(16);
        byte[] bytes = new byte[17];
        Should.Throw<ArgumentOutOfRangeException>(() => backend.Write(buffer, 0, bytes));
        Should.Throw<ArgumentOutOfRangeException>(() => backend.Read(buffer, 16, bytes.AsSpan(0, 1)));
        Should.Throw<ArgumentOutOfRangeException>(() => backend.Clear(buffer, -1, 2));
        Should.Throw<ArgumentOutOfRangeException>(() => backend.Clear(buffer, 8, nint.MaxValue));
        Should.Throw<ArgumentOutOfRangeException>(() => backend.Copy(buffer, 0, buffer, 15, 2));
        backend.Write(buffer, 16, ReadOnlySpan<byte>.Empty);
    }

    [OpenCLFact]
    public void ALaunchGivesPlacesAndNumbers()
    {
        const int Count = 1000;
        var backend = fixture.Backend;
        float[] x = [.. Enumerable.Range(0, Count).Select(i => i * 0.5f)];
        using var memory = backend.Allocate((2 * Count * 4) + 44);
        using var other = backend.Allocate(12);
        OpenCLFixture.Write(backend, memory, 11, x);
        OpenCLFixture.Write(backend, other, 2, 0.25f);
        backend.Clear(memory, 4 * (Count + 11), 4 * Count);
        lock (backend.Gate)
        {
            backend.Launch(
                fixture.Module, 0, new((Count + 63) / 64), [new(memory, 11), new(other, 2), new(memory, Count + 11)], [Count - 1, 3]);
            backend.Launch(fixture.Module, 0, new(0), [new(memory, 11), new(other, 2), new(memory, 0)], [Count, 5]);
        }

        float[] found = OpenCLFixture.Read<float>(backend, memory, Count + 11, Count);
        found[..^1].ShouldBe(x[..^1].Select(value => (3 * value) + 0.25f));
        found[^1].ShouldBe(0, "beyond the count");
        OpenCLFixture.Read<float>(backend, memory, 11, Count).ShouldBe(x);
    }

    [OpenCLFact]
    public void GroupsHaveThreeDirections()
    {
        var backend = fixture.Backend;
        using var memory = backend.Allocate(4 * (1 + (24 * 8 * 3)));
        backend.Launch(fixture.Module, 1, new(3, 2, 3), [new(memory, 1)], [24, 8]);
        OpenCLFixture.Read<float>(backend, memory, 1, 24 * 8 * 3).ShouldBe(
            Enumerable.Range(0, 24 * 8 * 3).Select(at => (float)((at % 24) + (100 * (at / 24 % 8)) + (10000 * (at / 192)))));
    }

    [OpenCLTheory]
    [InlineData(0UL, 1UL, 7u, 0)]
    [InlineData(0x0123456789ABCDEFUL, 42UL, 99u, 0)]
    [InlineData(ulong.MaxValue, 0x100000003UL, 0xFFFFFFF0u, -2)]
    public void UniformsHaveTheBitsOfTheProcessor(ulong seed, ulong step, uint path, int high)
    {
        const int Count = 5000;
        var backend = fixture.Backend;
        RandomKey key = new(seed, step, path);
        using var words = backend.Allocate(20);
        using var memory = backend.Allocate(4 * Count);
        OpenCLFixture.Write(backend, words, 2, key.Key0, key.Key1, key.Stream1);
        backend.Launch(
            fixture.Module, 2, new((Count + 127) / 128), [new(memory, 0), new(words, 2)], [Count, high, unchecked((int)path)]);
        OpenCLFixture.Read<float>(backend, memory, 0, Count).ShouldBe(
            Enumerable.Range(0, Count).Select(i => Philox.Uniform(key, ((ulong)(uint)high << 32) | (uint)i)));
    }

    [OpenCLFact]
    public void AGroupReducesInSharedMemory()
    {
        var backend = fixture.Backend;
        using var memory = backend.Allocate(4 * 1001);
        OpenCLFixture.Write(backend, memory, 0, [.. Enumerable.Range(0, 1000).Select(i => (float)i)]);
        backend.Launch(fixture.Module, 3, new(1), [new(memory, 0), new(memory, 1000)], [1000]);
        OpenCLFixture.Read<float>(backend, memory, 1000, 1).ShouldBe([499_500f]);
    }

    [OpenCLFact]
    public void CommandsAllocateNothingOnTheHost()
    {
        var backend = fixture.Backend;
        using var memory = backend.Allocate(4 * 3000);
        var module = fixture.Module;
        byte[] bytes = new byte[4000];
        for (int i = 0; i < 300; i++) Commands();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++) Commands();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void Commands()
        {
            backend.Write(memory, 4, bytes);
            backend.Clear(memory, 0, 4);
            backend.Launch(module, 0, new(16), [new(memory, 1), new(memory, 0), new(memory, 2000)], [1000, 2]);
            backend.Copy(memory, 8000, memory, 4, 400);
            backend.Flush();
            backend.Read(memory, 8000, bytes);
            backend.Synchronize();
        }
    }

    [OpenCLFact]
    public void TheProfileCountsLaunches()
    {
        using var backend = OpenCLBackend.Open(0, new ProgramCache(null), profiles: true);
        using var module = backend.Compile("Fixture", OpenCLFixture.Kernels, OpenCLFixture.Definitions);
        using var memory = backend.Allocate(4 * 1001);
        backend.Clear(memory, 0, memory.Bytes);
        for (int i = 0; i < 5000; i++) backend.Launch(module, 3, new(1), [new(memory, 0), new(memory, 1000)], [1]);
        backend.Launch(module, 1, new(1), [new(memory, 0)], [8, 4]);
        backend.Synchronize();
        backend.Profile!.Sums["Sum"].Launches.ShouldBe(5000);
        backend.Profile.Sums["Where"].Launches.ShouldBe(1);
        backend.Profile.Sums["Sum"].Nanoseconds.ShouldBeGreaterThan(0);
        backend.Profile.ToString().ShouldContain("5000 launches  Sum");
    }

    [OpenCLFact]
    public void MemoryMayOutliveItsBackend()
    {
        var backend = OpenCLBackend.Open(0);
        var memory = backend.Allocate(100);
        backend.FreeMemory.ShouldBe(backend.Info.MemoryBytes - 100);
        backend.Write(memory, 0, new byte[100]);
        backend.Dispose();
        backend.Dispose();
        memory.Dispose();
        memory.Dispose();
        backend.FreeMemory.ShouldBe(backend.Info.MemoryBytes);
    }
}

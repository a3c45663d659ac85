using DeepGen.Runtime;

namespace DeepGen.Tests.Runtime.Devices;

/// <summary>Compiled programs on disk: found again, never believed when damaged, shared by processes.</summary>
public sealed class ProgramCacheTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("deepgen-programs-");
    private readonly byte[] key = ProgramCache.Key("source", "-options", "device");
    private readonly byte[] program = OpenCLFixture.Bytes(1000, 5);

    private ProgramCache Cache => new(folder.FullName);

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void WhatWasWrittenIsRead()
    {
        Cache.Read(key).ShouldBeNull();
        Cache.Write(key, program);
        Cache.Read(key).ShouldBe(program);
        Cache.Write(key, program.AsSpan(1));
        Cache.Read(key).ShouldBe(program[1..]);
        folder.GetFiles().ShouldHaveSingleItem().FullName.ShouldBe(Cache.FileOf(key));
    }

    [Fact]
    public void TheKeyHasEverythingInIt()
    {
        byte[][] keys =
        [
            key, ProgramCache.Key("source ", "-options", "device"), ProgramCache.Key("source", "-option", "device"),
            ProgramCache.Key("source", "-options", "device 2"), ProgramCache.Key("source", "", "device-options"),
        ];
        keys.Select(Convert.ToHexString).Distinct().Count().ShouldBe(keys.Length);
    }

    [Fact]
    public void EveryDamagedByteAndLengthIsFound()
    {
        Cache.Write(key, program);
        string file = Cache.FileOf(key)!;
        byte[] whole = File.ReadAllBytes(file);
        for (int at = 0; at < whole.Length; at += at < 100 ? 1 : 37)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x10;
            File.WriteAllBytes(file, damaged);
            Cache.Read(key).ShouldBeNull($"byte {at}");
            File.WriteAllBytes(file, whole[..at]);
            Cache.Read(key).ShouldBeNull($"{at} bytes");
        }

        File.WriteAllBytes(file, [.. whole, 0]);
        Cache.Read(key).ShouldBeNull("a byte too many");
        File.WriteAllBytes(file, whole);
        Cache.Read(key).ShouldBe(program);
    }

    [Fact]
    public void AnEntryUnderAnotherNameIsNotBelieved()
    {
        byte[] other = ProgramCache.Key("other source", "-options", "device");
        Cache.Write(key, program);
        File.Move(Cache.FileOf(key)!, Cache.FileOf(other)!);
        Cache.Read(other).ShouldBeNull();
    }

    [Fact]
    public void AFolderThatCannotBeUsedIsNoError()
    {
        // A file is where the folder should be.
        string file = Path.Combine(folder.FullName, "file");
        File.WriteAllText(file, "");
        ProgramCache nowhere = new(Path.Combine(file, "programs"));
        nowhere.Write(key, program);
        nowhere.Read(key).ShouldBeNull();
        ProgramCache none = new(null);
        none.Write(key, program);
        none.Read(key).ShouldBeNull();
        ProgramCache unspeakable = new("\0");
        unspeakable.Write(key, program);
        unspeakable.Read(key).ShouldBeNull();
    }

    [Fact]
    public void ManyMayWriteAndReadAtOnce()
    {
        byte[][] programs = [.. Enumerable.Range(0, 8).Select(i => OpenCLFixture.Bytes(50_000 + i, i))];
        Parallel.For(0, 400, i =>
        {
            if (i % 2 == 0) Cache.Write(key, programs[i / 2 % programs.Length]);
            byte[]? found = Cache.Read(key);
            if (found is not null) programs.Any(one => one.AsSpan().SequenceEqual(found)).ShouldBeTrue();
        });
        Cache.Read(key).ShouldNotBeNull();
        folder.GetFiles().Length.ShouldBe(1, "nothing is left beside");
    }

    [Fact]
    public void WhatWasUsedLongestAgoGoesWhereThereIsTooMuch()
    {
        // Room for three programs beside the one that is written.
        ProgramCache cache = new(folder.FullName, mostBytes: 3 * 1100);
        byte[][] keys = [.. Enumerable.Range(0, 5).Select(i => ProgramCache.Key($"{i}", "", ""))];
        for (int i = 0; i < 4; i++)
        {
            cache.Write(keys[i], program);
            File.SetLastAccessTimeUtc(cache.FileOf(keys[i])!, DateTime.UtcNow.AddDays(i - 10));
        }

        // The first is used again.
        cache.Read(keys[0]).ShouldBe(program);
        cache.Write(keys[4], program);
        keys.Select(key => cache.Read(key) is not null).ShouldBe([true, false, true, true, true]);
    }

    [Fact]
    public void WhatIsGoneMeanwhileOrCannotGoDoesNotStopTheOthers()
    {
        FileInfo[] files = [.. Enumerable.Range(0, 5).Select(i => new FileInfo(Path.Combine(folder.FullName, $"{i}.bin")))];
        for (int i = 1; i < files.Length; i++)
        {
            File.WriteAllBytes(files[i].FullName, program);
            File.SetLastAccessTimeUtc(files[i].FullName, DateTime.UtcNow.AddDays(i - 10));
            files[i].Refresh();
            files[i].Length.ShouldBe(program.Length);
        }

        // The first has gone before its length was asked for. Where the second was, a folder lies, which no file's deletion deletes.
        File.Delete(files[1].FullName);
        Directory.CreateDirectory(files[1].FullName);
        ProgramCache.Prune(files, mostBytes: 3 * program.Length);
        Directory.Exists(files[1].FullName).ShouldBeTrue();
        files[2..].Select(file => File.Exists(file.FullName)).ShouldBe([false, true, true]);
    }

    [Fact]
    public void WhatTheCacheHasNotWrittenStays()
    {
        string kept = Path.Combine(folder.FullName, "weights.bin");
        File.WriteAllBytes(kept, program);
        File.SetLastAccessTimeUtc(kept, DateTime.UtcNow.AddYears(-1));
        string left = $"{Cache.FileOf(ProgramCache.Key("other", "", ""))}.{Guid.NewGuid():N}.new";
        string running = $"{Cache.FileOf(key)}.{Guid.NewGuid():N}.new";
        File.WriteAllBytes(left, program);
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddHours(-2));
        File.WriteAllBytes(running, program);
        new ProgramCache(folder.FullName, mostBytes: 0).Write(key, program);
        folder.GetFiles().Select(file => file.FullName).ShouldBe([kept, running, Cache.FileOf(key)!], ignoreOrder: true);
    }

    [Fact]
    public void ManyMayPruneAtOnce()
    {
        ProgramCache narrow = new(folder.FullName, mostBytes: 5000);
        Parallel.For(0, 200, i =>
        {
            byte[] key = ProgramCache.Key($"{i % 20}", "", "");
            if (narrow.Read(key) is { } found) found.ShouldBe(program);
            else narrow.Write(key, program);
        });
        narrow.Write(key, program);
        folder.GetFiles().Sum(file => file.Length).ShouldBeLessThan(5000 + 1100);
        narrow.Read(key).ShouldBe(program);
    }

    [OpenCLFact]
    public void ACompiledProgramIsLoadedAgain()
    {
        Sum().ShouldBe(6);
        FileInfo file = folder.GetFiles().ShouldHaveSingleItem();
        DateTime written = file.LastWriteTimeUtc;
        Sum().ShouldBe(6);
        file.Refresh();
        file.LastWriteTimeUtc.ShouldBe(written, "it was not compiled again");
    }

    [OpenCLTheory]
    [InlineData("damaged")]
    [InlineData("truncated")]
    [InlineData("empty")]
    [InlineData("refused")]
    public void ABadEntryIsCompiledAgain(string kind)
    {
        Sum().ShouldBe(6);
        string file = folder.GetFiles().Single().FullName;
        byte[] whole = File.ReadAllBytes(file);
        if (kind == "refused")
        {
            // Its checksum is right, and the driver does not know what it is.
            Cache.Write(Convert.FromHexString(Path.GetFileNameWithoutExtension(file)), "not a program"u8);
        }
        else
        {
            File.WriteAllBytes(file, kind == "damaged" ? [.. whole[..^1], (byte)(whole[^1] ^ 1)] : kind == "empty" ? [] : whole[..^9]);
        }

        Sum().ShouldBe(6);
        new FileInfo(file).Length.ShouldBeGreaterThan(1000, "it was written again");
        Sum().ShouldBe(6);
    }

    [OpenCLFact]
    public void ContextsThatCompileAtOnceShareTheFolder()
    {
        float[] sums = new float[4];
        Parallel.For(0, sums.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => sums[i] = Sum());
        sums.ShouldAllBe(sum => sum == 6);
        folder.GetFiles().Length.ShouldBe(1);
    }

    private float Sum() => DeviceProcessTests.Sum(Cache);
}

using Microsoft.Extensions.Time.Testing;
using Render.Network.Chunks;
using Render.Network.Proof;
using Render.Worker.Cache;
using Render.Worker.Client;
using Render.Worker.Tests.Support;

namespace Render.Worker.Tests.Cache;

public sealed class ChunkedFileTests : IDisposable
{
    private const int Size = 5_000_000;
    private readonly TemporaryFolder folder = new();
    private readonly ChunkedSource source = new();
    private readonly SeenEvents events = new();
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UnixEpoch.AddYears(50));
    private readonly byte[] content = ChunkedSource.Bytes(1, Size);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Read_LargeFile_IsPutTogetherAndKept()
    {
        var digest = source.Add(content);
        Assert.Equal(content, await Read(digest));
        Assert.Equal(Size, source.Coordinator.Given);
        Assert.Equal((0, 0), (source.Whole, Drafts()));
        Assert.Equal(content, await File.ReadAllBytesAsync(Cache().PathOf(digest)));
    }

    [Fact]
    public async Task Read_ChangedFile_FetchesOnlyWhatChanged()
    {
        await Read(source.Add(content));
        byte[] changed = [.. content[..2_000_000], .. ChunkedSource.Bytes(2, 10_000), .. content[2_000_000..]];
        var digest = source.Add(changed);
        Assert.Equal(changed, await Read(digest));
        Assert.InRange(source.Coordinator.Given, 1, 2 * ChunkSizes.Largest);
        var told = events.Of<FileAssembled>().Last();
        Assert.Equal((digest, changed.Length, changed.Length - source.Coordinator.Given), (told.File, told.Bytes, told.There));
    }

    [Fact]
    public async Task Read_EarlierFileDamagedOnDisk_TakesNothingWrongFromIt()
    {
        var first = source.Add(content);
        await Read(first);
        var damaged = await File.ReadAllBytesAsync(Cache().PathOf(first));
        damaged.AsSpan(0, 4_000_000).Clear();
        await File.WriteAllBytesAsync(Cache().PathOf(first), damaged);
        byte[] changed = [.. content, 1];
        Assert.Equal(changed, await Read(source.Add(changed)));
        Assert.True(source.Coordinator.Given > 3_000_000);
    }

    [Fact]
    public async Task Read_OthersHaveIt_SparesTheCoordinatorAndTellsWhoGaveWhat()
    {
        var (first, second) = (source.Other("a", _ => null), source.Other("b", _ => null));
        Assert.Equal(content, await Read(source.Add(content)));
        Assert.Equal(0, source.Coordinator.Asked);
        Assert.True(first.Given > 0 && second.Given > 0);
        Assert.Equal((first.Given, second.Given), (source.Told![first], source.Told[second]));
        Assert.Equal(Size, events.Of<FileAssembled>().Single().FromOthers);
    }

    [Fact]
    public async Task Read_AnotherSendsWrongBytes_IsDroppedAndNothingOfItKept()
    {
        var liar = source.Other("liar", chunk => new byte[chunk.Length]);
        var honest = source.Other("honest", _ => null);
        Assert.Equal(content, await Read(source.Add(content)));
        Assert.Equal("liar", events.Of<ProviderDropped>().Single().Provider);
        // Requests that were under way when it was found out.
        Assert.InRange(liar.Asked, 1, 8);
        Assert.Equal((false, Size), (source.Told!.ContainsKey(liar), honest.Given));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task Read_AnotherSendsAnotherLength_IsDropped(int by)
    {
        source.Other("liar", chunk => new byte[chunk.Length + by]);
        Assert.Equal(content, await Read(source.Add(content)));
        Assert.Equal("it sent other bytes", events.Of<ProviderDropped>().Single().Reason);
    }

    [Fact]
    public async Task Read_OthersAreDead_TheCoordinatorGives()
    {
        source.Other("a", _ => throw new ChunkUnavailableException("it does not answer"));
        source.Other("b", _ => throw new ChunkUnavailableException("it answers 403"));
        Assert.Equal(content, await Read(source.Add(content)));
        Assert.Equal(["a", "b"], events.Of<ProviderDropped>().Select(dropped => dropped.Provider).Order());
        Assert.Equal(Size, source.Coordinator.Given);
    }

    [Fact]
    public async Task Read_AnotherIsBusy_IsAskedForTheNextChunkAgain()
    {
        var calls = 0;
        var busy = source.Other("busy", _ => Interlocked.Increment(ref calls) == 1 ? throw new ChunkUnavailableException("busy") { IsBusy = true } : null);
        Assert.Equal(content, await Read(source.Add(content)));
        Assert.Empty(events.Of<ProviderDropped>());
        Assert.Equal((Size, 1), (busy.Given + source.Coordinator.Given, source.Coordinator.Asked));
    }

    [Fact]
    public async Task Read_CoordinatorDoesNotAnswer_IsWaitedFor()
    {
        var fails = 3;
        source.OnCoordinator = _ => Interlocked.Decrement(ref fails) >= 0 ? throw new CoordinatorUnreachableException("down") { RetryAfter = TimeSpan.Zero } : null;
        Assert.Equal(content, await Read(source.Add(content)));
    }

    [Fact]
    public async Task Read_ListWithChunksThatNobodyHas_TravelsWhole()
    {
        var digest = source.Add(content);
        var right = ChunkList.Of(content);
        var encoded = right.Encode();
        encoded[60] ^= 1;
        source.Lies[digest] = ChunkList.Decode(encoded, Size);
        Assert.Equal(content, await Read(digest));
        Assert.Equal((1, 0), (source.Whole, Drafts()));
    }

    [Fact]
    public async Task Read_ListOfAnotherFileUnderItsName_TravelsWhole()
    {
        var digest = source.Add(content);
        var other = ChunkedSource.Bytes(3, Size);
        source.Add(other);
        // The right name, and chunks that can all be had: only the whole's digest tells.
        var encoded = ChunkList.Of(other).Encode();
        digest.CopyTo(encoded.AsSpan(16));
        source.Lies[digest] = ChunkList.Decode(encoded, Size);
        Assert.Equal(content, await Read(digest));
        Assert.Equal((1, 0), (source.Whole, Drafts()));
        Assert.Empty(events.Of<FileAssembled>());
    }

    [Fact]
    public async Task Read_ListOfAnotherFile_IsNotFollowed()
    {
        var digest = source.Add(content);
        source.Lies[digest] = ChunkList.Of(ChunkedSource.Bytes(3, Size));
        Assert.Equal(content, await Read(digest));
        Assert.Equal(1, source.Whole);
    }

    [Fact]
    public async Task Read_KilledHalfway_GoesOnWithWhatIsThere()
    {
        var digest = source.Add(content);
        using var kill = new CancellationTokenSource();
        var given = 0;
        source.OnCoordinator = _ =>
        {
            if (Interlocked.Increment(ref given) == 14)
                kill.Cancel();
            return null;
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Cache().Read(digest, Size, kill.Token));
        Assert.Equal(1, Drafts());
        source.OnCoordinator = _ => null;
        Assert.Equal(content, await Read(digest));
        Assert.InRange(source.Coordinator.Asked, 1, ChunkList.Of(content).Chunks.Count - 6);
        Assert.Equal(0, Drafts());
    }

    [Fact]
    public async Task Read_DraftDamagedMeanwhile_IsVerifiedBeforeItIsUsed()
    {
        var digest = source.Add(content);
        Directory.CreateDirectory(folder["incoming"]);
        byte[] left = [.. content[..3_000_000], .. new byte[4_000_000]];
        left[1_000_000] ^= 1;
        await File.WriteAllBytesAsync(Path.Combine(folder["incoming"], $"{digest}.part"), left);
        File.SetLastWriteTimeUtc(Path.Combine(folder["incoming"], $"{digest}.part"), clock.GetUtcNow().UtcDateTime);
        Assert.Equal(content, await Read(digest));
        Assert.InRange(source.Coordinator.Given, 2_000_000, 4_500_000);
    }

    [Fact]
    public async Task Read_DiskFull_IsSaidAndGoesOnOnceThereIsRoom()
    {
        var digest = source.Add(content);
        var full = new FileCache(folder.Path, 1L << 30, source, clock, events) { OpenDraft = path => new FullDisk(path, 2_000_000) };
        var failed = await Assert.ThrowsAsync<CacheException>(() => full.Read(digest, Size, default));
        Assert.Contains("No space left", failed.Message);
        Assert.False(File.Exists(full.PathOf(digest)));
        Assert.Equal(content, await Read(digest));
        Assert.True(source.Coordinator.Given < Size);
    }

    [Fact]
    public async Task Read_ByManyAtOnce_AllGetTheBytes()
    {
        var digest = source.Add(content);
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Read(digest))));
        Assert.All(all, read => Assert.Equal(content, read));
        Assert.Equal(0, Drafts());
    }

    [Fact]
    public async Task Read_LargerThanTheCache_PassesThrough()
    {
        var digest = source.Add(content);
        var small = new FileCache(folder.Path, 1_000_000, source, clock);
        Assert.Equal(content, await small.Read(digest, Size, default));
        Assert.False(File.Exists(small.PathOf(digest)));
        Assert.Equal(0, Drafts());
    }

    [Fact]
    public async Task Draft_OlderThanADay_IsRemoved()
    {
        Directory.CreateDirectory(folder["incoming"]);
        var old = Path.Combine(folder["incoming"], "old");
        await File.WriteAllTextAsync(old, "left by a killed node");
        File.SetLastWriteTimeUtc(old, clock.GetUtcNow().UtcDateTime - TimeSpan.FromHours(25));
        await Read(source.Add(content));
        Assert.False(File.Exists(old));
    }

    [Fact]
    public async Task File_OfEqualChunks_IsFetchedOnce()
    {
        var zeros = new byte[4 << 20];
        Assert.Equal(zeros, await Cache().Read(source.Add(zeros), zeros.Length, default));
        Assert.Equal(1, source.Coordinator.Asked);
    }

    private FileCache Cache() => new(folder.Path, 1L << 30, source, clock, events);

    private Task<byte[]> Read(Digest digest) => Cache().Read(digest, 2 * Size, default);

    private int Drafts() => Directory.EnumerateFiles(folder["incoming"]).Count();
}

using Microsoft.Extensions.Time.Testing;
using Render.Worker.Cache;
using Render.Worker.Tests.Support;

namespace Render.Worker.Tests.Cache;

public sealed class FileCacheTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly MemorySource source = new();
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UnixEpoch.AddYears(50));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Read_SecondTime_ComesFromDisk()
    {
        var digest = source.Add(Bytes(1, 1000));
        await Cache().Read(digest, 1000, default);
        Assert.Equal(Bytes(1, 1000), await Cache().Read(digest, 1000, default));
        Assert.Equal(1, source.Fetches);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(999)]
    [InlineData(1000)]
    [InlineData(1001)]
    public async Task Read_CorruptOnDisk_IsFetchedAgain(int length)
    {
        var digest = source.Add(Bytes(1, 1000));
        var cache = Cache();
        await cache.Read(digest, 1000, default);
        await File.WriteAllBytesAsync(cache.PathOf(digest), Bytes(9, length));
        Assert.Equal(Bytes(1, 1000), await cache.Read(digest, 1000, default));
        Assert.Equal(Bytes(1, 1000), await File.ReadAllBytesAsync(cache.PathOf(digest)));
    }

    [Fact]
    public async Task Read_SourceSendsOtherBytes_IsRefusedAndNothingIsKept()
    {
        var digest = source.Add(Bytes(1, 100));
        source.Replace(digest, Bytes(2, 100));
        var cache = Cache();
        await Assert.ThrowsAsync<CacheException>(() => cache.Read(digest, 100, default));
        Assert.False(File.Exists(cache.PathOf(digest)));
        Assert.Empty(Directory.EnumerateFiles(folder["incoming"]));
    }

    [Fact]
    public async Task Read_LongerThanSaid_IsRefused()
    {
        var digest = source.Add(Bytes(1, 101));
        await Assert.ThrowsAsync<CacheException>(() => Cache().Read(digest, 100, default));
    }

    [Fact]
    public async Task Read_ConnectionBreaks_GoesOnWhereItStopped()
    {
        var digest = source.Add(Bytes(1, 1000));
        source.Breaks = 2;
        Assert.Equal(Bytes(1, 1000), await Cache().Read(digest, 1000, default));
        Assert.Equal([0L, 500, 750], source.Offsets);
    }

    [Fact]
    public async Task Keep_OverTheBound_LeastRecentlyUsedGoes()
    {
        var cache = Cache(2500);
        var first = source.Add(Bytes(1, 1000));
        var second = source.Add(Bytes(2, 1000));
        var third = source.Add(Bytes(3, 1000));
        await Use(cache, first);
        await Use(cache, second);
        await Use(cache, first);
        await Use(cache, third);
        Assert.True(File.Exists(cache.PathOf(first)));
        Assert.False(File.Exists(cache.PathOf(second)));
        Assert.True(File.Exists(cache.PathOf(third)));
    }

    [Fact]
    public async Task Keep_FileLargerThanTheBound_PassesThrough()
    {
        var cache = Cache(500);
        var digest = source.Add(Bytes(1, 1000));
        Assert.Equal(1000, (await cache.Read(digest, 1000, default)).Length);
        Assert.False(File.Exists(cache.PathOf(digest)));
    }

    [Fact]
    public async Task Read_ByManyAtOnce_AllGetTheBytes()
    {
        var digest = source.Add(Bytes(1, 100_000));
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Cache().Read(digest, 100_000, default))));
        Assert.All(all, content => Assert.Equal(Bytes(1, 100_000), content));
    }

    private static byte[] Bytes(int seed, int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(seed * 31 + i * 7))];

    private FileCache Cache(long bound = 1 << 20) => new(folder.Path, bound, source, clock);

    private async Task Use(FileCache cache, Network.Proof.Digest digest)
    {
        clock.Advance(TimeSpan.FromSeconds(10));
        await cache.Read(digest, 1000, default);
    }
}

using Render.Lifecycle.Ports;
using Render.Network.Proof;

namespace Render.Lifecycle.Contracts;

/// <summary>What every <see cref="IBlobs"/> does.</summary>
public abstract class BlobsContract
{
    /// <summary>An empty store.</summary>
    protected abstract IBlobs Blobs { get; }

    private static byte[] Bytes(int length, int seed = 1) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 31 + seed))];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_000_003)]
    public async Task Put_ReadBack_SameBytes(int length)
    {
        var content = Bytes(length);
        var info = await Blobs.Put(content);
        Assert.Equal(Digest.Of(content), info.Digest);
        Assert.Equal(length, info.Length);
        Assert.Equal(content, await Blobs.Read(info.Digest, length));
        Assert.Equal(info, await Blobs.Find(info.Digest));
    }

    [Fact]
    public async Task Put_Twice_StaysOne()
    {
        var first = await Blobs.Put(Bytes(100));
        var second = await Blobs.Put(Bytes(100));
        Assert.Equal(first, second);
        Assert.True(await Blobs.Delete(first.Digest));
        Assert.False(await Blobs.Exists(first.Digest));
    }

    [Fact]
    public async Task Put_OtherDigestThanExpected_StoresNothing()
    {
        var content = Bytes(100);
        var expected = Digest.Of(Bytes(100, seed: 2));
        var error = await Assert.ThrowsAsync<BlobMismatchException>(() => Blobs.Put(new MemoryStream(content), expected));
        Assert.Equal(expected, error.Expected);
        Assert.Equal(Digest.Of(content), error.Actual);
        Assert.False(await Blobs.Exists(error.Expected));
        Assert.False(await Blobs.Exists(error.Actual));
    }

    [Fact]
    public async Task Put_SourceBreaks_StoresNothing()
    {
        await Assert.ThrowsAsync<IOException>(() => Blobs.Put(new BreakingStream(Bytes(200_000))));
        Assert.False(await Blobs.Exists(Digest.Of(Bytes(200_000))));
        await Blobs.Put(Bytes(10));
    }

    [Fact]
    public async Task Put_ManyAtOnce_AllThere()
    {
        var infos = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(() => Blobs.Put(Bytes(5_000, seed: i % 4)))));
        Assert.Equal(4, infos.Distinct().Count());
        foreach (var info in infos)
        {
            Assert.Equal(info.Digest, Digest.Of(await Blobs.Read(info.Digest, 5_000)));
        }
    }

    [Fact]
    public async Task OpenRead_Unknown_Throws()
    {
        var unknown = Digest.Of("nothing"u8);
        var error = await Assert.ThrowsAsync<BlobNotFoundException>(() => Blobs.OpenRead(unknown));
        Assert.Equal(unknown, error.Digest);
        Assert.Null(await Blobs.Find(unknown));
        Assert.False(await Blobs.Delete(unknown));
    }

    [Fact]
    public async Task Read_LongerThanAllowed_Throws()
    {
        var info = await Blobs.Put(Bytes(101));
        await Assert.ThrowsAsync<InvalidDataException>(() => Blobs.Read(info.Digest, 100));
    }

    private sealed class BreakingStream(byte[] content) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position > 100_000 ? throw new IOException("The line is cut.") : base.ReadAsync(buffer, cancellationToken);
    }
}

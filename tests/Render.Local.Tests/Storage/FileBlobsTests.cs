using Render.Lifecycle.Ports;
using Render.Local.Storage;
using Render.Network.Proof;

namespace Render.Local.Tests.Storage;

public sealed class FileBlobsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string FileOf(Digest digest) => Path.Combine(_folder.Path, digest.ToString()[..2], digest.ToString());

    [Fact]
    public async Task Put_DiskFull_RefusedAndServiceGoesOn()
    {
        if (!File.Exists("/dev/full"))
        {
            return;
        }

        var full = true;
        var usual = new FileBlobsOptions();
        var blobs = new FileBlobs(_folder.Path, usual with { Create = path => full ? new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.None, 0) : usual.Create(path) });
        var error = await Assert.ThrowsAsync<StorageFullException>(() => blobs.Put(new byte[5_000]));
        Assert.Equal(5_000, error.NeededBytes);
        Assert.False(await blobs.Exists(Digest.Of(new byte[5_000])));
        full = false;
        await blobs.Put(new byte[5_000]);
        Assert.True(await blobs.Exists(Digest.Of(new byte[5_000])));
    }

    [Fact]
    public async Task Open_LeftoversOfACrash_AreRemoved()
    {
        var first = new FileBlobs(_folder.Path);
        var info = await first.Put(new byte[100]);
        var leftover = _folder[Path.Combine("incoming", "half")];
        await File.WriteAllTextAsync(leftover, "half a blob");
        var second = new FileBlobs(_folder.Path);
        Assert.False(File.Exists(leftover));
        Assert.True(await second.Exists(info.Digest));
    }

    [Fact]
    public async Task Put_Refused_LeavesNoTemporaryFile()
    {
        var blobs = new FileBlobs(_folder.Path);
        await Assert.ThrowsAsync<BlobMismatchException>(() => blobs.Put(new MemoryStream(new byte[10]), Digest.Of("other"u8)));
        Assert.Empty(Directory.EnumerateFiles(_folder["incoming"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OpenRead_DamagedFile_ToldWhereVerified(bool verify)
    {
        var blobs = new FileBlobs(_folder.Path, new FileBlobsOptions { VerifyOnRead = verify });
        var info = await blobs.Put(new byte[100]);
        var damaged = new byte[100];
        damaged[50] = 1;
        await File.WriteAllBytesAsync(FileOf(info.Digest), damaged);
        if (verify)
        {
            var error = await Assert.ThrowsAsync<BlobMismatchException>(() => blobs.Read(info.Digest, 1_000));
            Assert.Equal(info.Digest, error.Expected);
        }
        else
        {
            Assert.Equal(damaged, await blobs.Read(info.Digest, 1_000));
        }
    }
}

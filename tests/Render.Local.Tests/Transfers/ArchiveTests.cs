using Render.Local.Cli.Commands;
using Render.Local.Tests.Faults.Support;
using Render.Network.Chunks;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Local.Tests.Transfers;

public class ArchiveTests
{
    [Fact]
    public async Task Get_WithACar_WritesEveryFrameUnderOneRoot()
    {
        await using var network = await FaultNetwork.Start();
        var node = await network.Join("op-a");
        var job = await network.Submit(frames: 3);
        await network.Settle(job, node);
        var (code, output, error) = await network.Run("get", job.Value, "--out", Path.Combine(network.Folder, "out"), "--car", Path.Combine(network.Folder, "frames.car"));

        Assert.Equal(0, code);
        var (root, blocks) = Read(await File.ReadAllBytesAsync(Path.Combine(network.Folder, "frames.car")));
        Assert.Contains(root.ToString(), error, StringComparison.Ordinal);
        var receipt = await network.Admin.Get<JobReceipt>($"/v1/jobs/{job}/receipt");
        Assert.Equal(3, receipt.Frames.Count);
        foreach (var frame in receipt.Frames)
        {
            var png = await File.ReadAllBytesAsync(Path.Combine(network.Folder, "out", "frames", $"000{frame.Frame}.png"));
            Assert.Equal(png, blocks[frame.Cid!.Value]);
            Assert.Contains($"frames/000{frame.Frame}.png  {frame.Cid}", output, StringComparison.Ordinal);
        }

        Assert.Equal(UnixFs.Folder(receipt.Frames.Select(frame => ($"000{frame.Frame}.png", frame.Cid!.Value, frame.Bytes))).Cid, root);
        Assert.True(blocks.ContainsKey(root));
        Assert.Equal(1 + receipt.Frames.Select(frame => frame.Cid).Distinct().Count(), blocks.Count);
    }

    [Fact]
    public async Task Archive_OfAFrameOfManyChunks_HoldsItsTree()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["frames"]);
        var content = LargeScene.Create();
        await File.WriteAllBytesAsync(Path.Combine(folder["frames"], "0007.png"), content);
        var list = ChunkList.Of(content);
        var receipt = new JobReceipt(
            default, default, default, null, null, 0, new JobMoney(default, default, null, null, null, null, null), [],
            [new FrameView(7, list.File, default, content.Length) { Cid = UnixFs.FileCid(list) }], null, null, null);

        var root = await FrameArchive.Write(folder.Path, receipt, folder["one.car"], CancellationToken.None);

        var (read, blocks) = Read(await File.ReadAllBytesAsync(folder["one.car"]));
        Assert.Equal(root, read);
        Assert.Equal(content, list.Chunks.SelectMany(chunk => blocks[Cid.Raw(chunk.Digest)]).ToArray());
        Assert.True(blocks.ContainsKey(receipt.Frames[0].Cid!.Value));
    }

    /// <summary>Reads an archive as its specification has it; every block must be what its identifier says.</summary>
    private static (Cid Root, Dictionary<Cid, byte[]> Blocks) Read(byte[] archive)
    {
        var rest = archive.AsSpan();
        var header = Take(ref rest);
        // map(2), "roots", array(1), tag 42, bytes(37), 0, cid; then "version", 1.
        Assert.Equal("a265726f6f747381d82a582500", Convert.ToHexStringLower(header.AsSpan(0, 13)));
        Assert.Equal("6776657273696f6e01", Convert.ToHexStringLower(header.AsSpan(49)));
        var blocks = new Dictionary<Cid, byte[]>();
        while (!rest.IsEmpty)
        {
            var section = Take(ref rest);
            var (cid, block) = (CidOf(section.AsSpan(0, Cid.Size)), section[Cid.Size..]);
            Assert.Equal(cid.Digest, Digest.Of(block));
            blocks.Add(cid, block);
        }

        return (CidOf(header.AsSpan(13, Cid.Size)), blocks);
    }

    private static byte[] Take(ref Span<byte> rest)
    {
        var (length, shift) = (0, 0);
        byte next;
        do
        {
            next = rest[0];
            rest = rest[1..];
            length |= (next & 127) << shift;
            shift += 7;
        }
        while (next >= 128);
        var taken = rest[..length].ToArray();
        rest = rest[length..];
        return taken;
    }

    private static Cid CidOf(ReadOnlySpan<byte> bytes)
    {
        Assert.Equal([1, 0x12, 0x20], new[] { bytes[0], bytes[2], bytes[3] });
        return new Cid((CidCodec)bytes[1], new Digest(bytes[4..]));
    }
}

using Render.Network.Chunks;
using Render.Network.Messages;

namespace Render.Local.Cli.Commands;

/// <summary>Fetched frames as a content archive: a folder of PNG files that is published by one CID.</summary>
internal static class FrameArchive
{
    /// <summary>Writes the archive; a file that is there is replaced once the new one is whole.</summary>
    /// <param name="folder">Where the frames were fetched to.</param>
    /// <param name="receipt">Which.</param>
    /// <param name="path">The archive.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The folder's CID.</returns>
    /// <exception cref="CommandFailedException">They are more than a folder of one block names.</exception>
    public static async Task<Cid> Write(string folder, JobReceipt receipt, string path, CancellationToken cancellation)
    {
        var files = receipt.Frames.Select(frame => Delivery.FileOf(frame.Frame)).ToList();
        var lists = new Dictionary<string, ChunkList>();
        foreach (var file in files)
            lists[file] = ChunkList.Of(await File.ReadAllBytesAsync(Path.Combine(folder, "frames", file), cancellation));
        var root = UnixFs.Folder(files.Select(file => (file, UnixFs.FileCid(lists[file]), UnixFs.TreeBytes(lists[file]))));
        if (root.Bytes.Length > ChunkSizes.Largest)
            throw new CommandFailedException(ExitCode.BadInput, "So many frames do not fit one folder of IPFS.", "Add the frames folder with `ipfs add -r`, which splits it.");
        var fresh = path + ".part";
        await using (var archive = File.Create(fresh))
        {
            await archive.WriteAsync(CarFile.Header(root.Cid), cancellation);
            await Add(archive, root.Cid, root.Bytes, cancellation);
            // Equal frames are one: a block stands in an archive once.
            foreach (var file in files.DistinctBy(file => lists[file].File))
                await Add(archive, Path.Combine(folder, "frames", file), lists[file], cancellation);
        }

        File.Move(fresh, path, overwrite: true);
        return root.Cid;
    }

    private static async Task Add(Stream archive, string path, ChunkList list, CancellationToken cancellation)
    {
        foreach (var node in UnixFs.FileNodes(list).Reverse())
            await Add(archive, node.Cid, node.Bytes, cancellation);
        var content = await File.ReadAllBytesAsync(path, cancellation);
        foreach (var chunk in list.Chunks.DistinctBy(chunk => chunk.Digest))
            await Add(archive, Cid.Raw(chunk.Digest), content.AsMemory((int)chunk.Offset, chunk.Length), cancellation);
    }

    private static async Task Add(Stream archive, Cid cid, ReadOnlyMemory<byte> block, CancellationToken cancellation)
    {
        await archive.WriteAsync(CarFile.Section(cid, block.Length), cancellation);
        await archive.WriteAsync(block, cancellation);
    }
}

using System.Text;

namespace Render.Network.Chunks;

/// <summary>
/// Files and folders as IPFS has them: UnixFS over dag-pb (<see href="https://specs.ipfs.tech/unixfs/"/>,
/// <see href="https://ipld.io/specs/codecs/dag-pb/spec/"/>). A file's identifier follows from its chunk list alone: a file of one chunk is that
/// chunk as a raw block; of a longer one the chunks are raw leaves of a balanced tree of nodes with at most 174 links, as kubo builds it.
/// </summary>
public static class UnixFs
{
    /// <summary>Links of a node: kubo's default.</summary>
    public const int MostLinks = 174;

    private const ulong FolderType = 1;
    private const ulong FileType = 2;

    /// <summary>A file's identifier.</summary>
    public static Cid FileCid(ChunkList list) => list.Chunks.Count <= 1 ? Cid.Raw(list.File) : FileNodes(list)[^1].Cid;

    /// <summary>The nodes over a file's chunks, the root last; none where the file is at most one chunk.</summary>
    public static IReadOnlyList<IpldBlock> FileNodes(ChunkList list)
    {
        if (list.Chunks.Count <= 1)
            return [];
        var nodes = new List<IpldBlock>();
        List<Part> level = [.. list.Chunks.Select(chunk => new Part(Cid.Raw(chunk.Digest), chunk.Length, chunk.Length))];
        do
        {
            var above = new List<Part>();
            foreach (var children in level.Chunk(MostLinks))
            {
                var size = children.Sum(child => child.FileBytes);
                var data = new Protobuf().Number(1, FileType).Number(3, (ulong)size);
                var node = new Protobuf();
                foreach (var child in children)
                {
                    data.Number(4, (ulong)child.FileBytes);
                    Link(node, child.Cid, "", child.TreeBytes);
                }

                var block = IpldBlock.Node(node.Bytes(1, data.ToArray()).ToArray(), children.Sum(child => child.TreeBytes));
                nodes.Add(block);
                above.Add(new Part(block.Cid, size, block.TreeBytes));
            }

            level = above;
        }
        while (level.Count > 1);
        return nodes;
    }

    /// <summary>Bytes of all blocks of a file: what a link to it states.</summary>
    public static long TreeBytes(ChunkList list) => list.Chunks.Count <= 1 ? list.Length : FileNodes(list)[^1].TreeBytes;

    /// <summary>A folder of files.</summary>
    /// <param name="files">Name, identifier and <see cref="TreeBytes"/> of each.</param>
    public static IpldBlock Folder(IEnumerable<(string Name, Cid Cid, long TreeBytes)> files)
    {
        var node = new Protobuf();
        var beneath = 0L;
        foreach (var (name, cid, bytes) in files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            Link(node, cid, name, bytes);
            beneath += bytes;
        }

        return IpldBlock.Node(node.Bytes(1, new Protobuf().Number(1, FolderType).ToArray()).ToArray(), beneath);
    }

    // dag-pb writes links (field 2) before data (field 1), and a link's fields in order, an empty name too.
    private static void Link(Protobuf node, Cid cid, string name, long treeBytes) => node.Bytes(
        2, new Protobuf().Bytes(1, cid.ToArray()).Bytes(2, Encoding.UTF8.GetBytes(name)).Number(3, (ulong)treeBytes).ToArray());

    private readonly record struct Part(Cid Cid, long FileBytes, long TreeBytes);
}

namespace Render.Network.Chunks;

/// <summary>A content archive, version 1 (<see href="https://ipld.io/specs/transport/car/carv1/"/>): what <c>ipfs dag import</c> takes.</summary>
public static class CarFile
{
    /// <summary>What an archive begins with.</summary>
    /// <param name="root">What it is of.</param>
    public static byte[] Header(Cid root)
    {
        // DAG-CBOR: a map of two, "roots" (shorter keys first): [tag 42, identifier after a zero byte], "version": 1.
        byte[] header =
        [
            0xa2,
            0x65, .. "roots"u8, 0x81, 0xd8, 0x2a, 0x58, Cid.Size + 1, 0, .. root.ToArray(),
            0x67, .. "version"u8, 1,
        ];
        return [.. Prefix(header.Length), .. header];
    }

    /// <summary>What stands before a block's bytes.</summary>
    /// <param name="cid">The block's identifier.</param>
    /// <param name="length">Its bytes.</param>
    public static byte[] Section(Cid cid, int length) => [.. Prefix(Cid.Size + length), .. cid.ToArray()];

    private static byte[] Prefix(int length)
    {
        var prefix = new List<byte>();
        Protobuf.Varint(prefix, (ulong)length);
        return [.. prefix];
    }
}

namespace Render.Network.Chunks;

/// <summary>The little of protobuf that dag-pb needs: varints, and fields of varints and of bytes.</summary>
internal sealed class Protobuf
{
    private readonly List<byte> output = [];

    /// <summary>A number in groups of seven bits, the lowest first.</summary>
    public static void Varint(List<byte> output, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            output.Add((byte)(value | 0x80));
        output.Add((byte)value);
    }

    public Protobuf Number(int field, ulong value)
    {
        Varint(output, (ulong)field << 3);
        Varint(output, value);
        return this;
    }

    public Protobuf Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint(output, (ulong)field << 3 | 2);
        Varint(output, (ulong)value.Length);
        output.AddRange(value);
        return this;
    }

    public byte[] ToArray() => [.. output];
}

using System.Buffers.Binary;
using Render.Network.Jobs;

namespace Render.Network.Proof;

/// <summary>Reads big-endian fields one after the other from a span of the right length.</summary>
internal ref struct FixedReader(ReadOnlySpan<byte> source)
{
    private ReadOnlySpan<byte> _rest = source;

    public ReadOnlySpan<byte> Bytes(int length)
    {
        var bytes = _rest[..length];
        _rest = _rest[length..];
        return bytes;
    }

    public Digest Digest() => new(Bytes(Proof.Digest.Size));

    public LeaseId Lease() => new LeaseId(Bytes(LeaseId.Size));

    public uint UInt32() => BinaryPrimitives.ReadUInt32BigEndian(Bytes(4));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64BigEndian(Bytes(8));
}

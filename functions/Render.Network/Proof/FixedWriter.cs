using System.Buffers.Binary;
using Render.Network.Jobs;

namespace Render.Network.Proof;

/// <summary>Writes big-endian fields one after the other into a span.</summary>
internal ref struct FixedWriter(Span<byte> destination)
{
    private Span<byte> _rest = destination;

    public void Bytes(scoped ReadOnlySpan<byte> value)
    {
        value.CopyTo(_rest);
        _rest = _rest[value.Length..];
    }

    public void Digest(Digest value)
    {
        value.CopyTo(_rest);
        _rest = _rest[Proof.Digest.Size..];
    }

    public void Lease(LeaseId value)
    {
        value.CopyTo(_rest);
        _rest = _rest[LeaseId.Size..];
    }

    public void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_rest, value);
        _rest = _rest[4..];
    }

    public void UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(_rest, value);
        _rest = _rest[8..];
    }

    /// <summary>Proves that the stated size and the fields agree.</summary>
    public readonly void End()
    {
        if (!_rest.IsEmpty) throw new InvalidOperationException("The fields do not fill the stated size.");
    }
}

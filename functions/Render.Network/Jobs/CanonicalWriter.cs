using System.Buffers.Binary;
using System.Text;
using Render.Network.Proof;

namespace Render.Network.Jobs;

/// <summary>Builds the one byte string of a record that is hashed: a 16-byte domain tag, then its fields in a fixed order.</summary>
/// <remarks>
/// Integers are big-endian and of fixed width, digests are their 32 bytes, a text is its UTF-8 length as u32 and then its bytes, an
/// optional field is a byte 0 or a byte 1 and then the field, a list is its length as u32 and then its items. So no two records share an
/// encoding. Not safe to share between threads.
/// </remarks>
public sealed class CanonicalWriter
{
    private byte[] bytes = new byte[256];
    private int length;

    /// <summary>Begins a record with its domain tag.</summary>
    /// <param name="tag">One of <see cref="DomainTags"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="tag"/> is not 16 bytes.</exception>
    public CanonicalWriter(ReadOnlySpan<byte> tag)
    {
        if (tag.Length != DomainTags.Size)
            throw new ArgumentException("A domain tag is 16 bytes.", nameof(tag));
        tag.CopyTo(Take(DomainTags.Size));
    }

    /// <summary>Appends one byte.</summary>
    public CanonicalWriter Byte(byte value)
    {
        Take(1)[0] = value;
        return this;
    }

    /// <summary>Appends a flag as one byte, 0 or 1.</summary>
    public CanonicalWriter Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    /// <summary>Appends 4 bytes, two's complement.</summary>
    public CanonicalWriter I32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Take(4), value);
        return this;
    }

    /// <summary>Appends 4 bytes.</summary>
    public CanonicalWriter U32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(Take(4), value);
        return this;
    }

    /// <summary>Appends 8 bytes, two's complement.</summary>
    public CanonicalWriter I64(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(Take(8), value);
        return this;
    }

    /// <summary>Appends 16 bytes.</summary>
    public CanonicalWriter U128(UInt128 value)
    {
        BinaryPrimitives.WriteUInt128BigEndian(Take(16), value);
        return this;
    }

    /// <summary>Appends a digest's 32 bytes.</summary>
    public CanonicalWriter Digest(Digest value)
    {
        value.CopyTo(Take(Proof.Digest.Size));
        return this;
    }

    /// <summary>Appends a text as u32 length and UTF-8 bytes.</summary>
    public CanonicalWriter Text(string value)
    {
        var size = Encoding.UTF8.GetByteCount(value);
        I32(size);
        Encoding.UTF8.GetBytes(value, Take(size));
        return this;
    }

    /// <summary>Appends whether <paramref name="value"/> is there, and the value where it is.</summary>
    public CanonicalWriter Optional<T>(T? value, Func<CanonicalWriter, T, CanonicalWriter> write)
        where T : struct => value is { } present ? write(Flag(true), present) : Flag(false);

    /// <summary>Appends whether <paramref name="value"/> is there, and the text where it is.</summary>
    public CanonicalWriter OptionalText(string? value) => value is null ? Flag(false) : Flag(true).Text(value);

    /// <summary>Appends the number of texts as u32, then each.</summary>
    public CanonicalWriter Texts(IReadOnlyCollection<string> values)
    {
        I32(values.Count);
        foreach (var value in values)
            Text(value);
        return this;
    }

    /// <summary>The bytes so far.</summary>
    public byte[] ToArray() => bytes.AsSpan(0, length).ToArray();

    /// <summary>SHA-256 of the bytes so far.</summary>
    public Digest ToDigest() => Proof.Digest.Of(bytes.AsSpan(0, length));

    private Span<byte> Take(int size)
    {
        if (length + size > bytes.Length)
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + size));
        length += size;
        return bytes.AsSpan(length - size, size);
    }
}

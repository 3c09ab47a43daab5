using System.Buffers.Binary;

namespace Render.Network.Proof;

/// <summary>
/// Random numbers from a seed: the 8-byte big-endian words of SHA-256(tag ‖ seed ‖ u32be counter), counter 0, 1, …. The tag names what
/// the numbers are for, so streams of one seed are independent. A value type: a copy continues from the same place.
/// </summary>
public ref struct HashStream
{
    private readonly ReadOnlySpan<byte> _tag;
    private readonly Digest _seed;
    private Digest _words;
    private uint _counter;
    private int _next = Digest.Size;

    /// <summary>Starts a stream.</summary>
    /// <param name="tag">16 bytes, from <see cref="DomainTags"/>.</param>
    /// <param name="seed">The seed.</param>
    public HashStream(ReadOnlySpan<byte> tag, Digest seed)
    {
        _tag = tag;
        _seed = seed;
    }

    /// <summary>The next 64 bits.</summary>
    /// <exception cref="OverflowException">2³⁴ words were drawn.</exception>
    public ulong Next()
    {
        Span<byte> bytes = stackalloc byte[DomainTags.Size + Digest.Size + 4];
        if (_next == Digest.Size)
        {
            _tag.CopyTo(bytes);
            _seed.CopyTo(bytes[DomainTags.Size..]);
            BinaryPrimitives.WriteUInt32BigEndian(bytes[(DomainTags.Size + Digest.Size)..], _counter);
            _counter = checked(_counter + 1);
            _words = Digest.Of(bytes);
            _next = 0;
        }

        _words.CopyTo(bytes);
        var word = BinaryPrimitives.ReadUInt64BigEndian(bytes[_next..]);
        _next += 8;
        return word;
    }

    /// <summary>
    /// A number in [0, <paramref name="bound"/>), each equally likely: words below 2⁶⁴ mod bound are thrown away, so that the rest divides
    /// evenly, and the result is word mod bound.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is zero.</exception>
    public ulong Below(ulong bound)
    {
        ArgumentOutOfRangeException.ThrowIfZero(bound);
        var uneven = unchecked(0UL - bound) % bound;
        while (true)
            if (Next() is var word && word >= uneven)
                return word % bound;
    }
}

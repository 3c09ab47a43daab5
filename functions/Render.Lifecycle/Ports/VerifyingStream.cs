using System.Security.Cryptography;
using Render.Network.Proof;

namespace Render.Lifecycle.Ports;

/// <summary>Hashes what is read of a blob and throws where it is not what it should be: with its last byte where the length is known, else at its end.</summary>
/// <param name="inner">The bytes; disposed with this.</param>
/// <param name="expected">Their digest.</param>
/// <param name="length">How many they are; null where only the end tells.</param>
public class VerifyingStream(Stream inner, Digest expected, long? length = null) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _seen;
    private bool _verified;

    /// <summary>The digest that the bytes must have.</summary>
    protected Digest Expected { get; } = expected;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => length ?? inner.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _seen;
        set => throw new NotSupportedException("The hash needs the bytes in order.");
    }

    /// <inheritdoc/>
    /// <exception cref="BlobMismatchException">All bytes were read, and they are not the blob's.</exception>
    public override int Read(Span<byte> buffer) => Take(buffer, inner.Read(buffer));

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    /// <exception cref="BlobMismatchException">All bytes were read, and they are not the blob's.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        return Take(buffer.Span, read);
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("The hash needs the bytes in order.");

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException("A blob is immutable.");

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A blob is immutable.");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Take(ReadOnlySpan<byte> buffer, int read)
    {
        _hash.AppendData(buffer[..read]);
        _seen += read;
        var ended = read == 0 && buffer.Length > 0;
        if (_verified || !(ended || _seen >= length))
        {
            return read;
        }

        var actual = new Digest(_hash.GetHashAndReset());
        _verified = true;
        return actual == Expected ? read : throw new BlobMismatchException(Expected, actual);
    }
}

using System.Security.Cryptography;
using Render.Lifecycle.Ports;
using Render.Network.Proof;

namespace Render.Local.Storage;

/// <summary>Hashes what is read and throws at the end where it is not what it should be.</summary>
/// <param name="inner">The bytes; disposed with this.</param>
/// <param name="expected">Their digest.</param>
internal sealed class VerifyingStream(Stream inner, Digest expected) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool _verified;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => throw new NotSupportedException("The hash needs the bytes in order.");
    }

    /// <inheritdoc/>
    /// <exception cref="BlobMismatchException">All bytes were read, and they are not the blob's.</exception>
    public override int Read(Span<byte> buffer) => Take(buffer, inner.Read(buffer));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        return Take(buffer.Span, read);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("The hash needs the bytes in order.");

    public override void SetLength(long value) => throw new NotSupportedException("A blob is immutable.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A blob is immutable.");

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
        if (read > 0)
        {
            _hash.AppendData(buffer[..read]);
        }
        else if (!_verified && buffer.Length > 0)
        {
            var actual = new Digest(_hash.GetHashAndReset());
            _verified = true;
            if (actual != expected)
            {
                throw new BlobMismatchException(expected, actual);
            }
        }

        return read;
    }
}

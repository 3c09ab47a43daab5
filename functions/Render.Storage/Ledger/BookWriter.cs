using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Render.Storage.Ledger;

/// <summary>
/// Appends blocks at the one place where this writer knows the book to end, so that whoever was deposed cannot fork it. A block whose answer is lost is
/// looked for at its place, and sent again as it is until its fate is known: another block in its stead could meet it there.
/// </summary>
internal sealed class BookWriter(BookSegments segments, AppendBlobLedgerOptions options, TimeProvider time)
{
    private AppendBlobClient _blob = null!;
    private int _blocks;
    private bool _continued;
    private Exception? _stopped;

    /// <summary>The segment it appends to.</summary>
    public int Segment { get; private set; }

    /// <summary>Where the book ends in it, in bytes.</summary>
    public int Offset { get; private set; }

    /// <summary>Begins where the reader ended.</summary>
    public void StartAt(BookReader reader)
    {
        (Segment, Offset, _blocks) = (reader.Segment, reader.Offset, reader.Blocks);
        _blob = segments.Segment(Segment);
    }

    /// <summary>Moves on to the next segment where this one is full.</summary>
    /// <exception cref="LedgerWriterDeposedException">Another writer appended.</exception>
    public async Task RollOver(CancellationToken cancellationToken)
    {
        if (_blocks < options.SegmentBlocks && Offset < options.SegmentBytes)
            return;
        // The note first: it moves the segment's end, so no writer that missed it can append here any more. Once only, however often the next segment cannot be made.
        if (!_continued)
            await Append(new BookLine(Continued: BookSegments.NameOf(Segment + 1)).ToBytes(), cancellationToken);
        _continued = true;
        _blob = await segments.SegmentOrNew(Segment + 1, cancellationToken);
        (Segment, Offset, _blocks, _continued) = (Segment + 1, 0, 0, false);
    }

    /// <summary>Appends a block; when this returns it is stored.</summary>
    /// <exception cref="LedgerWriterDeposedException">Another writer appended; the block is not stored.</exception>
    /// <exception cref="LedgerDamagedException">The store has lost what it acknowledged.</exception>
    /// <exception cref="RequestFailedException">The service refuses; the block is not stored.</exception>
    public async Task Append(ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        while (true)
        {
            ThrowIfStopped();
            try
            {
                using var content = new MemoryStream(block.ToArray(), writable: false);
                await _blob.AppendBlockAsync(
                    content, new AppendBlobAppendBlockOptions { Conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = Offset } }, cancellationToken);
                Moved(block.Length);
                return;
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                if (await IsStored(block, cancellationToken))
                    return;
                ThrowIfStopped();
                if (IsRefusal(error))
                    throw;
                await Task.Delay(options.Again, time, cancellationToken);
            }
        }
    }

    /// <summary>Throws where this writer must not append.</summary>
    public void ThrowIfStopped()
    {
        if (_stopped is { } why)
            throw why;
    }

    private static bool IsRefusal(Exception error) => error is RequestFailedException { Status: >= 400 and < 500 and not (408 or 412 or 429) };

    /// <summary>Looks at the place where the block was to go, as often as it takes.</summary>
    private async Task<bool> IsStored(ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await Look(block, cancellationToken);
            }
            catch (Exception error) when (IsRefusal(error))
            {
                // What became of the block is for the next opening to find out; until then nothing may follow it.
                _stopped = error;
                return false;
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(options.Again, time, cancellationToken);
            }
        }
    }

    private async Task<bool> Look(ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        var length = (await _blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value.ContentLength;
        if (length == Offset)
            return false;
        if (length < Offset)
        {
            _stopped = new LedgerDamagedException(_blob.Name, length, FormattableString.Invariant($"the segment ends here, and {Offset} bytes of it were acknowledged"));
            return false;
        }

        var found = await segments.Read(Segment, Offset, Math.Min(block.Length, length - Offset), cancellationToken);
        if (!found.Span.SequenceEqual(block.Span))
        {
            _stopped = new LedgerWriterDeposedException(FormattableString.Invariant(
                $"{_blob.Name} goes on at byte {Offset} with {length - Offset} bytes that this writer did not append"));
            return false;
        }

        Moved(block.Length);
        return true;
    }

    private void Moved(int bytes) => (Offset, _blocks) = (Offset + bytes, _blocks + 1);
}

using System.Threading.Channels;
using Azure.Storage.Blobs;
using Render.Lifecycle.Ports;
using Render.Network.Economics;

namespace Render.Storage.Ledger;

/// <summary><see cref="ILedger"/> in append blobs: one line of JSON an entry, appends that wait together in one block.</summary>
/// <remarks>
/// The book has one writer, the one that opened it last. Every block is appended on condition that the book ends where its writer knows it to end, and opening appends a
/// note: so whoever kept the book before finds its place taken, throws <see cref="LedgerWriterDeposedException"/> from then on, and there is one chain, always.
/// In memory are balances, places and the last entries; other entries are read where they stand.
/// </remarks>
public sealed class AppendBlobLedger : ILedger, IAsyncDisposable
{
    /// <summary>The container's name in every deployment.</summary>
    public const string ContainerName = "ledger";

    private const int Waiting = 8_192;

    private readonly BookSegments _segments;
    private readonly Book _book;
    private readonly BookWriter _writer;
    private readonly AppendBlobLedgerOptions _options;
    private readonly TimeProvider _time;
    private readonly Channel<PendingAppend> _queue = Channel.CreateBounded<PendingAppend>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _deposed = new();
    private readonly Task _loop;
    private long _blocks;

    private AppendBlobLedger(BookSegments segments, Book book, BookWriter writer, AppendBlobLedgerOptions options, TimeProvider time)
    {
        (_segments, _book, _writer, _options, _time) = (segments, book, writer, options, time);
        Deposed = _deposed.Token;
        _loop = Task.Run(Run);
    }

    /// <summary>Cancelled when another writer is found to keep the book: the host stops being coordinator.</summary>
    public CancellationToken Deposed { get; }

    /// <summary>Blocks appended since the book was opened; group commit shows as fewer blocks than entries.</summary>
    public long Blocks => Volatile.Read(ref _blocks);

    /// <summary>Opens the book, which is created where there is none: reads it, verifies its chain, and takes it from whoever kept it.</summary>
    /// <param name="container">Holds the segments and nothing else; created where it is missing.</param>
    /// <param name="time">The clock entries are dated by.</param>
    /// <param name="options">How it is kept; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LedgerDamagedException">What is stored is no unbroken chain.</exception>
    /// <exception cref="LedgerWriterDeposedException">A later tenure has opened the book.</exception>
    public static async Task<AppendBlobLedger> Open(
        BlobContainerClient container, TimeProvider time, AppendBlobLedgerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new AppendBlobLedgerOptions();
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        var segments = new BookSegments(container);
        var book = new Book(options.RecentEntries);
        var reader = new BookReader(segments, book);
        var opened = new BookLine(Opened: new BookOpened(Guid.NewGuid().ToString("N"), options.Epoch, time.GetUtcNow())).ToBytes();
        while (true)
        {
            await reader.ReadToEnd(cancellationToken);
            if (reader.Epoch > options.Epoch)
                throw new LedgerWriterDeposedException($"epoch {reader.Epoch} has opened it, and this is epoch {options.Epoch}");
            var writer = new BookWriter(segments, options, time);
            writer.StartAt(reader);
            try
            {
                await writer.Append(opened, cancellationToken);
                return new AppendBlobLedger(segments, book, writer, options, time);
            }
            catch (LedgerWriterDeposedException)
            {
                // Whoever keeps the book appended meanwhile: that is read, and the place behind it taken.
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="LedgerWriterDeposedException">Another writer keeps the book.</exception>
    public async Task<LedgerEntry> Append(LedgerDraft draft, CancellationToken cancellationToken = default)
    {
        var pending = new PendingAppend(draft);
        try
        {
            await _queue.Writer.WriteAsync(pending, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(AppendBlobLedger));
        }

        return await pending.Done.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Int128> Balance(string account, CancellationToken cancellationToken = default) => Task.FromResult(_book.Balance(account));

    /// <inheritdoc/>
    public Task<IReadOnlyList<LedgerBalance>> Balances(string prefix = "", CancellationToken cancellationToken = default) => Task.FromResult(_book.Balances(prefix));

    /// <inheritdoc/>
    public Task<IReadOnlyList<LedgerEntry>> Read(long fromSequence, int max, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, 10_000);
        return StoredEntries.Read(_segments, _book.Find(fromSequence, max), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<LedgerEntry?> Find(string key, CancellationToken cancellationToken = default) =>
        _book.SequenceOf(key) is { } sequence ? (await StoredEntries.Read(_segments, _book.Find(sequence, 1), cancellationToken))[0] : null;

    /// <inheritdoc/>
    public Task<LedgerHead> Head(CancellationToken cancellationToken = default) => Task.FromResult(_book.Head());

    /// <summary>Appends what waits, then stops; a block whose fate cannot be learnt within 10 s is given up, and found or missed at the next opening.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_queue.Writer.TryComplete())
            _stop.CancelAfter(TimeSpan.FromSeconds(10));
        await _loop;
        _stop.Dispose();
        _deposed.Dispose();
    }

    private async Task Run()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            try
            {
                _writer.ThrowIfStopped();
                await _writer.RollOver(_stop.Token);
            }
            catch (Exception error)
            {
                FailWaiting(error);
                continue;
            }

            var block = new BookBlock(_book, _writer, _time);
            try
            {
                while (block.Bytes.Length < _options.BlockBytes && _queue.Reader.TryRead(out var pending))
                    block.Add(pending, await Known(pending));
                if (!block.Bytes.IsEmpty)
                {
                    await _writer.Append(block.Bytes, _stop.Token);
                    Interlocked.Increment(ref _blocks);
                }

                block.Complete();
            }
            catch (Exception error)
            {
                block.Fail(error);
                Tell(error);
            }
        }
    }

    private async Task<LedgerEntry?> Known(PendingAppend pending)
    {
        try
        {
            return await Find(pending.Draft.Key, _stop.Token);
        }
        catch (Exception error)
        {
            pending.Fail(error);
            throw;
        }
    }

    private void FailWaiting(Exception error)
    {
        while (_queue.Reader.TryRead(out var pending))
            pending.Fail(error);
        Tell(error);
    }

    private void Tell(Exception error)
    {
        if (error is LedgerWriterDeposedException)
            // Not here: whoever hears of it may wait for this loop to end.
            _ = _deposed.CancelAsync();
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Render.Lifecycle.Ports;
using SQLitePCL;

namespace Render.Local.Storage;

/// <summary>The coordinator's one file: SQLite in WAL mode with <c>synchronous=FULL</c>, one writing thread, and group commit.</summary>
/// <remarks>
/// Callers hand in operations; the writer runs all that wait in one transaction, each behind a savepoint, and completes them after
/// the commit has reached the disk. So a completed write is durable, a failed one leaves no trace, and many writers share one fsync.
/// Safe for use from many threads.
/// </remarks>
public sealed class SqliteStore : IAsyncDisposable
{
    /// <summary>SQLite's smallest write is a page with its WAL frame; an operation needs at least a few.</summary>
    private const long LeastRoom = 64 * 1024;

    private readonly SqliteStoreOptions _options;
    private readonly Channel<WriteOperation> _queue;
    private readonly ConcurrentBag<SqlSession> _readers = [];
    private readonly SqlSession _writer;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StorageDamagedException? _damage;
    private long _commits;

    private SqliteStore(string path, SqliteStoreOptions options, SqlSession writer, long opening)
    {
        Path = path;
        Opening = opening;
        _options = options;
        _writer = writer;
        _queue = Channel.CreateBounded<WriteOperation>(new BoundedChannelOptions(options.QueueCapacity) { SingleReader = true });
        Task.Factory.StartNew(
            WriteLoop, CancellationToken.None, options.Writer is null ? TaskCreationOptions.LongRunning : TaskCreationOptions.None, options.Writer ?? TaskScheduler.Default);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>How often the file has been opened, this time included; at least 1.</summary>
    public long Opening { get; }

    /// <summary>Commits since the file was opened; group commit shows as fewer commits than writes.</summary>
    public long Commits => Volatile.Read(ref _commits);

    /// <summary>Opens or creates the file, checks it, and starts the writer.</summary>
    /// <exception cref="StorageSchemaException">It belongs to a newer build or another program.</exception>
    /// <exception cref="StorageDamagedException">It is damaged.</exception>
    /// <exception cref="StorageFullException">There is no room to create or recover it.</exception>
    public static SqliteStore Open(string path, SqliteStoreOptions? options = null)
    {
        options ??= new SqliteStoreOptions();
        SqlSession? session = null;
        try
        {
            session = new SqlSession(path, readOnly: false, options.BusyTimeout);
            session.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -65536;");
            CheckIntegrity(session, path, options);
            Schema.Prepare(session, path);
            LimitSize(session, options);
            var opening = session.Sql("INSERT INTO meta(name, value) VALUES('openings', 1) ON CONFLICT(name) DO UPDATE SET value = value + 1 RETURNING value");
            _ = opening.Step();
            var count = opening.Number(0);
            _ = opening.Step();
            return new SqliteStore(path, options, session, count);
        }
        catch (SqliteException error)
        {
            session?.Dispose();
            throw Translate(error, path);
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    /// <summary>Runs an operation on the writer and completes when it is on disk.</summary>
    /// <param name="operation">Reads and writes through the session. It may be run again after a failed commit, so it must act on the session only; what it throws undoes it and reaches the caller.</param>
    /// <param name="cancellationToken">Gives up waiting for room in the queue; a queued operation is not recalled.</param>
    /// <exception cref="StorageFullException">No room; nothing was written.</exception>
    /// <exception cref="StorageDamagedException">The file cannot be written any more.</exception>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public async Task<T> Write<T>(Func<SqlSession, T> operation, CancellationToken cancellationToken = default)
    {
        var queued = new WriteOperation<T>(operation);
        if (!_queue.Writer.TryWrite(queued))
        {
            try
            {
                await _queue.Writer.WriteAsync(queued, cancellationToken);
            }
            catch (ChannelClosedException)
            {
                throw new ObjectDisposedException(nameof(SqliteStore));
            }
        }

        return await queued.Done;
    }

    /// <summary>Runs a query on a connection of its own, against one snapshot that holds every completed write.</summary>
    public T Read<T>(Func<SqlSession, T> query)
    {
        if (!_readers.TryTake(out var session))
        {
            session = new SqlSession(Path, readOnly: true, _options.BusyTimeout);
        }

        try
        {
            session.Sql("BEGIN").Run();
            var result = query(session);
            session.ResetAll();
            session.Sql("COMMIT").Run();
            _readers.Add(session);
            return result;
        }
        catch
        {
            // A connection in an unknown state is not worth keeping.
            session.Dispose();
            throw;
        }
    }

    /// <summary>Finishes what is queued, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stopped.Task;
    }

    internal static Exception Translate(SqliteException error, string path) => error switch
    {
        _ when IsFull(error) => new StorageFullException(path, LeastRoom, Disk.FreeBytes(path), error),
        { SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB } => new StorageDamagedException(path, error.Message, error),
        _ => error,
    };

    private static bool IsFull(SqliteException error) =>
        error.SqliteErrorCode == raw.SQLITE_FULL || error.SqliteExtendedErrorCode == raw.SQLITE_IOERR_SHMSIZE;

    private static void CheckIntegrity(SqlSession session, string path, SqliteStoreOptions options)
    {
        if (!options.CheckIntegrity)
        {
            return;
        }

        var check = session.Sql("PRAGMA quick_check(1)");
        var found = check.Step() ? check.Text(0) : "nothing";
        _ = check.Reset();
        if (found != "ok")
        {
            throw new StorageDamagedException(path, found);
        }
    }

    private static void LimitSize(SqlSession session, SqliteStoreOptions options)
    {
        if (options.MaxBytes is { } max)
        {
            session.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {Math.Max(1, max / 4096)}"));
        }
    }

    private async Task WriteLoop()
    {
        var batch = new List<WriteOperation>(_options.MaxBatch);
        while (await HasWork())
        {
            RunBatch(batch);
        }

        Close();
    }

    /// <summary>Waits for an operation; on a thread of its own by blocking, so that the commits stay on it.</summary>
    private ValueTask<bool> HasWork() => _options.Writer is null
        ? ValueTask.FromResult(_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        : _queue.Reader.WaitToReadAsync();

    private void RunBatch(List<WriteOperation> batch)
    {
        batch.Clear();
        try
        {
            ThrowIfDamaged();
            _writer.Sql("BEGIN IMMEDIATE").Run();
            while (batch.Count < _options.MaxBatch && _queue.Reader.TryRead(out var operation))
            {
                batch.Add(operation);
                RunGuarded(operation);
            }

            Commit();
        }
        catch (Exception error)
        {
            TakeWaiting(batch);
            Recover(batch, error);
            return;
        }

        foreach (var operation in batch)
        {
            operation.Complete();
        }
    }

    /// <summary>A transaction that could not even begin has taken nothing from the queue; whoever waits must still hear of it.</summary>
    private void TakeWaiting(List<WriteOperation> batch)
    {
        if (batch.Count == 0 && _queue.Reader.TryRead(out var operation))
        {
            batch.Add(operation);
        }
    }

    private void RunGuarded(WriteOperation operation)
    {
        _writer.Sql("SAVEPOINT operation").Run();
        try
        {
            operation.Execute(_writer);
        }
        catch (Exception error) when (error is not SqliteException { SqliteErrorCode: not raw.SQLITE_CONSTRAINT })
        {
            _writer.ResetAll();
            _writer.Sql("ROLLBACK TO operation").Run();
            operation.Refuse(error);
        }

        _writer.Sql("RELEASE operation").Run();
    }

    private void Commit()
    {
        // A query left on a row keeps its snapshot beyond the commit, and nothing behind a snapshot is ever moved from the log to the file.
        _writer.ResetAll();
        try
        {
            _writer.Sql("COMMIT").Run();
            Interlocked.Increment(ref _commits);
        }
        catch (SqliteException error) when (error.SqliteErrorCode == raw.SQLITE_IOERR && !IsFull(error))
        {
            // After a failed fsync nobody knows what the disk holds; only a restart that reads it does.
            _damage = new StorageDamagedException(Path, "a commit failed: " + error.Message, error);
            throw _damage;
        }
    }

    /// <summary>The transaction is gone. Run its operations one by one, so that only those that cannot succeed fail.</summary>
    private void Recover(List<WriteOperation> batch, Exception error)
    {
        Rollback();
        if (batch.Count == 1 || _damage is not null)
        {
            foreach (var operation in batch)
            {
                operation.Fail(error is SqliteException sqlite ? Translate(sqlite, Path) : error);
            }

            return;
        }

        foreach (var operation in batch)
        {
            RunAlone(operation);
        }
    }

    private void RunAlone(WriteOperation operation)
    {
        try
        {
            ThrowIfDamaged();
            _writer.Sql("BEGIN IMMEDIATE").Run();
            RunGuarded(operation);
            Commit();
        }
        catch (Exception error)
        {
            Rollback();
            operation.Fail(error is SqliteException sqlite ? Translate(sqlite, Path) : error);
            return;
        }

        operation.Complete();
    }

    private void Rollback()
    {
        _writer.ResetAll();
        if (_writer.InTransaction)
        {
            try
            {
                _writer.Sql("ROLLBACK").Run();
            }
            catch (SqliteException error)
            {
                _damage ??= new StorageDamagedException(Path, "a rollback failed: " + error.Message, error);
            }
        }
    }

    private void ThrowIfDamaged()
    {
        if (_damage is { } damage)
        {
            throw damage;
        }
    }

    private void Close()
    {
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }

        _writer.Dispose();
        _stopped.SetResult();
    }
}

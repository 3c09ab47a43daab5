using Microsoft.Extensions.Time.Testing;
using Render.Lifecycle.Contracts;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Ports;
using Render.Local.Storage;

namespace Render.Local.Tests.Storage;

public sealed class FileBlobsContractTests : BlobsContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FileBlobsContractTests() => Blobs = new FileBlobs(_folder.Path, new FileBlobsOptions { VerifyOnRead = true });

    protected override IBlobs Blobs { get; }

    public void Dispose() => _folder.Dispose();
}

public sealed class SqliteStateContractTests : StateContract, IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteStore _store;

    public SqliteStateContractTests()
    {
        _store = SqliteStore.Open(_folder["data.db"]);
        State = new SqliteState(_store);
    }

    protected override IState State { get; }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }
}

public sealed class SqliteLedgerContractTests : LedgerContract, IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteStore _store;

    public SqliteLedgerContractTests()
    {
        _store = SqliteStore.Open(_folder["data.db"]);
        Ledger = new SqliteLedger(_store, new FakeTimeProvider());
    }

    protected override ILedger Ledger { get; }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }
}

public sealed class InProcessTaskQueueContractTests : TaskQueueContract
{
    private readonly FakeTimeProvider _time = new();

    public InProcessTaskQueueContractTests() => Queue = new InProcessTaskQueue(_time);

    protected override ITaskQueue Queue { get; }

    protected override void Advance(TimeSpan span) => _time.Advance(span);
}

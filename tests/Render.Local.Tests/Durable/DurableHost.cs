using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Render.Lifecycle.Contracts;
using Render.Lifecycle.Workflows;
using Render.Local.Durable;
using Render.Local.Storage;

namespace Render.Local.Tests.Durable;

/// <summary>The embedded engine on a folder of its own.</summary>
public sealed class DurableHost(WorkflowCatalog catalog, DurableOptions options, SqliteStoreOptions? storeOptions = null, ILogger? log = null) : IWorkflowsHost, IServiceProvider
{
    private readonly TemporaryFolder _folder = new();
    private DurableEngine? _engine;

    public FakeTimeProvider Time { get; } = new();

    public ShiftedClock Clock => field ??= new ShiftedClock(Time);

    public SqliteStore Store { get; private set; } = null!;

    public DurableEngine Engine => _engine!;

    public IWorkflows Workflows => _engine!;

    /// <summary>What the next start runs.</summary>
    public WorkflowCatalog Catalog { get; set; } = catalog;

    public void Advance(TimeSpan span) => Time.Advance(span);

    /// <summary>The file while the host is stopped.</summary>
    public string File => _folder["data.db"];

    public DurableHost Start()
    {
        Store = SqliteStore.Open(File, storeOptions);
        _engine = DurableEngine.Start(Store, Catalog, this, Clock, log ?? NullLogger.Instance, options);
        return this;
    }

    public async Task Stop()
    {
        await _engine!.DisposeAsync();
        await Store.DisposeAsync();
    }

    public async Task Restart(WorkflowCatalog? catalog = null)
    {
        Catalog = catalog ?? Catalog;
        await Stop();
        Start();
    }

    public Task<int> StoredHistory(string id) => Task.FromResult(Store.Read(session =>
        ((string[])["turns", "timers", "activities", "inbox"]).Sum(table => Count(session, table, id))));

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _folder.Dispose();
    }

    public object? GetService(Type serviceType) => null;

    private static int Count(SqlSession session, string table, string id)
    {
        var count = session.Sql($"SELECT count(*) FROM {table} WHERE instance = (SELECT key FROM instances WHERE id = ?)").Bind(1, id);
        return count.Step() ? (int)count.Number(0) : 0;
    }
}

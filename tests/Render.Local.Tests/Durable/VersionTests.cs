using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Render.Lifecycle.Contracts;
using Render.Lifecycle.Workflows;
using Render.Local.Durable;

namespace Render.Local.Tests.Durable;

/// <summary>Versions on disk and in the log; what versions mean is the contract's.</summary>
public sealed class VersionTests
{
    private static WorkflowCatalog Catalog(params int[] versions) => versions.Aggregate(new WorkflowCatalog(), (catalog, version) =>
        catalog.AddWorkflow("main", async (IWorkflowContext context, int input) =>
        {
            context.SetStatus("waiting");
            return (100 * context.Version) + input + await context.WaitForEvent<int>("number");
        }, version));

    [Fact]
    public async Task Open_FileFromBeforeVersions_GoesOnAsTheFirst()
    {
        await using var host = new DurableHost(Catalog(1), new DurableOptions()).Start();
        await host.Workflows.Start("a", "main", 1);
        await host.ReachesStatus("a", "waiting");
        await host.Stop();
        await using (var connection = new SqliteConnection($"Data Source={host.File};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "ALTER TABLE instances DROP COLUMN version; PRAGMA user_version = 1;";
            await command.ExecuteNonQueryAsync();
        }

        host.Catalog = Catalog(1, 2);
        host.Start();
        await host.Workflows.RaiseEvent("a", "number", 10, "k");
        await host.Workflows.Start("b", "main", 1);
        await host.Workflows.RaiseEvent("b", "number", 10, "k");
        Assert.Equal(111, (await host.Workflows.WaitForCompletion("a").Guarded()).ReadOutput<int>());
        Assert.Equal(211, (await host.Workflows.WaitForCompletion("b").Guarded()).ReadOutput<int>());
    }

    [Fact]
    public async Task Start_InstancesOfUnknownVersion_SaysHowManyAndWhatItKnows()
    {
        var log = new Lines();
        await using var host = new DurableHost(Catalog(3), new DurableOptions(), log: log).Start();
        foreach (var id in (string[])["a", "b"])
        {
            await host.Workflows.Start(id, "main", 1);
            await host.ReachesStatus(id, "waiting");
        }

        await host.Restart(Catalog(1, 2));
        var line = Assert.Single(log.Told, line => line.StartsWith("Holding", StringComparison.Ordinal));
        Assert.Equal(
            "Holding 2 instances of main: version 3 of the workflow is unknown to this build, which knows versions 1, 2; it goes on with a build that knows it",
            line);
        Assert.All(await host.Workflows.List(new WorkflowQuery()).ToArrayAsync(), status => Assert.NotNull(status.Held));
    }

    private sealed class Lines : ILogger
    {
        public ConcurrentQueue<string> Told { get; } = new();

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Told.Enqueue(formatter(state, exception));
    }
}

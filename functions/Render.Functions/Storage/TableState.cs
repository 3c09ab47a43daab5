using Azure.Core;
using Azure.Data.Tables;
using Render.Lifecycle.Ports;
using ETag = Render.Lifecycle.Ports.ETag;

namespace Render.Functions.Storage;

/// <summary><see cref="IState"/> in one Azure table: a document is an entity, a commit an entity-group transaction, a version the service's own ETag.</summary>
/// <remarks>
/// Partitions are taken as the lifecycle gives them, which is how the table scales: the 10⁶ tasks of a job lie in 1,000 partitions of 1,000, the 10⁴ nodes in one.
/// The keys that the port allows are keys of a table as they are, and the table orders rows as the port does.
/// </remarks>
public sealed class TableState : IState
{
    /// <summary>The table's name in every deployment.</summary>
    public const string TableName = "state";

    private readonly TableClient _table;

    private TableState(TableClient table) => _table = table;

    /// <summary>Opens the table, which is created where it is missing.</summary>
    /// <param name="connect">Makes a client with these options, which it may add to; they are what tells a lost answer from a conflict.</param>
    /// <param name="table">The table's name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<TableState> Open(
        Func<TableClientOptions, TableServiceClient> connect, string table = TableName, CancellationToken cancellationToken = default)
    {
        var options = new TableClientOptions { Retry = { MaxRetries = 6, Delay = TimeSpan.FromMilliseconds(200), MaxDelay = TimeSpan.FromSeconds(5), NetworkTimeout = TimeSpan.FromSeconds(30) } };
        options.AddPolicy(new TriesPolicy(), HttpPipelinePosition.PerRetry);
        var client = connect(options).GetTableClient(table);
        await client.CreateIfNotExistsAsync(cancellationToken);
        return new TableState(client);
    }

    /// <inheritdoc/>
    public async Task<StateDocument<T>?> Get<T>(string partition, string row, CancellationToken cancellationToken = default)
    {
        StateLimits.CheckKey(partition);
        StateLimits.CheckKey(row);
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellationToken);
        return found.HasValue ? Document<T>(found.Value!) : null;
    }

    /// <inheritdoc/>
    public async Task<StatePage<T>> Query<T>(
        string partition, string? from = null, string? to = null, int pageSize = 1_000, string? continuation = null,
        CancellationToken cancellationToken = default)
    {
        StateLimits.CheckKey(partition);
        StateLimits.CheckPageSize(pageSize);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        if (from is not null)
            filter += " and " + TableClient.CreateQueryFilter($"RowKey ge {from}");
        if (to is not null)
            filter += " and " + TableClient.CreateQueryFilter($"RowKey lt {to}");
        var pages = _table.QueryAsync<TableEntity>(filter, pageSize, cancellationToken: cancellationToken).AsPages(continuation, pageSize);
        await using var page = pages.GetAsyncEnumerator(cancellationToken);
        // The service may answer with an empty page and a continuation; so may this.
        return await page.MoveNextAsync()
            ? new StatePage<T>([.. page.Current.Values.Select(Document<T>)], page.Current.ContinuationToken)
            : new StatePage<T>([], null);
    }

    /// <inheritdoc/>
    public async Task<StateCommit> Commit(string partition, IReadOnlyList<StateWrite> writes, CancellationToken cancellationToken = default)
    {
        StateLimits.Check(partition, writes);
        return await new TableCommit(_table, partition, writes).Run(cancellationToken);
    }

    private static StateDocument<T> Document<T>(TableEntity entity) =>
        new(entity.PartitionKey, entity.RowKey, new ETag(entity.ETag.ToString()), DocumentColumns.Read<T>(entity));
}

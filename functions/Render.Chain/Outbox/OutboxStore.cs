using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Render.Lifecycle.Ports;

namespace Render.Chain.Outbox;

/// <summary>The records: a partition for each sender, with its transactions by nonce, where each key is, and which nonce comes next.</summary>
internal sealed class OutboxStore(IState state, long chainId)
{
    private const string CursorRow = "cursor";

    /// <summary>The transaction of a key; null where none was signed.</summary>
    public async Task<StateDocument<OutboxTransaction>?> Find(string sender, string key, CancellationToken cancellationToken) =>
        await state.Get<KeyPlace>(Partition(sender), KeyRow(key), cancellationToken) is { } place ? await At(sender, place.Value.Nonce, cancellationToken) : null;

    /// <summary>The transaction of a nonce; null where none was signed.</summary>
    public Task<StateDocument<OutboxTransaction>?> At(string sender, long nonce, CancellationToken cancellationToken) =>
        state.Get<OutboxTransaction>(Partition(sender), Row(nonce), cancellationToken);

    /// <summary>The nonce that comes next; null before the first.</summary>
    public async Task<StateDocument<NonceCursor>?> Cursor(string sender, CancellationToken cancellationToken) =>
        await state.Get<NonceCursor>(Partition(sender), CursorRow, cancellationToken);

    /// <summary>Records a signed transaction and takes its nonce, in one commit.</summary>
    /// <returns>False where another one took the nonce meanwhile.</returns>
    public async Task<bool> Add(StateDocument<NonceCursor>? cursor, OutboxTransaction transaction, CancellationToken cancellationToken)
    {
        var next = new NonceCursor(transaction.Nonce + 1);
        var commit = await state.Commit(
            Partition(transaction.Sender),
            [
                cursor is null ? StateWrite.Insert(CursorRow, next) : StateWrite.Update(cursor, next),
                StateWrite.Insert(Row(transaction.Nonce), transaction),
                // A key whose transaction was refused gets another.
                StateWrite.Upsert(KeyRow(transaction.Key), new KeyPlace(transaction.Nonce)),
            ],
            cancellationToken);
        return commit.Succeeded;
    }

    /// <summary>Replaces a record, unless it changed meanwhile.</summary>
    /// <returns>The record as it is now on disk.</returns>
    public async Task<StateDocument<OutboxTransaction>> Change(StateDocument<OutboxTransaction> before, OutboxTransaction after, CancellationToken cancellationToken)
    {
        var commit = await state.Commit(before.Partition, [StateWrite.Update(before, after)], cancellationToken);
        return commit.Succeeded
            ? before with { ETag = commit.ETags[0], Value = after }
            : (await At(after.Sender, after.Nonce, cancellationToken))!;
    }

    /// <summary>All records of a sender, by nonce.</summary>
    public async IAsyncEnumerable<OutboxTransaction> All(string sender, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var document in state.All<OutboxTransaction>(Partition(sender), "tx-", "tx.", cancellationToken))
            yield return document.Value;
    }

    private string Partition(string sender) => string.Create(CultureInfo.InvariantCulture, $"chain-{chainId}-{sender.ToLowerInvariant()}");

    private static string Row(long nonce) => string.Create(CultureInfo.InvariantCulture, $"tx-{nonce:D12}");

    private static string KeyRow(string key) => "key-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}

/// <summary>Which nonce comes next.</summary>
/// <param name="Next">The nonce.</param>
internal sealed record NonceCursor(long Next);

/// <summary>Where a key's transaction is.</summary>
/// <param name="Nonce">Its nonce.</param>
internal sealed record KeyPlace(long Nonce);

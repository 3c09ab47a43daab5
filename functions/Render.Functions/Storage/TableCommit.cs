using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Render.Lifecycle.Ports;
using ETag = Render.Lifecycle.Ports.ETag;

namespace Render.Functions.Storage;

/// <summary>One commit as an entity-group transaction, to its end: applied, or the first write that did not fit.</summary>
/// <remarks>
/// Two things that a transaction tells are no conflicts. An unconditional delete of a row that is not there fails a transaction, so it is taken out and the rest sent
/// again. And where an answer was lost, the client sends again and meets what it wrote itself: so every entity carries its commit's stamp, and a conflict after a
/// lost answer is believed only where no row of the commit carries it. (A commit of deletes leaves nothing to carry one: after a lost answer it counts as applied where its rows are gone.)
/// </remarks>
internal sealed class TableCommit(TableClient table, string partition, IReadOnlyList<StateWrite> writes)
{
    // Fits no entity: for tags that are not the service's, which it would refuse as malformed, and for versions that were replaced before they were seen.
    private const string NoTag = "W/\"datetime'1601-01-02T00%3A00%3A00.0000000Z'\"";

    private readonly string _stamp = Guid.NewGuid().ToString("N");
    private List<int> _pending = [.. Enumerable.Range(0, writes.Count)];
    private bool _answerLost;

    public async Task<StateCommit> Run(CancellationToken cancellationToken)
    {
        while (_pending.Count > 0)
        {
            using var scope = TriesPolicy.Count(out var tries);
            try
            {
                var answer = await table.SubmitTransactionAsync(_pending.Select(index => Action(writes[index])), cancellationToken);
                return Applied(answer.Value);
            }
            catch (TableTransactionFailedException error) when (KindOf(error) is { } kind)
            {
                _answerLost |= tries.Sent > 1;
                var misfit = writes[_pending[IndexOf(error)]];
                if (misfit is StateDelete { ETag: null })
                    _pending = await WithoutIdleDeletes(cancellationToken);
                else if (_answerLost && await Look(cancellationToken) is { } applied)
                    return applied;
                else
                    return new StateCommit([], new StateConflict(partition, misfit.Row, kind));
            }
        }

        return new StateCommit(new ETag[writes.Count], null);
    }

    private StateCommit Applied(IReadOnlyList<Response> answers)
    {
        var tags = new ETag[writes.Count];
        for (var i = 0; i < answers.Count; i++)
            if (writes[_pending[i]] is not StateDelete)
                tags[_pending[i]] = new ETag(answers[i].Headers.ETag!.Value.ToString());
        return new StateCommit(tags, null);
    }

    private TableTransactionAction Action(StateWrite write) => write switch
    {
        StateInsert insert => new(TableTransactionActionType.Add, DocumentColumns.Write(partition, insert.Row, insert.Json, _stamp)),
        StateUpdate update => new(TableTransactionActionType.UpdateReplace, DocumentColumns.Write(partition, update.Row, update.Json, _stamp), Tag(update.ETag)),
        StateUpsert upsert => new(TableTransactionActionType.UpsertReplace, DocumentColumns.Write(partition, upsert.Row, upsert.Json, _stamp)),
        StateDelete delete => new(TableTransactionActionType.Delete, new TableEntity(partition, delete.Row), delete.ETag is { } tag ? Tag(tag) : Azure.ETag.All),
        _ => throw new ArgumentException($"Unknown write {write.GetType().Name}.", nameof(write)),
    };

    private static Azure.ETag Tag(ETag tag) => new(tag.Value.StartsWith("W/\"datetime'", StringComparison.Ordinal) ? tag.Value : NoTag);

    private static StateConflictKind? KindOf(TableTransactionFailedException error) => error switch
    {
        { Status: 409 } when error.ErrorCode == TableErrorCode.EntityAlreadyExists => StateConflictKind.Exists,
        { Status: 404 } when error.ErrorCode != TableErrorCode.TableNotFound => StateConflictKind.Missing,
        { Status: 412 } => StateConflictKind.Changed,
        _ => null,
    };

    private int IndexOf(TableTransactionFailedException error) =>
        error.FailedTransactionActionIndex ?? (_pending.Count == 1 ? 0 : throw new InvalidDataException("The table does not say which write failed.", error));

    /// <summary>Takes all unconditional deletes out whose rows are not there, so that a hundred of them do not take a hundred tries.</summary>
    private async Task<List<int>> WithoutIdleDeletes(CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(_pending.Select(async index =>
            writes[index] is not StateDelete { ETag: null } || (await Stamp(writes[index].Row, cancellationToken)).HasValue));
        return [.. _pending.Where((_, i) => found[i])];
    }

    /// <summary>What became of this commit, by what its rows hold now; null where it was not applied.</summary>
    private async Task<StateCommit?> Look(CancellationToken cancellationToken)
    {
        var rows = await Task.WhenAll(writes.Select(write => Stamp(write.Row, cancellationToken)));
        if (writes.All(write => write is StateDelete))
            return rows.Any(row => row.HasValue) ? null : new StateCommit(new ETag[writes.Count], null);
        bool IsOurs(NullableResponse<TableEntity> row) => row.HasValue && row.Value!.GetString(DocumentColumns.Commit) == _stamp;
        if (!rows.Any(IsOurs))
            return null;
        return new StateCommit(
            [.. writes.Select((write, i) => write is StateDelete ? default : new ETag(IsOurs(rows[i]) ? rows[i].Value!.ETag.ToString() : NoTag))], null);
    }

    private Task<NullableResponse<TableEntity>> Stamp(string row, CancellationToken cancellationToken) =>
        table.GetEntityIfExistsAsync<TableEntity>(partition, row, [DocumentColumns.Commit], cancellationToken);
}

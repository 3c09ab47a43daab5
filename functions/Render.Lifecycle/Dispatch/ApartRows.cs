using Render.Network.Jobs;

namespace Render.Lifecycle.Dispatch;

/// <summary>Rows that are compared with each other, so that no operator's nodes have two of them. Guarded by the board's lock.</summary>
internal abstract class ApartRows(BoardJob job)
{
    /// <summary>The job.</summary>
    public BoardJob Job { get; } = job;

    /// <summary>The rows, in their order.</summary>
    public List<BoardTask> Rows { get; } = [];

    /// <summary>Operators whose nodes are about to lease a row, so that no second node of theirs does.</summary>
    public List<OperatorId> Claiming { get; } = [];

    /// <summary>Whether a node of the operator may take a row: none of theirs has another.</summary>
    /// <param name="owner">The operator.</param>
    /// <param name="ownerOf">Who owns a node.</param>
    /// <param name="but">A row that does not count; null: all do.</param>
    public bool Takes(OperatorId owner, Func<NodeId, OperatorId?> ownerOf, BoardTask? but = null) =>
        !Claiming.Contains(owner) && Rows.TrueForAll(row => row == but || row.Record.State == TaskState.Open
            || (ownerOf(row.Record.Lease!.Node) != owner && (row.Record.Duplicate is not { } duplicate || ownerOf(duplicate.Node) != owner)));
}

using Render.Network.Jobs;

namespace Render.Lifecycle.Dispatch;

/// <summary>Rows that are compared with each other, so that no operator's nodes have two of them. Guarded by the board's lock.</summary>
internal abstract class ApartRows(BoardJob job)
{
    /// <summary>The job.</summary>
    public BoardJob Job { get; } = job;

    /// <summary>The rows, by task and replica: so by sample, where tasks are ranges of samples.</summary>
    public List<BoardTask> Rows { get; } = [];

    /// <summary>Operators whose nodes are about to lease a row, so that no second node of theirs does.</summary>
    public List<OperatorId> Claiming { get; } = [];

    /// <summary>Whether results wait to be compared, and nothing is left to wait for.</summary>
    public abstract bool IsReady { get; }

    /// <summary>Adds a row.</summary>
    public void Add(BoardTask row)
    {
        var after = Rows.FindIndex(other => (other.Index, other.Record.Replica).CompareTo((row.Index, row.Record.Replica)) > 0);
        Rows.Insert(after < 0 ? Rows.Count : after, row);
    }

    /// <summary>Whether a node of the operator may take a row: none of theirs has another.</summary>
    /// <param name="owner">The operator.</param>
    /// <param name="ownerOf">Who owns a node.</param>
    /// <param name="but">A row that does not count; null: all do.</param>
    public bool Takes(OperatorId owner, Func<NodeId, OperatorId?> ownerOf, BoardTask? but = null) =>
        !Claiming.Contains(owner) && Rows.TrueForAll(row => row == but || row.Record.State == TaskState.Open
            || (ownerOf(row.Record.Lease!.Node) != owner && (row.Record.Duplicate is not { } duplicate || ownerOf(duplicate.Node) != owner)));
}

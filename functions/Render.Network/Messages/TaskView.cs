using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Messages;

/// <summary>A task as people see it.</summary>
/// <param name="Task">Job, frame, region, samples.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Reason">Why it came back to Open; null: it did not.</param>
/// <param name="Node">Who renders or rendered it; null: nobody yet.</param>
/// <param name="Fencing">How many leases it had.</param>
/// <param name="LeaseExpires">End of the current lease; null: none.</param>
/// <param name="Progress">The node's own word, [0, 1].</param>
/// <param name="EtaSeconds">The node's own word, s; null: unknown.</param>
/// <param name="Rays">Rays of the recorded receipt; null: none.</param>
/// <param name="ReceiptSequence">Where the receipt is in the ledger; null: none.</param>
/// <param name="Result">The result file's digest; null: none.</param>
/// <param name="Log">The log's digest; null: none.</param>
/// <param name="Audits">Audits drawn for it, oldest first.</param>
/// <param name="Assignment">Why the scheduler chose this node, in words and figures; null: not leased.</param>
/// <param name="History">What happened to it, oldest first; bounded.</param>
/// <param name="Duplicate">Who renders it beside <paramref name="Node"/>, to be done sooner; null: nobody.</param>
/// <param name="Replicas">Its further replicas, each as a task of its own; null: it has none.</param>
/// <param name="Parked">Whether its node does work of a dearer tier first, with what is rendered of it kept.</param>
public sealed record TaskView(
    TaskId Task,
    TaskState State,
    string? Reason,
    NodeId? Node,
    long Fencing,
    DateTimeOffset? LeaseExpires,
    double Progress,
    double? EtaSeconds,
    ulong? Rays,
    long? ReceiptSequence,
    Digest? Result,
    Digest? Log,
    IReadOnlyList<AuditView> Audits,
    string? Assignment,
    IReadOnlyList<TaskMoment> History,
    NodeId? Duplicate = null,
    IReadOnlyList<TaskView>? Replicas = null,
    bool Parked = false);

/// <summary>One thing that happened to a task.</summary>
/// <param name="Time">When.</param>
/// <param name="Event">What.</param>
/// <param name="Node">Who, if a node.</param>
/// <param name="Detail">In words.</param>
public sealed record TaskMoment(DateTimeOffset Time, TaskEvent Event, NodeId? Node, string? Detail);

/// <summary>An audit as people see it, after the fact.</summary>
/// <param name="Attempt">0 for the first draw.</param>
/// <param name="Auditor">The node drawn; null: the reference CPU.</param>
/// <param name="Blocks">Blocks drawn.</param>
/// <param name="State">Drawn, Reported or Decided.</param>
/// <param name="Verdict">The verdict's name; null: not decided.</param>
/// <param name="BeaconSequence">Ledger sequence of the reveal it was drawn with.</param>
public sealed record AuditView(
    int Attempt, NodeId? Auditor, IReadOnlyList<int> Blocks, string State, string? Verdict, long BeaconSequence);

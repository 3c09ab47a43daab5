using System.Text.Json.Serialization;

namespace Render.Network.Jobs;

/// <summary>What happens to a task, or to one replica of it. Events that end a lease are raised when its last active lease ends.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TaskEvent>))]
public enum TaskEvent
{
    /// <summary>A node was given the task.</summary>
    LeaseGranted = 1,

    /// <summary>A further node was given the task, since it would be done sooner than by the one that holds it.</summary>
    DuplicateGranted,

    /// <summary>The lease ran out.</summary>
    LeaseExpired,

    /// <summary>The node gave the task back unrendered.</summary>
    LeaseReleased,

    /// <summary>The node reported that it could not render the task, or crashed.</summary>
    NodeFailed,

    /// <summary>What the node sent does not match its own receipt.</summary>
    ReceiptInvalid,

    /// <summary>A valid receipt was recorded.</summary>
    ReceiptRecorded,

    /// <summary>The beacon drew blocks.</summary>
    AuditDrawn,

    /// <summary>The verdict is Accepted.</summary>
    VerdictAccepted,

    /// <summary>The verdict is EngineFault: different bytes, same picture. Paid, and the device class leaves exact mode.</summary>
    VerdictEngineFault,

    /// <summary>The verdict is Rejected.</summary>
    VerdictRejected,

    /// <summary>The verdict is Inconclusive: another node renders it too.</summary>
    VerdictInconclusive,

    /// <summary>The node that rendered it was convicted, of this or another task.</summary>
    Revoked,

    /// <summary>One of two nodes that rendered the task ended without a result, or came second.</summary>
    DuplicateEnded,

    /// <summary>The replica's node has committed to its result.</summary>
    ReplicaCommitted,

    /// <summary>The replica's node did not open in time what it had committed to.</summary>
    CommitmentUnopened,

    /// <summary>The verdict is StoodAlone: in statistical mode, the result differs beyond chance from the reference CPU's.</summary>
    StoodAlone,

    /// <summary>The node was asked to do work of a dearer tier first: it parks the task, and keeps what it has rendered and the lease.</summary>
    LeaseYielded,
}

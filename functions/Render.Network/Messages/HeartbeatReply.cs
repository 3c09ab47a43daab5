using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Messages;

/// <summary>What became of the leases a heartbeat named. A lease in neither list is unchanged.</summary>
/// <param name="Renewed">Leases that live on.</param>
/// <param name="Abandon">Leases to drop at once.</param>
/// <param name="Status">Where the node stands now.</param>
/// <param name="ServerTime">The coordinator's clock.</param>
public sealed record HeartbeatReply(
    IReadOnlyList<LeaseRenewed> Renewed,
    IReadOnlyList<LeaseAbandoned> Abandon,
    NodeStatus Status,
    DateTimeOffset ServerTime)
{
    /// <summary>The key that verifies grants, SubjectPublicKeyInfo (DER), for a node that serves files; null: it does not.</summary>
    public byte[]? GrantKey { get; init; }

    /// <summary>To be sent back at once (<see cref="Messages.Echo"/>): the coordinator times it; null: nothing.</summary>
    public Digest? Echo { get; init; }

    /// <summary>Leases to park at the next border between blocks, since other work comes first: the node keeps what is rendered and the lease, and asks for work. Told again until it does.</summary>
    public IReadOnlyList<LeaseYield> Yield { get; init; } = [];
}

/// <summary>A lease whose node should do other work first.</summary>
/// <param name="LeaseId">Lease id.</param>
/// <param name="For">A job that waits for the node.</param>
/// <param name="Tier">That job's tier.</param>
public sealed record LeaseYield(LeaseId LeaseId, JobId For, Tier Tier);

/// <summary>A lease lives on.</summary>
/// <param name="LeaseId">Lease id.</param>
/// <param name="Expires">Its new end.</param>
/// <param name="MayOpen">Whether all replicas have committed, so that this one is to be opened now.</param>
public sealed record LeaseRenewed(LeaseId LeaseId, DateTimeOffset Expires, bool MayOpen = false);

/// <summary>A lease is no longer the node's.</summary>
/// <param name="LeaseId">Lease id.</param>
/// <param name="Reason">Why.</param>
public sealed record LeaseAbandoned(LeaseId LeaseId, LeaseEnd Reason);

/// <summary>Why a lease is no longer its node's.</summary>
public enum LeaseEnd
{
    /// <summary>It ran out before it was renewed.</summary>
    Expired,

    /// <summary>The job is cancelled, failed, or finished without it.</summary>
    Cancelled,

    /// <summary>Another lease of the task was first.</summary>
    Superseded,

    /// <summary>The coordinator knows no such lease.</summary>
    Unknown,

    /// <summary>The node is banned.</summary>
    Banned,
}

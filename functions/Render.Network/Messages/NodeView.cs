using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Messages;

/// <summary>A node as people see it.</summary>
/// <param name="Id">The node.</param>
/// <param name="Operator">Who owns it.</param>
/// <param name="Name">For people.</param>
/// <param name="Region">Where it says it stands.</param>
/// <param name="Status">Where it stands with the network.</param>
/// <param name="Reason">Why, where that needs saying (quarantined, banned); else null.</param>
/// <param name="Facts">Hardware.</param>
/// <param name="RaysPerSecond">Speed estimate, from the benchmark, then from observed work.</param>
/// <param name="AskPrice">Lowest price a work unit.</param>
/// <param name="Reputation">Lower credible bound, [0, 1].</param>
/// <param name="Stake">Locked stake.</param>
/// <param name="Earned">Paid so far.</param>
/// <param name="TasksAccepted">Tasks that count.</param>
/// <param name="TasksFailed">Leases lost, failed or rejected.</param>
/// <param name="AuditsDone">Audits it did for others.</param>
/// <param name="Leases">What it works on.</param>
/// <param name="CachedPackages">Packages it says it holds.</param>
/// <param name="Load">Share of the machine that others use, [0, 1].</param>
/// <param name="Joined">First registration.</param>
/// <param name="LastSeen">Last heartbeat.</param>
/// <param name="ReplicatedCorrect">Results that were found correct with other operators' equal ones beside them: the weight of its votes.</param>
public sealed record NodeView(
    NodeId Id,
    OperatorId Operator,
    string Name,
    string Region,
    NodeStatus Status,
    string? Reason,
    HardwareFacts Facts,
    double RaysPerSecond,
    Tokens AskPrice,
    double Reputation,
    Tokens Stake,
    Tokens Earned,
    int TasksAccepted,
    int TasksFailed,
    int AuditsDone,
    IReadOnlyList<LeaseProgress> Leases,
    IReadOnlyList<Digest> CachedPackages,
    double Load,
    DateTimeOffset Joined,
    DateTimeOffset LastSeen,
    int ReplicatedCorrect = 0)
{
    /// <summary>Where it stands, and how the network knows.</summary>
    public NodePlace? Place { get; init; }

    /// <summary>Where it serves files to other nodes; null: nowhere.</summary>
    public Uri? ChunkAddress { get; init; }

    /// <summary>Bytes that it served to other nodes, as they say.</summary>
    public long BytesServed { get; init; }

    /// <summary>Bytes that it had from other nodes, as it says.</summary>
    public long BytesFromPeers { get; init; }
}

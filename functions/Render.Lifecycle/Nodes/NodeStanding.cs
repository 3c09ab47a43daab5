using Render.Network.Governance;
using Render.Network.Reputation;

namespace Render.Lifecycle.Nodes;

/// <summary>What a node did: plain counts for people, and evidence that fades.</summary>
public sealed record NodeStanding
{
    /// <summary>Tasks that were accepted.</summary>
    public int Accepted { get; init; }

    /// <summary>Leases lost, failed or rejected, audits not answered or false.</summary>
    public int Failed { get; init; }

    /// <summary>Audits done for others.</summary>
    public int Audits { get; init; }

    /// <summary>The evidence.</summary>
    public Evidence Evidence { get; init; }

    /// <summary>The standing after an accepted task.</summary>
    public NodeStanding AfterTask(long nowUnixMs, ReputationPolicy policy) =>
        this with { Accepted = Accepted + 1, Evidence = Evidence.WithSuccess(nowUnixMs, policy.HalfLifeDays) };

    /// <summary>The standing after a right audit.</summary>
    public NodeStanding AfterAudit(long nowUnixMs, ReputationPolicy policy) =>
        this with { Audits = Audits + 1, Evidence = Evidence.WithSuccess(nowUnixMs, policy.HalfLifeDays) };

    /// <summary>The standing after a fault.</summary>
    public NodeStanding AfterFault(Penalty penalty, long nowUnixMs, ReputationPolicy policy) =>
        this with { Failed = Failed + 1, Evidence = Evidence.WithFault(penalty, nowUnixMs, policy.HalfLifeDays) };

    /// <summary>Lower credible bound of its record now, millionths.</summary>
    public int ReputationPpm(long nowUnixMs, ReputationPolicy policy) => ReputationScore.Ppm(Evidence.At(nowUnixMs, policy.HalfLifeDays), policy);
}

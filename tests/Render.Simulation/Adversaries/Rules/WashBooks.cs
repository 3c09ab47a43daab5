using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Simulation.Adversaries.Rules;

/// <summary>The books of somebody who orders at the price floor, renders all of it and audits itself: the best case for washing, with all nodes its own.</summary>
/// <param name="AuditShare">Audited rays over rendered ones: 2 % of a large task, all of a task of one block.</param>
/// <param name="NetPerWorkUnit">Pay + emission − charge, in tokens a work unit, before any cost of computing.</param>
/// <param name="NetIfAuditsWereMinted">The same if audits earned emission beyond what was charged.</param>
internal sealed record WashBooks(double AuditShare, double NetPerWorkUnit, double NetIfAuditsWereMinted)
{
    private const ulong Rays = 1_000_000_000;

    /// <summary>The books for a share of audits.</summary>
    public static WashBooks Of(double auditShare)
    {
        var policy = Policy.Default;
        var (node, owner) = (NodeKey.IdOf(Digest.OfText("washer")), OperatorId.Parse("op-washer"));
        // A work unit a million rays.
        var terms = new SettlementTerms(Tokens.FromWhole(1_000), policy.Prices.Floor, 1_000_000, policy.Split);
        var settled = Settlement.Of(terms, [new NodeWork(node, owner, Rays, (ulong)(auditShare * Rays))]);
        var epoch = new EpochTerms(policy.Emission.Schedule.At(0), Tokens.Zero, policy.Emission.CapPerWorkUnit, policy.Emission.AvailabilityBp);
        // It is available too.
        var closed = EpochClose.Of(epoch, settled.Emission, [new NodeAvailability(node, owner, 1)]);
        const double units = Rays / 1e6;
        var net = (Amount(settled.Operators) + Amount(closed.Minted) - Amount(settled.Charge)) / units;
        return new WashBooks(auditShare, net, net + (auditShare * Amount(closed.Minted) / units));
    }

    private static double Amount(Tokens tokens) => (double)tokens.Units / 1e18;
}

using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Simulation.Adversaries.Rules;

/// <summary>What identities that only wait get of an epoch, beside six nodes that work.</summary>
/// <param name="Idle">Their number.</param>
/// <param name="WorkUnits">Accepted work of the epoch.</param>
/// <param name="PerIdentity">What each is minted, in tokens.</param>
/// <param name="IfUnbounded">What each would be minted if availability were not bounded by what work earns.</param>
internal sealed record IdleBooks(int Idle, double WorkUnits, double PerIdentity, double IfUnbounded)
{
    private const int Workers = 6;

    /// <summary>The books of an epoch.</summary>
    public static IdleBooks Of(int idle, double workUnits)
    {
        var emission = Policy.Default.Emission;
        var epoch = new EpochTerms(emission.Schedule.At(0), Tokens.Zero, emission.CapPerWorkUnit, emission.AvailabilityBp);
        NodeId Node(int i) => NodeKey.IdOf(Digest.OfText($"node {i}"));
        var work = Enumerable.Range(0, Workers).Select(i => new NodeEmissionWork(Node(i), OperatorId.Parse($"op-{i}"), (ulong)(workUnits * 1e6 / Workers)));
        var answers = Enumerable.Range(0, Workers + idle).Select(i => new NodeAvailability(Node(i), OperatorId.Parse($"op-{i}"), 10));
        var closed = EpochClose.Of(epoch, work, answers);
        var theirs = closed.Payouts.Where(payout => payout.Node == Node(Workers)).Sum(payout => Amount(payout.Amount));
        return new IdleBooks(idle, workUnits, theirs, Amount(epoch.Scheduled) * emission.AvailabilityBp / 10_000 / (Workers + idle));
    }

    private static double Amount(Tokens tokens) => (double)tokens.Units / 1e18;
}

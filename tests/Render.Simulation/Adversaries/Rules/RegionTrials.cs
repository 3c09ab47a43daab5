using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Scheduling;
using Render.Simulation.Figures;
using Render.Simulation.Machine;

namespace Render.Simulation.Adversaries.Rules;

/// <summary>What round trips say of nodes that lie about their region: the store stands in Dublin, and they declare us-east, some 5,000 km away at its nearest.</summary>
/// <param name="TrueKilometres">How far from the store they really stand.</param>
/// <param name="Trials">Nodes.</param>
/// <param name="Contradicted">Share that light itself convicts.</param>
/// <param name="Measured">Share that gets more than "declared": must be 0.</param>
internal sealed record RegionTrials(int TrueKilometres, int Trials, Interval Contradicted, double Measured)
{
    private static readonly StorePlace Store = new("eu-west", "IE", new GeoPoint(53_350_000, -6_260_000));

    /// <summary>Runs the trials for a distance.</summary>
    public static RegionTrials Run(int kilometres, int trials, ulong seed)
    {
        var random = new SeededStream(seed, FormattableString.Invariant($"region {kilometres}"));
        var (contradicted, measured) = (0, 0);
        for (var i = 0; i < trials; i++)
        {
            // Fibre is 1.2 to 2.5 times as long as the way, and hops add up to 5 ms.
            var micros = (long)((kilometres * 10 * (1.2 + (1.3 * random.Unit()))) + (5_000 * random.Unit()));
            var place = PlaceEvidence.Of("us-east", "", RoundTrips.None.With(micros), null, Store, PlacePolicy.Default, 0);
            contradicted += place.Doubt == PlaceDoubt.Contradicted ? 1 : 0;
            measured += place.Doubt == PlaceDoubt.None && place.RegionEvidence > EvidenceLevel.Declared ? 1 : 0;
        }

        return new RegionTrials(kilometres, trials, Interval.OfShare(contradicted, trials), (double)measured / trials);
    }
}

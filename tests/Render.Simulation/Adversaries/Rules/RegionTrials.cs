using Render.Network.Jobs;
using Render.Network.Scheduling;
using Render.Simulation.Machine;

namespace Render.Simulation.Adversaries.Rules;

/// <summary>What round trips say of nodes that lie about their region: they declare one 6,000 km from the store, of radius 1,500 km.</summary>
/// <param name="TrueKilometres">How far from the store they really stand.</param>
/// <param name="Trials">Nodes.</param>
/// <param name="Contradicted">Share that light itself convicts.</param>
/// <param name="Measured">Share that gets more than "declared": must be 0.</param>
internal sealed record RegionTrials(int TrueKilometres, int Trials, Interval Contradicted, double Measured)
{
    /// <summary>Runs the trials for a distance.</summary>
    public static RegionTrials Run(int kilometres, int trials, ulong seed)
    {
        var random = new SeededStream(seed, FormattableString.Invariant($"region {kilometres}"));
        var (contradicted, measured) = (0, 0);
        for (var i = 0; i < trials; i++)
        {
            // Fibre is 1.2 to 2.5 times as long as the way, and hops add up to 5 ms.
            var micros = (long)((kilometres * 10 * (1.2 + (1.3 * random.Unit()))) + (5_000 * random.Unit()));
            var evidence = PlaceEvidence.Assess(false, 6_000, 1_500, micros);
            contradicted += evidence is null ? 1 : 0;
            measured += evidence > EvidenceLevel.Declared ? 1 : 0;
        }

        return new RegionTrials(kilometres, trials, Interval.OfShare(contradicted, trials), (double)measured / trials);
    }
}

using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Scheduling;

namespace Render.Simulation.Actors.Strategies;

/// <summary>Honest, and chooses its work itself: what pays best of what it may have.</summary>
internal sealed class Chooser : NodeStrategy
{
    /// <inheritdoc/>
    public override string Name => "chooser";

    /// <inheritdoc/>
    public override bool Chooses => true;

    /// <inheritdoc/>
    public override JobId? Choose(IReadOnlyList<JobOffer> offers) =>
        offers.Where(offer => offer.Standing == ChoiceStanding.Open).OrderByDescending(offer => offer.PayPerUnit).ThenBy(offer => offer.Job).FirstOrDefault()?.Job;
}

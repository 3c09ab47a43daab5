using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Simulation.Actors.Strategies;

/// <summary>
/// A creator that withdraws its job when most of it is rendered and nodes are at work on the rest: what is accepted it must pay, what is under way it need
/// not. There is no way to reject good work: acceptance is the verdict's.
/// </summary>
internal sealed class BadCreator : CreatorStrategy
{
    /// <inheritdoc/>
    public override string Name => "bad-creator";

    /// <inheritdoc/>
    public override bool IsHonest => false;

    /// <inheritdoc/>
    public override TimeSpan Looks => TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override bool Cancels(JobView job) => job.State == JobState.Rendering && job.Tasks.Leased > 0 && 4 * job.Tasks.Accepted >= job.Tasks.Total;
}

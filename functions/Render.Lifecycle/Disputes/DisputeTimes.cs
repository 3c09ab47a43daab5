using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Network.Economics.Payloads;
using Render.Network.Governance;

namespace Render.Lifecycle.Disputes;

/// <summary>How long arbiters have, counted from the panel's entry in the ledger by the coordinator's date: if that is put back meanwhile, they have longer.</summary>
internal sealed class DisputeTimes(JobStore jobs, ILedger ledger, PolicyBook policies, TimeProvider clock)
{
    /// <summary>Beyond the policy's time, so that the ledger's clock has surely passed it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    /// <summary>The time left to commit; zero or less where it is over.</summary>
    public Task<TimeSpan> ToCommit(DisputeRecord dispute, CancellationToken cancellationToken) => Left(dispute, policy => policy.CommitSeconds, cancellationToken);

    /// <summary>The time left to reveal; zero or less where it is over.</summary>
    public Task<TimeSpan> ToReveal(DisputeRecord dispute, CancellationToken cancellationToken) =>
        Left(dispute, policy => policy.CommitSeconds + policy.RevealSeconds, cancellationToken);

    /// <summary>How long to wait until a time is over, more than zero.</summary>
    public static TimeSpan Wait(TimeSpan left) => left + Grace > Least ? left + Grace : Least;

    private async Task<TimeSpan> Left(DisputeRecord dispute, Func<DisputePolicy, int> seconds, CancellationToken cancellationToken)
    {
        var drawn = await ledger.Find(ArbitersDrawn.KeyOf(dispute.Receipt), cancellationToken) ?? throw new InvalidDataException($"The panel for {dispute.Receipt} is gone.");
        var policy = policies.Of(await jobs.Get(dispute.Entry.Task.Job, cancellationToken)).Disputes;
        return DateTimeOffset.FromUnixTimeMilliseconds(drawn.TimeUnixMs) + TimeSpan.FromSeconds(seconds(policy)) - clock.GetUtcNow();
    }
}

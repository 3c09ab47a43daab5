using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Scheduling;
using Render.Worker.Client;
using Render.Worker.Machine;
using Render.Worker.Peers;
using Render.Worker.Work;

namespace Render.Worker.Agent;

/// <summary>Says that the node lives, renews its leases, drops those it lost, lets results go that it kept back, and hears what is to be done first. Runs apart from rendering, so that work never delays it.</summary>
internal sealed class HeartbeatLoop(
    CoordinatorClient client, Connection connection, Membership membership, HeldLeases held, Outbox outbox, Func<IReadOnlyList<Digest>> packages,
    PeerDesk peers, int threads, INodeObserver observer, TimeProvider clock)
{
    /// <summary>What comes back later than this, the coordinator does not count.</summary>
    private static readonly TimeSpan EchoLife = TimeSpan.FromSeconds(10);

    private (PlaceDoubt Doubt, EvidenceLevel Region, EvidenceLevel Jurisdiction)? told;
    private long sequence;

    /// <summary>Beats until cancelled, at once when <paramref name="draining"/> begins.</summary>
    public async Task Run(CancellationToken draining, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Beat(draining.IsCancellationRequested, cancellationToken);
            await Pause(draining, cancellationToken);
        }
    }

    /// <summary>One heartbeat.</summary>
    public async Task Beat(bool draining, CancellationToken cancellationToken)
    {
        await Hear(await connection.Insist(token => client.Heartbeat(Say(draining), token), cancellationToken), draining, cancellationToken);
    }

    /// <summary>One heartbeat out of turn, which is tried once; whoever works does not wait for a coordinator that is away.</summary>
    /// <returns>Whether it was heard.</returns>
    public async Task<bool> TryBeat(CancellationToken cancellationToken)
    {
        try
        {
            await Hear(await client.Heartbeat(Say(draining: false), cancellationToken), draining: false, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is CoordinatorUnreachableException or CoordinatorRefusedException)
        {
            // The next one in turn says it again, and knows what to do about a refusal.
            return false;
        }
    }

    private async Task Hear(HeartbeatReply reply, bool draining, CancellationToken cancellationToken)
    {
        // First of all: the coordinator takes the time until it is back for the way.
        if (reply.Echo is { } nonce)
            await SendBack(nonce, cancellationToken);
        foreach (var lost in reply.Abandon)
            held.Abandon(lost);
        foreach (var renewed in reply.Renewed.Where(renewed => renewed.MayOpen))
            held.Open(renewed.LeaseId);
        // A node that drains takes nothing else, so that nobody would be served by its stopping.
        foreach (var yield in draining ? [] : reply.Yield)
            held.AskToYield(yield.LeaseId);
        if (reply.Abandon.Count > 0 || reply.Renewed.Any(renewed => renewed.MayOpen))
            outbox.Nudge();
        peers.Learn(membership.Current.NetworkId, reply.GrantKey);
        membership.Observe(reply.Status);
    }

    /// <summary>Sends back what the coordinator times. One try: a later one would time the failure.</summary>
    private async Task SendBack(Digest nonce, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(EchoLife, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var place = (await client.Answer(new Echo(nonce), either.Token)).Place;
            if (told == (told = (place.Doubt, place.RegionEvidence, place.JurisdictionEvidence)))
                return;
            observer.On(new PlaceSeen(place));
        }
        catch (Exception e) when (e is CoordinatorUnreachableException or CoordinatorRefusedException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // The coordinator asks again with another heartbeat.
        }
    }

    /// <summary>Says, once and as well as it can be said, that the node wants nothing more: what was drawn for it goes to another at once.</summary>
    public async Task SayGoodbye(CancellationToken cancellationToken)
    {
        try
        {
            await client.Heartbeat(Say(draining: true), cancellationToken);
        }
        catch (Exception e) when (e is CoordinatorUnreachableException or CoordinatorRefusedException or OperationCanceledException)
        {
            // It will find out by itself.
        }
    }

    private Heartbeat Say(bool draining) => new(
        Interlocked.Increment(ref sequence),
        draining,
        [.. held.All.Take(WireLimits.HeartbeatLeases).Select(lease => lease.Report())],
        [.. packages().Take(WireLimits.HeartbeatPackages)],
        MachineFacts.LoadOfOthers(threads));

    private async Task Pause(CancellationToken draining, CancellationToken cancellationToken)
    {
        var interval = TimeSpan.FromSeconds(Math.Clamp(membership.Current.HeartbeatSeconds, 0.05, 60));
        if (draining.IsCancellationRequested)
        {
            await Task.Delay(interval, clock, cancellationToken);
            return;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(draining, cancellationToken);
        await Task.Delay(interval, clock, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }
}

using Render.Network.Messages;

namespace Render.Worker.Agent;

/// <summary>Measures how long a node has had nothing to do, against what its options allow.</summary>
/// <param name="limit">The longest; null: any.</param>
/// <param name="clock">Measures, by its monotonic time.</param>
internal sealed class IdleWatch(TimeSpan? limit, TimeProvider clock)
{
    /// <summary>What a claim that waits to the very end may take beyond it, on a slow line.</summary>
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(2);

    private long since = clock.GetTimestamp();

    /// <summary>Whether the time is up.</summary>
    public bool IsOver => Left <= TimeSpan.Zero;

    /// <summary>How long the next claim may wait for work: no longer than the node does, so that a lease is never granted to a node that has gone.</summary>
    public double ClaimSeconds => Left is { } left
        ? Math.Clamp(left.TotalSeconds, 0, WireLimits.ClaimWaitSeconds)
        : WireLimits.ClaimWaitSeconds;

    private TimeSpan? Left => limit - clock.GetElapsedTime(since);

    /// <summary>The node had something to do until now.</summary>
    public void Restart() => since = clock.GetTimestamp();

    /// <summary>Cancelled when an answer that was asked for in time can no longer come: the coordinator is away.</summary>
    public CancellationTokenSource GiveUp() => Left is { } left
        ? new CancellationTokenSource((left > TimeSpan.Zero ? left : TimeSpan.Zero) + Answer, clock)
        : new CancellationTokenSource();
}

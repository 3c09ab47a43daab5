namespace Render.Lifecycle.Disputes;

/// <summary>How long arbiters have, counted from the panel's entry in the ledger.</summary>
internal static class DisputeTimes
{
    /// <summary>Beyond the policy's time, so that the ledger's clock has surely passed it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>The time left, more than zero.</summary>
    public static TimeSpan Left(long drawnUnixMs, int seconds, TimeProvider clock)
    {
        var left = DateTimeOffset.FromUnixTimeMilliseconds(drawnUnixMs) + TimeSpan.FromSeconds(seconds) + Grace - clock.GetUtcNow();
        return left > TimeSpan.FromMilliseconds(1) ? left : TimeSpan.FromMilliseconds(1);
    }
}

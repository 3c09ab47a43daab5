namespace Render.Lifecycle.Workflows;

/// <summary>How often and how soon a failed activity is tried again.</summary>
/// <param name="MaxAttempts">Attempts in all, at least 1.</param>
/// <param name="FirstDelay">The wait after the first failure, not negative.</param>
/// <param name="BackoffCoefficient">The factor from one wait to the next, at least 1. Default 2.</param>
/// <param name="MaxDelay">No wait is longer than this; null for no limit.</param>
public sealed record RetryPolicy(int MaxAttempts, TimeSpan FirstDelay, double BackoffCoefficient = 2, TimeSpan? MaxDelay = null)
{
    /// <summary>One attempt and no more; what a call without a policy gets.</summary>
    public static RetryPolicy None { get; } = new(1, TimeSpan.Zero, 1);

    /// <summary>Attempts in all, at least 1.</summary>
    public int MaxAttempts { get; } = MaxAttempts >= 1 ? MaxAttempts : throw new ArgumentOutOfRangeException(nameof(MaxAttempts));

    /// <summary>The wait after the first failure, not negative.</summary>
    public TimeSpan FirstDelay { get; } = FirstDelay >= TimeSpan.Zero ? FirstDelay : throw new ArgumentOutOfRangeException(nameof(FirstDelay));

    /// <summary>The factor from one wait to the next, at least 1 and finite.</summary>
    public double BackoffCoefficient { get; } =
        BackoffCoefficient >= 1 && double.IsFinite(BackoffCoefficient)
            ? BackoffCoefficient
            : throw new ArgumentOutOfRangeException(nameof(BackoffCoefficient));

    /// <summary>The wait between failure number <paramref name="failures"/> and the next attempt: first delay × coefficient^(failures − 1), at most <see cref="MaxDelay"/>.</summary>
    /// <param name="failures">Failures so far, at least 1.</param>
    public TimeSpan DelayAfter(int failures)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        var limit = MaxDelay ?? TimeSpan.FromDays(365);
        var ticks = FirstDelay.Ticks * Math.Pow(BackoffCoefficient, failures - 1);
        return ticks < limit.Ticks ? TimeSpan.FromTicks((long)ticks) : limit;
    }

    /// <summary>Whether another attempt follows failure number <paramref name="failures"/>.</summary>
    public bool Allows(int failures) => failures < MaxAttempts;
}

namespace Render.Storage.Queues;

/// <summary>How wake-ups travel through Azure Storage's queues.</summary>
public sealed record AzureTaskQueueOptions
{
    /// <summary>Stands before the names of all queues, so that several networks can share an account. Lower-case letters, digits and single hyphens. Default empty.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The most wake-ups that a pool keeps, as far as this process knows; more are dropped. Default 100.</summary>
    public int Capacity { get; init; } = 100;

    /// <summary>How long a wake-up that nobody takes is kept. Default 5 minutes.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a wake-up stays hidden from others when whoever received it ended before it was passed on. Default 30 seconds.</summary>
    public TimeSpan Hidden { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause after a look that found nothing; it doubles with each further one. Default 50 milliseconds.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest pause: the most that a wake-up of another process may be late. One of this process never waits for a pause. Default 5 seconds.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a derived queue may be unused before it is removed. Default 30 minutes.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(30);
}

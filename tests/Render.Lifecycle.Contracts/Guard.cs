namespace Render.Lifecycle.Contracts;

/// <summary>Turns a hang into a failure.</summary>
public static class Guard
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static Task Guarded(this Task task) => task.WaitAsync(Limit);

    public static Task<T> Guarded<T>(this Task<T> task) => task.WaitAsync(Limit);
}

namespace Render.WorkerJob.Waking;

/// <summary>Where wake-ups come from. They carry nothing: lost or repeated, they change nothing but when a worker looks for work.</summary>
internal interface IWakeUps
{
    /// <summary>Takes one wake-up, which is then gone.</summary>
    /// <param name="atMost">How long to wait for one; null: for ever.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The queue it came from; null: there was none in time.</returns>
    Task<string?> Take(TimeSpan? atMost, CancellationToken cancellationToken);

    /// <summary>Takes away what rang so long ago that the worker has looked since: it would only start others that find nothing.</summary>
    /// <param name="age">How long ago at least.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many.</returns>
    Task<int> Clear(TimeSpan age, CancellationToken cancellationToken);
}

using Render.Lifecycle.Ports;
using Render.Network.Jobs;

namespace Render.Lifecycle.Dispatch;

/// <summary>
/// Wakes workers that sleep until there is work, where those that wait over HTTP leave tasks open. One loop calls it; between two calls any
/// number of tasks may open and close at the cost of one look.
/// </summary>
internal sealed class PoolBell(ITaskQueue queue, TaskBoard board, TimeProvider clock, LifecycleOptions options)
{
    private readonly long started = clock.GetTimestamp();
    private readonly Dictionary<Tier, PoolLevel> levels = Enum.GetValues<Tier>().ToDictionary(tier => tier, _ => default(PoolLevel));

    /// <summary>Looks once; where tasks have opened, gives the nodes that wait a moment to take them and wakes workers for the rest.</summary>
    public async Task Step(CancellationToken cancellationToken)
    {
        if (!Note())
            return;
        await Task.Delay(options.FirstRefusal, clock, cancellationToken);
        var open = board.OpenByTier();
        foreach (var tier in levels.Keys)
        {
            var (wakeUps, next) = levels[tier].Look(open[tier], Now, options.WakeUps);
            if (wakeUps > 0)
                await queue.Enqueue(WorkPools.Of(tier), wakeUps, cancellationToken);
            // Remembered only now: where the queue does not answer, the next look rings for the same tasks.
            levels[tier] = next;
        }
    }

    private TimeSpan Now => clock.GetElapsedTime(started);

    /// <summary>Remembers what wakes nobody; true where something would.</summary>
    private bool Note()
    {
        var open = board.OpenByTier();
        var due = false;
        foreach (var tier in levels.Keys)
        {
            var (wakeUps, next) = levels[tier].Look(open[tier], Now, options.WakeUps);
            if (wakeUps == 0)
                levels[tier] = next;
            due |= wakeUps > 0;
        }

        return due;
    }
}

using System.Globalization;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Telemetry;
using Render.Network.Jobs;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Dispatch;

/// <summary>
/// Asks leases of cheaper tiers to yield where a dearer one has less than its share and no node idle; see <see cref="PreemptionRule"/>. The row says so
/// first; the node hears it with its next heartbeat. One that does not listen keeps its lease as it was.
/// </summary>
internal sealed class PreemptLeases(TaskBoard board, TaskStore tasks, Facts known, PolicyBook policies, LifecycleMetrics metrics, TimeProvider clock)
{
    /// <summary>Looks once.</summary>
    public async Task Step(CancellationToken cancellationToken)
    {
        foreach (var (task, work, waiting) in board.ChooseYields(known.Of, policies.Current.Leases))
        {
            var why = string.Create(
                CultureInfo.InvariantCulture,
                $"pre-empted for {waiting.Id}, {waiting.Record.Tier}: its tier lacks speed, and this node needs {work.RemainingMillis / 1e3:0.#} s more; what is rendered is kept");
            var next = await tasks.Change(
                task,
                record => record is { State: TaskState.Leased, Duplicate: null, Commitment: null } && record.Lease!.Id == work.Lease ? TaskMoves.Yield(record, clock.GetUtcNow(), why) : null,
                cancellationToken);
            if (next is null)
                continue;
            board.Ask(task, work.Lease, waiting);
            metrics.Yielded("asked");
        }
    }
}

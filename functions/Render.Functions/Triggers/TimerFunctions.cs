using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Render.Network.Messages;

namespace Render.Functions.Triggers;

/// <summary>
/// What is due whether or not anybody asks. The coordinator does both by itself while it runs; the timers also see to it that it does: their requests start it where
/// no instance is up.
/// </summary>
internal sealed class TimerFunctions(CoordinatorCalls coordinator, TimeProvider time, ILogger<TimerFunctions> log)
{
    /// <summary>Takes away expired leases and audits, and ends jobs whose deadline passed.</summary>
    [Function("sweep-leases")]
    public Task SweepLeases([TimerTrigger("*/30 * * * * *")] TimerInfo timer, CancellationToken stop) => coordinator.Sweep(stop);

    /// <summary>Closes an epoch whose workflow did not, such as after a backend was replaced.</summary>
    [Function("close-epochs")]
    public async Task CloseEpochs([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken stop)
    {
        var epochs = await coordinator.Api.Get<IReadOnlyList<EpochView>>("/v1/epochs", stop);
        // The workflow is given a minute: it is the one that usually does.
        if (epochs is [.., { Closed: false } open] && open.Ends + TimeSpan.FromMinutes(1) < time.GetUtcNow())
        {
            await coordinator.Api.Post<CloseEpochRequest, EpochView>("/v1/epochs/close", new CloseEpochRequest(), stop);
            log.EpochClosed(open.Number);
        }
    }
}

using Render.Lifecycle.Disputes;
using Render.Lifecycle.Epochs;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Workflows;
using Render.Network.Jobs;

namespace Render.Lifecycle.Dispatch;

/// <summary>Starts the workflows that a crash kept from starting.</summary>
internal sealed class Resumption(IState state, OpenJob open, OpenDispute openDispute, IWorkflows workflows)
{
    /// <summary>Starts what should run and does not; repeating it is harmless.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        await foreach (var found in state.All<JobRecord>(JobRecord.Partition, cancellationToken))
            if (!JobTransitions.IsFinal(found.Value.State, found.Value.OrderHash is not null))
                await open.Start(found.Value, cancellationToken);
        await openDispute.Resume(cancellationToken);
        var epoch = 0;
        await foreach (var found in state.All<EpochRecord>(EpochRecord.Partition, cancellationToken))
            epoch = found.Value.View is null ? found.Value.Number : found.Value.Number + 1;
        await workflows.Start(EpochWorkflow.IdOf(epoch), EpochWorkflow.Name.Name, epoch, cancellationToken);
    }
}

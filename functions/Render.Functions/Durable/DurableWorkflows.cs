using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Render.Lifecycle.Workflows;

namespace Render.Functions.Durable;

/// <summary><see cref="IWorkflows"/> on Microsoft.DurableTask's client.</summary>
/// <param name="catalog">Which workflows there are.</param>
/// <param name="client">Gives the client; a host may have to wait for it.</param>
internal sealed class DurableWorkflows(WorkflowCatalog catalog, Func<CancellationToken, ValueTask<DurableTaskClient>> client) : IWorkflows
{
    private static readonly string[] Every = [.. Enum.GetNames<OrchestrationRuntimeStatus>()];

    /// <inheritdoc/>
    public async Task<bool> Start<TIn>(string id, string name, TIn input, CancellationToken cancellationToken = default)
    {
        var version = catalog.Newest(name).Version;
        var durable = await client(cancellationToken);
        if (await IsKnown(durable, id, name, cancellationToken))
            return false;
        try
        {
            await durable.ScheduleNewOrchestrationInstanceAsync(
                name, DurableJson.Write(new WorkflowStart(DurableJson.Write(input), version)),
                new StartOrchestrationOptions(id) { DedupeStatuses = Every, Version = DurableVersion.Of(version) }, cancellationToken);
            return true;
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.AlreadyExists)
        {
            // Somebody else was faster: the instance is there, which is what was asked for.
            await IsKnown(durable, id, name, cancellationToken);
            return false;
        }
    }

    /// <inheritdoc/>
    public async Task<RaiseResult> RaiseEvent<T>(string id, string name, T payload, string eventKey, CancellationToken cancellationToken = default)
    {
        var durable = await client(cancellationToken);
        switch (await durable.GetInstanceAsync(id, getInputsAndOutputs: false, cancellationToken))
        {
            case null:
                return RaiseResult.UnknownInstance;
            case { IsCompleted: true }:
                return RaiseResult.TooLate;
            default:
                await durable.RaiseEventAsync(id, name, DurableJson.Write(new RaisedEvent(name, eventKey, DurableJson.Write(payload))), cancellationToken);
                return RaiseResult.Accepted;
        }
    }

    /// <inheritdoc/>
    public async Task<WorkflowStatus?> GetStatus(string id, CancellationToken cancellationToken = default) =>
        await (await client(cancellationToken)).GetInstanceAsync(id, getInputsAndOutputs: true, cancellationToken) is { } found ? DurableStatus.Of(found, catalog) : null;

    /// <inheritdoc/>
    public async Task<WorkflowStatus> WaitForCompletion(string id, CancellationToken cancellationToken = default)
    {
        var durable = await client(cancellationToken);
        if (await durable.GetInstanceAsync(id, getInputsAndOutputs: false, cancellationToken) is null)
            throw new KeyNotFoundException($"There is no workflow {id}.");
        return DurableStatus.Of(await durable.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, cancellationToken), catalog);
    }

    /// <inheritdoc/>
    public async Task<bool> Cancel(string id, string reason, CancellationToken cancellationToken = default)
    {
        var durable = await client(cancellationToken);
        if (await durable.GetInstanceAsync(id, getInputsAndOutputs: false, cancellationToken) is not { IsCompleted: false })
            return false;
        await durable.TerminateInstanceAsync(id, new TerminateInstanceOptions(reason, Recursive: true), cancellationToken);
        return true;
    }

    /// <inheritdoc/>
    /// <remarks>The backend knows no order: the instances that match are read to their end first.</remarks>
    public async IAsyncEnumerable<WorkflowStatus> List(WorkflowQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var found = new List<WorkflowStatus>();
        var filter = new OrchestrationQuery(InstanceIdPrefix: query.IdPrefix, FetchInputsAndOutputs: true);
        await foreach (var instance in (await client(cancellationToken)).GetAllInstancesAsync(filter).WithCancellation(cancellationToken))
            if (DurableStatus.Of(instance, catalog) is var status && (query.State is null || status.State == query.State))
                found.Add(status);
        foreach (var status in found.OrderBy(status => status.Id, StringComparer.Ordinal))
            yield return status;
    }

    private static async Task<bool> IsKnown(DurableTaskClient durable, string id, string name, CancellationToken cancellationToken) =>
        await durable.GetInstanceAsync(id, getInputsAndOutputs: false, cancellationToken) switch
        {
            null => false,
            { Name: var known } when known == name => true,
            { Name: var other } => throw new WorkflowConflictException(id, other, name),
        };
}

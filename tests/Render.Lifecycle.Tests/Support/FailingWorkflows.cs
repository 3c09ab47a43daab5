using Render.Lifecycle.Ports;
using Render.Lifecycle.Workflows;

namespace Render.Lifecycle.Tests.Support;

/// <summary>An engine that nobody reaches.</summary>
internal sealed class FailingWorkflows : IWorkflows
{
    public Task<bool> Start<TIn>(string id, string name, TIn input, CancellationToken cancellationToken = default) => throw Away();

    public Task<RaiseResult> RaiseEvent<T>(string id, string name, T payload, string eventKey, CancellationToken cancellationToken = default) => throw Away();

    public Task<WorkflowStatus?> GetStatus(string id, CancellationToken cancellationToken = default) => throw Away();

    public Task<WorkflowStatus> WaitForCompletion(string id, CancellationToken cancellationToken = default) => throw Away();

    public Task<bool> Cancel(string id, string reason, CancellationToken cancellationToken = default) => throw Away();

    public IAsyncEnumerable<WorkflowStatus> List(WorkflowQuery query, CancellationToken cancellationToken = default) => throw Away();

    private static StorageUnavailableException Away() => new("workflows", "no answer");
}

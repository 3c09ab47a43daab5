using Render.Lifecycle.Contracts;
using Render.Lifecycle.Workflows;
using Render.Local.Durable;

namespace Render.Local.Tests.Durable;

/// <summary>Instances stay in memory between turns.</summary>
public sealed class DurableEngineContractTests : StrictWorkflowsContract
{
    protected override Task<IWorkflowsHost> Open(WorkflowCatalog catalog) =>
        Task.FromResult<IWorkflowsHost>(new DurableHost(catalog, new DurableOptions()).Start());
}

/// <summary>Every turn replays the history; nothing may differ.</summary>
public sealed class DurableEngineReplayingContractTests : StrictWorkflowsContract
{
    protected override Task<IWorkflowsHost> Open(WorkflowCatalog catalog) =>
        Task.FromResult<IWorkflowsHost>(new DurableHost(catalog, new DurableOptions { MaxResident = 0 }).Start());
}

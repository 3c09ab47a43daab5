using Render.Lifecycle.Contracts;
using Render.Lifecycle.Workflows;

namespace Render.Functions.Tests.Durable;

/// <summary>The scenarios of the embedded engine on Microsoft.DurableTask: the same outcomes.</summary>
public sealed class DurableTaskContractTests : WorkflowsContract
{
    /// <summary>The backend's clock cannot be moved.</summary>
    protected override TimeSpan Span => TimeSpan.FromSeconds(1.5);

    /// <summary>The backend looks for work twice a second once it has as much as there are processors.</summary>
    protected override int Many => 20;

    /// <summary>The backend cannot look whether a key was there before.</summary>
    protected override RaiseResult Repeated => RaiseResult.Accepted;

    /// <summary>What the framework hands over once a generation has ended goes into the next one's queue behind what came meanwhile. The lifecycle's events are nudges, which order does not matter to.</summary>
    protected override bool KeepsOrderOverGenerations => false;

    protected override async Task<IWorkflowsHost> Open(WorkflowCatalog catalog) => await DurableTaskHost.Start(catalog);
}

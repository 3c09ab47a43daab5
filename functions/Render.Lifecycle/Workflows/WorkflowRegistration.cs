namespace Render.Lifecycle.Workflows;

/// <summary>A workflow as an engine sees it: JSON in, JSON out.</summary>
/// <param name="Name">The registered name.</param>
/// <param name="Version">Which version of the name's code this is, from 1.</param>
/// <param name="Run">Creates the workflow and runs it on the context; input and result are UTF-8 JSON.</param>
public sealed record WorkflowRegistration(
    string Name, int Version, Func<IServiceProvider, IWorkflowContext, ReadOnlyMemory<byte>, Task<byte[]>> Run);

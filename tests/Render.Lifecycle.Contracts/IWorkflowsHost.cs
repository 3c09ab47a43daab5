using Render.Lifecycle.Workflows;

namespace Render.Lifecycle.Contracts;

/// <summary>An adapter of <see cref="IWorkflows"/> under test.</summary>
public interface IWorkflowsHost : IAsyncDisposable
{
    /// <summary>The adapter; another one after <see cref="Restart"/>.</summary>
    IWorkflows Workflows { get; }

    /// <summary>Moves its clock on.</summary>
    void Advance(TimeSpan span);

    /// <summary>Stops the host and starts another one on the same data.</summary>
    /// <param name="catalog">What the other one knows, as after a deployment; null for the same as before.</param>
    Task Restart(WorkflowCatalog? catalog = null);

    /// <summary>How many records the adapter keeps of an instance's history, whatever it calls a record; at most a few for each step of the generation.</summary>
    Task<int> StoredHistory(string id);
}

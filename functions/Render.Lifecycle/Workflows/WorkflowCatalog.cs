namespace Render.Lifecycle.Workflows;

/// <summary>The workflows and activities a host can run, by name.</summary>
/// <remarks>Filled once at start and only read afterwards. Names are stored in histories: a name in use must stay. The factories get
/// the host's services; each run of a workflow and each attempt of an activity makes its own object.</remarks>
public sealed class WorkflowCatalog
{
    private readonly Dictionary<string, WorkflowRegistration> _workflows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ActivityRegistration> _activities = new(StringComparer.Ordinal);

    /// <summary>All workflows.</summary>
    public IReadOnlyCollection<WorkflowRegistration> Workflows => _workflows.Values;

    /// <summary>All activities.</summary>
    public IReadOnlyCollection<ActivityRegistration> Activities => _activities.Values;

    /// <summary>Adds a workflow.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public WorkflowCatalog AddWorkflow<TIn, TOut>(string name, Func<IServiceProvider, IWorkflow<TIn, TOut>> factory)
    {
        _workflows.Add(name, new WorkflowRegistration(name, async (services, context, input) =>
            LifecycleJson.Write(await factory(services).Run(context, LifecycleJson.Read<TIn>(input.Span)))));
        return this;
    }

    /// <summary>Adds a workflow under its typed name.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public WorkflowCatalog AddWorkflow<TIn, TOut>(WorkflowName<TIn, TOut> name, Func<IServiceProvider, IWorkflow<TIn, TOut>> factory) =>
        AddWorkflow(name.Name, factory);

    /// <summary>Adds a workflow that is one function.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public WorkflowCatalog AddWorkflow<TIn, TOut>(string name, Func<IWorkflowContext, TIn, Task<TOut>> run)
    {
        _workflows.Add(name, new WorkflowRegistration(name, async (_, context, input) =>
            LifecycleJson.Write(await run(context, LifecycleJson.Read<TIn>(input.Span)))));
        return this;
    }

    /// <summary>Adds an activity.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public WorkflowCatalog AddActivity<TIn, TOut>(string name, Func<IServiceProvider, IActivity<TIn, TOut>> factory)
    {
        _activities.Add(name, new ActivityRegistration(name, async (services, context, input, stop) =>
            LifecycleJson.Write(await factory(services).Run(context, LifecycleJson.Read<TIn>(input.Span), stop))));
        return this;
    }

    /// <summary>Adds an activity under its typed name.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public WorkflowCatalog AddActivity<TIn, TOut>(ActivityName<TIn, TOut> name, Func<IServiceProvider, IActivity<TIn, TOut>> factory) =>
        AddActivity(name.Name, factory);

    /// <summary>Adds an activity that is one function.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public WorkflowCatalog AddActivity<TIn, TOut>(string name, Func<ActivityContext, TIn, CancellationToken, Task<TOut>> run)
    {
        _activities.Add(name, new ActivityRegistration(name, async (_, context, input, stop) =>
            LifecycleJson.Write(await run(context, LifecycleJson.Read<TIn>(input.Span), stop))));
        return this;
    }

    /// <summary>The workflow of this name.</summary>
    /// <exception cref="UnknownNameException">None is registered.</exception>
    public WorkflowRegistration Workflow(string name) =>
        _workflows.TryGetValue(name, out var found) ? found : throw new UnknownNameException("workflow", name);

    /// <summary>The activity of this name.</summary>
    /// <exception cref="UnknownNameException">None is registered.</exception>
    public ActivityRegistration Activity(string name) =>
        _activities.TryGetValue(name, out var found) ? found : throw new UnknownNameException("activity", name);
}

using System.Globalization;

namespace Render.Lifecycle.Workflows;

/// <summary>The workflows and activities a host can run, by name.</summary>
/// <remarks>
/// Filled once at start and only read afterwards. Names are stored in histories: a name in use must stay. The factories get
/// the host's services; each run of a workflow and each attempt of an activity makes its own object.
/// <para>A workflow whose calls change gets a new version beside the old one. What begins, begins with the newest; what runs, replays on
/// the version it began with, and is held where that is not registered. The old version may go once no instance is left on it. All
/// versions of a name understand each other's input and result, as old and new code of an activity do.</para>
/// </remarks>
public sealed class WorkflowCatalog
{
    private readonly Dictionary<string, SortedList<int, WorkflowRegistration>> _workflows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ActivityRegistration> _activities = new(StringComparer.Ordinal);

    /// <summary>All versions of all workflows.</summary>
    public IReadOnlyCollection<WorkflowRegistration> Workflows => [.. _workflows.Values.SelectMany(versions => versions.Values)];

    /// <summary>All activities.</summary>
    public IReadOnlyCollection<ActivityRegistration> Activities => _activities.Values;

    /// <summary>Adds a workflow, or a version of one.</summary>
    /// <param name="name">The name it is started by.</param>
    /// <param name="factory">Makes it.</param>
    /// <param name="version">From 1.</param>
    /// <exception cref="ArgumentException">The name has this version already.</exception>
    public WorkflowCatalog AddWorkflow<TIn, TOut>(string name, Func<IServiceProvider, IWorkflow<TIn, TOut>> factory, int version = 1) =>
        Add(name, version, async (services, context, input) =>
            LifecycleJson.Write(await factory(services).Run(context, LifecycleJson.Read<TIn>(input.Span))));

    /// <summary>Adds a workflow, or a version of one, under its typed name.</summary>
    /// <param name="name">The name it is started by.</param>
    /// <param name="factory">Makes it.</param>
    /// <param name="version">From 1.</param>
    /// <exception cref="ArgumentException">The name has this version already.</exception>
    public WorkflowCatalog AddWorkflow<TIn, TOut>(WorkflowName<TIn, TOut> name, Func<IServiceProvider, IWorkflow<TIn, TOut>> factory, int version = 1) =>
        AddWorkflow(name.Name, factory, version);

    /// <summary>Adds a workflow, or a version of one, that is one function.</summary>
    /// <param name="name">The name it is started by.</param>
    /// <param name="run">The story.</param>
    /// <param name="version">From 1.</param>
    /// <exception cref="ArgumentException">The name has this version already.</exception>
    public WorkflowCatalog AddWorkflow<TIn, TOut>(string name, Func<IWorkflowContext, TIn, Task<TOut>> run, int version = 1) =>
        Add(name, version, async (_, context, input) =>
            LifecycleJson.Write(await run(context, LifecycleJson.Read<TIn>(input.Span))));

    /// <summary>Adds a version of a workflow as it is registered elsewhere.</summary>
    /// <exception cref="ArgumentException">The name has this version already.</exception>
    public WorkflowCatalog Add(WorkflowRegistration workflow) => Add(workflow.Name, workflow.Version, workflow.Run);

    /// <summary>Adds an activity as it is registered elsewhere: a host that hands its activities to another process wraps them so.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public WorkflowCatalog Add(ActivityRegistration activity)
    {
        _activities.Add(activity.Name, activity);
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

    /// <summary>The newest version of a workflow: what an instance begins with.</summary>
    /// <exception cref="UnknownNameException">No version is registered.</exception>
    public WorkflowRegistration Newest(string name) =>
        _workflows.TryGetValue(name, out var versions) ? versions.Values[^1] : throw new UnknownNameException("workflow", name);

    /// <summary>The number of the newest version of a workflow; 0 where none is registered.</summary>
    public int NewestVersion(string name) => _workflows.TryGetValue(name, out var versions) ? versions.Keys[^1] : 0;

    /// <summary>The version of a workflow that an instance began with; null where this build does not know it, so that the instance is held.</summary>
    public WorkflowRegistration? Find(string name, int version) => _workflows.GetValueOrDefault(name)?.GetValueOrDefault(version);

    /// <summary>Why an instance of this version is held, for its status; null where this build knows the version.</summary>
    public string? WhyHeld(string name, int version) => Find(name, version) is not null
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"version {version} of the workflow is unknown to this build, which knows {Known(name)}; it goes on with a build that knows it");

    /// <summary>The activity of this name.</summary>
    /// <exception cref="UnknownNameException">None is registered.</exception>
    public ActivityRegistration Activity(string name) =>
        _activities.TryGetValue(name, out var found) ? found : throw new UnknownNameException("activity", name);

    private string Known(string name) => _workflows.TryGetValue(name, out var versions)
        ? (versions.Count == 1 ? "version " : "versions ") + string.Join(", ", versions.Keys)
        : "no version";

    private WorkflowCatalog Add(string name, int version, Func<IServiceProvider, IWorkflowContext, ReadOnlyMemory<byte>, Task<byte[]>> run)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        if (!_workflows.TryGetValue(name, out var versions))
        {
            _workflows.Add(name, versions = []);
        }

        versions.Add(version, new WorkflowRegistration(name, version, run));
        return this;
    }
}

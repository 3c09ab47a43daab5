using System.Globalization;
using System.Text.Json;
using Microsoft.DurableTask;
using Render.Lifecycle.Workflows;
using RetryPolicy = Render.Lifecycle.Workflows.RetryPolicy;

namespace Render.Functions.Durable;

/// <summary><see cref="IWorkflowContext"/> on Microsoft.DurableTask. It awaits only what the framework's context gives, so it replays as that does.</summary>
/// <param name="inner">The framework's context.</param>
/// <param name="catalog">Tells newest versions.</param>
/// <param name="start">What the orchestration started from.</param>
internal sealed class DurableWorkflowContext(TaskOrchestrationContext inner, WorkflowCatalog catalog, WorkflowStart start) : IWorkflowContext
{
    private readonly DurableEvents events = new(inner, start);
    private JsonElement? status = start.Status;
    private JsonElement? next;
    private int sequence;

    /// <inheritdoc/>
    public string InstanceId => inner.InstanceId;

    /// <inheritdoc/>
    public int Version => start.Version;

    /// <inheritdoc/>
    public DateTimeOffset Now => new(DateTime.SpecifyKind(inner.CurrentUtcDateTime, DateTimeKind.Utc));

    /// <inheritdoc/>
    public bool IsReplaying => inner.IsReplaying;

    /// <summary>What the next generation starts from; null where the workflow did not ask for one. The generation is over once this is read.</summary>
    public WorkflowStart? TakeNext()
    {
        if (next is not { } input)
            return null;
        events.End();
        return new WorkflowStart(input, catalog.NewestVersion(inner.Name), start.Parent, start.Generation + 1, status, events.Seen, events.Untaken);
    }

    /// <inheritdoc/>
    public Guid NewGuid() => inner.NewGuid();

    /// <inheritdoc/>
    public Task<TOut> CallActivity<TIn, TOut>(string name, TIn input, RetryPolicy? retry = null) =>
        Attempts<TOut>(name, DurableJson.Write(input), ++sequence, retry ?? RetryPolicy.None);

    /// <inheritdoc/>
    public async Task<TOut> CallSubWorkflow<TIn, TOut>(string name, TIn input, string? instanceId = null)
    {
        var id = instanceId ?? string.Create(CultureInfo.InvariantCulture, $"{InstanceId}:{start.Generation}:{++sequence}");
        if (id == InstanceId)
            throw new SubWorkflowFailedException(name, id, "A workflow cannot be a part of itself.");
        try
        {
            // In a replay by a newer build the version may be another; the framework keeps the one that was recorded.
            var version = catalog.NewestVersion(name);
            var begun = DurableJson.Write(new WorkflowStart(DurableJson.Write(input), version, InstanceId));
            var options = new SubOrchestrationOptions(instanceId: id) { Version = DurableVersion.Of(version) };
            return DurableJson.Read<TOut>(await inner.CallSubOrchestratorAsync<JsonElement>(name, begun, options));
        }
        catch (TaskFailedException e) when (e.FailureDetails is null)
        {
            // A terminated instance has no failure; why it was terminated stays with it.
            throw new WorkflowCancelledException(id, "its status says why");
        }
        catch (TaskFailedException e)
        {
            throw new SubWorkflowFailedException(name, id, DurableErrors.Text(e.FailureDetails));
        }
    }

    /// <inheritdoc/>
    public Task CreateTimer(DateTimeOffset until, CancellationToken cancellationToken = default)
    {
        sequence++;
        return cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : inner.CreateTimer(until.UtcDateTime, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<T> WaitForEvent<T>(string name, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var line = events.Line(name);
        if (line.TryTake(out var payload))
            return Task.FromResult(Read<T>(name, payload));
        if (cancellationToken.IsCancellationRequested || timeout <= TimeSpan.Zero)
            return Task.FromCanceled<T>(cancellationToken.IsCancellationRequested ? cancellationToken : new CancellationToken(canceled: true));
        return Wait<T>(name, line, timeout, cancellationToken);
    }

    /// <inheritdoc/>
    public void SetStatus(object? status)
    {
        this.status = status is null ? null : DurableJson.WriteObject(status);
        ShowStatus();
    }

    /// <inheritdoc/>
    public void ContinueAsNew<TIn>(TIn input) => next = DurableJson.Write(input);

    /// <summary>Shows the custom status that the generation before left.</summary>
    public void ShowStatus() => inner.SetCustomStatus(status);

    private async Task<TOut> Attempts<TOut>(string name, JsonElement input, int call, RetryPolicy retry)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await Attempt(name, new ActivityCall(new ActivityContext(InstanceId, start.Generation, call, attempt), input));
            if (answer.Error is not { } error)
                return DurableJson.Read<TOut>(answer.Result ?? default);
            if (answer.Permanent || !retry.Allows(attempt))
                throw new ActivityFailedException(name, call, answer.ErrorType!, error);
            await inner.CreateTimer(inner.CurrentUtcDateTime + retry.DelayAfter(attempt), CancellationToken.None);
        }
    }

    private async Task<ActivityAnswer> Attempt(string name, ActivityCall call)
    {
        try
        {
            return DurableJson.Read<ActivityAnswer>(await inner.CallActivityAsync<JsonElement>(name, DurableJson.Write(call)));
        }
        catch (TaskFailedException e)
        {
            // Not the activity failed but whoever ran it: the process ended, or the host refused.
            return new ActivityAnswer(null, e.FailureDetails.ErrorType, e.FailureDetails.ErrorMessage);
        }
    }

    private async Task<T> Wait<T>(string name, EventLine line, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var wait = line.Wait();
        using var given = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var cancelled = cancellationToken.UnsafeRegister(
            _ =>
            {
                if (line.GiveUp(wait))
                    wait.Value.SetCanceled(cancellationToken);
            },
            null);
        if (timeout is { } span)
        {
            sequence++;
            var timer = inner.CreateTimer(inner.CurrentUtcDateTime + span, given.Token);
            if (await Task.WhenAny(wait.Value.Task, timer) == timer && line.GiveUp(wait))
                throw new TaskCanceledException($"Nobody raised '{name}' in time.");
#pragma warning disable CA1849 // CancelAsync goes on outside the orchestrator's thread.
            given.Cancel();
#pragma warning restore CA1849
        }

        return Read<T>(name, await wait.Value.Task);
    }

    private static T Read<T>(string name, JsonElement payload)
    {
        try
        {
            return DurableJson.Read<T>(payload);
        }
        catch (JsonException e)
        {
            throw new JsonException($"The payload of event '{name}' is of another shape: {e.Message}", e);
        }
    }
}

using System.Text.Json.Serialization;
using Render.Network.Jobs;

namespace Render.Network.Messages;

/// <summary>
/// A node asks for work; the answer comes when there is some, or after the wait with an empty list. Where it names a job or a task it chooses itself: the
/// answer comes at once, with that or with a refusal that says why not. What is due from the node, such as audits, comes before either.
/// </summary>
/// <param name="Max">Most assignments wanted, 1 … 16.</param>
/// <param name="WaitSeconds">How long to wait for work, 0 … 20 s; a node that chooses does not wait.</param>
public sealed record ClaimWork(int Max, double WaitSeconds)
{
    /// <summary>Whether the node chooses.</summary>
    [JsonIgnore]
    public bool IsChoice => Job is not null || Task is not null;

    /// <summary>The job that tasks are wanted of; null: any.</summary>
    public JobId? Job { get; init; }

    /// <summary>The one task that is wanted; null: any.</summary>
    public TaskId? Task { get; init; }
}

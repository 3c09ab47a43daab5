using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Reputation;

namespace Render.Network.Messages;

/// <summary>Why a node stands where it stands.</summary>
/// <param name="Id">The node.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">Its status.</param>
/// <param name="Standing">The status in a sentence, with what comes next.</param>
/// <param name="Score">Its score as a sum.</param>
/// <param name="Stake">Its locked stake.</param>
/// <param name="BoundStake">What of it unsettled tasks bind.</param>
/// <param name="FreeStake">What further tasks can bind.</param>
/// <param name="Engines">The engines it ran, the present one first.</param>
/// <param name="Assignments">Its latest assignments, the newest first.</param>
public sealed record NodeExplanation(
    NodeId Id,
    string Name,
    NodeStatus Status,
    string Standing,
    ScoreExplanation Score,
    Tokens Stake,
    Tokens BoundStake,
    Tokens FreeStake,
    IReadOnlyList<EngineExplanation> Engines,
    IReadOnlyList<AssignmentExplanation> Assignments)
{
    /// <summary>Where it stands, and how the network knows.</summary>
    public NodePlace? Place { get; init; }
}

/// <summary>How a node stands with an engine on a class of devices.</summary>
/// <param name="Build">The engine's build.</param>
/// <param name="DeviceClass">The class of devices.</param>
/// <param name="Validated">Whether it passed its validation since it was last out.</param>
/// <param name="Excluded">Whether it is excluded rather than quarantined.</param>
/// <param name="OutUntil">When its quarantine or exclusion ends; null: it is in none.</param>
/// <param name="Quarantines">When quarantines began that still count.</param>
/// <param name="Reason">Why the last one; null: there was none.</param>
/// <param name="ExactMode">Why the class is out of exact mode for this node; null: it is not.</param>
public sealed record EngineExplanation(
    uint Build, uint DeviceClass, bool Validated, bool Excluded, DateTimeOffset? OutUntil, IReadOnlyList<DateTimeOffset> Quarantines, string? Reason, string? ExactMode);

/// <summary>Why a node was given a task.</summary>
/// <param name="Task">The task.</param>
/// <param name="Granted">When.</param>
/// <param name="Reason">Score and parts.</param>
public sealed record AssignmentExplanation(TaskId Task, DateTimeOffset Granted, string Reason);

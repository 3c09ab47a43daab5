using System.Globalization;
using Render.Lifecycle.Results;
using Render.Lifecycle.Telemetry;
using Render.Network.Messages;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Dispatch;

/// <summary>Gives a node a task that it chose itself, or says why not. The lease is like any other; its explanation says that the node chose.</summary>
internal sealed class ClaimChosen(TaskBoard board, GrantLeases grant, Facts known, PolicyBook policies, LifecycleMetrics metrics)
{
    /// <summary>Claims.</summary>
    public async Task<Outcome<WorkAssigned>> Run(BoardNode node, ClaimWork message, int max, CancellationToken cancellationToken)
    {
        var outcome = await Claim(node, message, max, cancellationToken);
        metrics.Chosen(outcome.Refusal?.Code ?? "granted");
        return outcome;
    }

    private async Task<Outcome<WorkAssigned>> Claim(BoardNode node, ClaimWork message, int max, CancellationToken cancellationToken)
    {
        if ((message.Job ?? message.Task?.Job) is not { } id || board.Job(id) is not { Dispatching: true } job)
            return Refusal.Missing(RefusalCodes.JobUnknown, $"job {message.Job ?? message.Task?.Job} that is being rendered");
        if (message.Task is { } named && (named.Job != id || job.Plan.IndexOf(named) < 0))
            return Refusal.Missing(RefusalCodes.TaskUnknown, $"task {named} of job {id}");
        if (node.Draining)
            return new Refusal(RefusalKind.Conflict, RefusalCodes.NotFit, "The node drains.", "Register again to take work.");
        int? index = message.Task is { } one ? job.Plan.IndexOf(one) : null;
        var policy = policies.Current;
        var facts = known.Of(node);
        var reserved = board.ReserveChosen(
            node, job, index, max, chosen => board.ChooserOf(node, facts, tier => ScoreWeights.Of(policy.Tiers.For(tier))).Decide(chosen), out var choice, out var waits);
        if (choice.Standing != ChoiceStanding.Open)
            return Refused(choice, facts, job);
        if (reserved.Count == 0)
            return waits
                ? new Refusal(RefusalKind.Conflict, RefusalCodes.TaskTried, "What is open the node had already, or its operator renders another replica of it, or it holds as much as it may.", "Choose another.")
                : new Refusal(RefusalKind.Conflict, RefusalCodes.TaskTaken, "Nothing of that is open: other nodes have it, or it is done.", "Look at the offers again, and choose another.");
        return new WorkAssigned(await grant.Run(node, reserved, _ => $"chosen by the node; {choice.Match!.Explain()}", cancellationToken)) is { Assignments.Count: > 0 } given
            ? given
            : new Refusal(RefusalKind.Conflict, RefusalCodes.TaskTaken, "Another node was quicker.", "Look at the offers again, and choose another.");
    }

    private static Refusal Refused(Choice choice, NodeFacts node, BoardJob job) => choice.Standing switch
    {
        ChoiceStanding.NotFit => new Refusal(
            RefusalKind.Forbidden, RefusalCodes.NotFit, $"The node is not fit for {job.Id}.", "Choose another job.",
            [.. Fitness.Check(node, job.Needs).Select(misfit => new FieldError("node", misfit.Code.ToString(), misfit.Detail))]),
        ChoiceStanding.LeftToOthers => new Refusal(
            RefusalKind.Conflict, RefusalCodes.LeftToOthers,
            string.Create(CultureInfo.InvariantCulture, $"The node needs {choice.Tail!.Value.OwnMillis / 1e3:0.#} s for a task; the others, or the deadline, end the job in {choice.Tail.Value.OthersMillis / 1e3:0.#} s."),
            "Choose another job, or ask again in a while: if nobody comes, the node may."),
        ChoiceStanding.TierHasItsShare => new Refusal(
            RefusalKind.Conflict, RefusalCodes.TierHasItsShare, $"{job.Needs.Tier} has more than its share of the network's speed, and a tier that this node could serve has less.",
            "Choose a job of another tier, or take what the network gives."),
        _ => new Refusal(RefusalKind.Conflict, RefusalCodes.ParkedFirst, "The node has parked work that comes before this.", "Go on with that first."),
    };
}

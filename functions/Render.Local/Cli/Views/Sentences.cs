using System.Globalization;
using Render.Local.Cli.Values;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Local.Cli.Views;

/// <summary>Events worth a sentence, and the sentence.</summary>
public static class Sentences
{
    /// <summary>What to say of an event; null where the counts say it already.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="nameOf">A node's name.</param>
    /// <param name="job">The job as last seen.</param>
    public static (string Text, Mood Mood)? Of(NetworkEvent happened, Func<NodeId, string> nameOf, JobView? job) => happened switch
    {
        JobChanged changed => OfJob(changed, job),
        NodeChanged { Status: NodeStatus.Active } node => ($"{node.Name} passed validation and takes paid work", Mood.Plain),
        NodeChanged { Status: NodeStatus.Offline } node => ($"{node.Name} is silent: its leases will run out", Mood.Warn),
        NodeChanged { Status: NodeStatus.Quarantined } node => ($"{node.Name} is quarantined{Because(node.Reason)}", Mood.Warn),
        TaskChanged { Event: TaskEvent.LeaseExpired or TaskEvent.NodeFailed or TaskEvent.LeaseReleased or TaskEvent.ReceiptInvalid or TaskEvent.CommitmentUnopened } task =>
            ($"{TaskText.Words(task.Task)} is open again: {Lost(task, nameOf)}", Mood.Warn),
        TaskChanged { Event: TaskEvent.DuplicateGranted, Node: { } idle } task =>
            ($"{nameOf(idle)} renders {TaskText.Words(task.Task)} too: it would be done sooner", Mood.Plain),
        TaskChanged { Event: TaskEvent.LeaseYielded, Node: { } busy } task =>
            ($"{nameOf(busy)} is asked to park {TaskText.Words(task.Task)} for work of a dearer tier: what is rendered of it is kept", Mood.Plain),
        VerdictReached { Verdict: "Rejected" } verdict =>
            ($"{(verdict.Auditor is { } auditor ? nameOf(auditor) : "the reference CPU")} found {nameOf(verdict.Node)}'s {TaskText.Words(verdict.Task)} wrong, and the reference CPU agrees: rejected", Mood.Bad),
        VerdictReached { Verdict: not "Accepted" } verdict =>
            ($"{nameOf(verdict.Node)}'s {TaskText.Words(verdict.Task)}: {verdict.Verdict}{Because(verdict.Detail)}", Mood.Warn),
        NodeConvicted caught => (string.Create(
            CultureInfo.InvariantCulture,
            $"{nameOf(caught.Node)} forged block {caught.Block} of {TaskText.Words(caught.Task)}: banned, {AmountText.Of(caught.Slashed)} slashed, {Tasks(caught.TasksReopened)} rendered again"), Mood.Bad),
        BooksSettled settled => (
            $"settled: charged {AmountText.Of(settled.Money.Charged)}, burned {AmountText.Of(settled.Money.Burned)}, refunded {AmountText.Of(settled.Money.Refunded)}", Mood.Good),
        EpochEnded { Epoch: var epoch } => (string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {epoch.Number} closed: burned {AmountText.Of(epoch.Burned)}, minted {AmountText.Of(epoch.Minted)} for {epoch.Payouts.Count} node{(epoch.Payouts.Count == 1 ? "" : "s")}"), Mood.Good),
        _ => null,
    };

    private static (string, Mood)? OfJob(JobChanged changed, JobView? job) => changed.To switch
    {
        JobState.Submitted => ("submitted", Mood.Plain),
        JobState.Inspected => ("the scene is stored whole and was read", Mood.Plain),
        JobState.Quoted => ("the pilot has counted the work: quoted", Mood.Plain),
        JobState.Funded => (job is null || job.Money.Cap.IsZero ? "the cap is locked in escrow" : $"{AmountText.Of(job.Money.Cap)} locked in escrow", Mood.Plain),
        JobState.Rendering => ("rendering", Mood.Plain),
        JobState.AwaitingTopUp => ("the cap is reached: top up, or take what is finished", Mood.Warn),
        JobState.Assembling => ("every task is accepted: frames are put together", Mood.Plain),
        JobState.Delivered => ("delivered: the frames can be fetched", Mood.Good),
        // The settlement's own event says it with its figures.
        JobState.Settled => null,
        JobState.Rejected or JobState.Failed or JobState.Expired => ($"{changed.To}{Because(changed.Reason)}", Mood.Bad),
        _ => ($"{changed.To}{Because(changed.Reason)}", Mood.Warn),
    };

    private static string Lost(TaskChanged task, Func<NodeId, string> nameOf)
    {
        var who = task.Node is { } node ? nameOf(node) : "its node";
        return task.Event switch
        {
            TaskEvent.LeaseExpired => $"{who} did not renew its lease",
            TaskEvent.LeaseReleased => $"{who} gave it back",
            TaskEvent.NodeFailed => $"{who} could not render it",
            TaskEvent.CommitmentUnopened => $"{who} did not open what it had committed to",
            _ => $"what {who} sent does not match its receipt",
        };
    }

    private static string Because(string? reason) => string.IsNullOrWhiteSpace(reason) ? "" : $": {TaskText.InWords(reason.TrimEnd('.'))}";

    private static string Tasks(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} task{(count == 1 ? " is" : "s are")}");
}

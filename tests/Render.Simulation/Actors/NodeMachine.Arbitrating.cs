using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Simulation.Actors;

/// <content>Its seats on panels: what it has signed it commits to, and shows when it is asked to.</content>
internal sealed partial class NodeMachine
{
    /// <summary>Signed votes, on its disk: one that was committed to and is lost costs stake.</summary>
    private readonly Dictionary<LeaseId, SubmitAudit> votes = [];

    private void Vote(WorkAssignment work, DateTimeOffset began)
    {
        if (!votes.TryGetValue(work.Lease.Id, out var vote) && Strategy.Audit(this, work) is { } leaves)
            votes[work.Lease.Id] = vote = Report(work, leaves, began);
        if (vote is null)
            return;
        AuditReport.TryDecode(vote.Report, out var report);
        var commitment = ArbiterVote.Commit(report!.Blocks[0].Leaf, report.Auditor, work.Lease.Id, SaltOf(vote));
        Send(work, new CommitVote(work.Task.Id, work.Lease.Id, commitment));
    }

    private void Show(WorkAssignment work)
    {
        if (votes.TryGetValue(work.Lease.Id, out var vote) && Strategy.Delivers(this, work))
            Send(work, new RevealVote(work.Task.Id, work.Lease.Id, vote.Report, vote.Signature, SaltOf(vote)));
    }

    private void Send(WorkAssignment work, CommitVote message) =>
        outbox.Enqueue(new Parcel(work.Lease.Id, null, null, null) { Vote = desk => desk.Nodes.Submit(Id, message, CancellationToken.None) });

    private void Send(WorkAssignment work, RevealVote message) =>
        outbox.Enqueue(new Parcel(work.Lease.Id, null, null, null) { Vote = desk => desk.Nodes.Submit(Id, message, CancellationToken.None) });

    /// <summary>Its own to know until it shows the vote.</summary>
    private static Digest SaltOf(SubmitAudit vote) => Digest.Of(vote.Signature);
}

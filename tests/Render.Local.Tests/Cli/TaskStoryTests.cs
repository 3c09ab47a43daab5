using Render.Local.Cli.Views;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Local.Tests.Cli;

public sealed class TaskStoryTests
{
    [Fact]
    public void Audit_OfAConvictedNode_IsItsOwnAndRevoked()
    {
        var stories = TaskStory.Audits(Task(
            [new AuditView(0, Examples.Node(1), [1], "Reported", null, 5), new AuditView(0, Examples.Node(1), [2], "Decided", "Accepted", 9)],
            (TaskEvent.LeaseGranted, 4), (TaskEvent.ReceiptRecorded, 4), (TaskEvent.AuditDrawn, 1), (TaskEvent.Revoked, 4),
            (TaskEvent.LeaseGranted, 2), (TaskEvent.ReceiptRecorded, 2), (TaskEvent.AuditDrawn, 1), (TaskEvent.VerdictAccepted, 2)));

        Assert.Equal([(Examples.Node(4), "Revoked"), (Examples.Node(2), "Accepted")], stories.Select(s => (s.Renderer!.Value, s.Verdict!)));
    }

    [Fact]
    public void Audit_UnderWay_HasNoVerdict()
    {
        var stories = TaskStory.Audits(Task([new AuditView(0, null, [1], "Drawn", null, 5)], (TaskEvent.ReceiptRecorded, 4), (TaskEvent.AuditDrawn, 1)));

        Assert.Null(Assert.Single(stories).Verdict);
    }

    [Fact]
    public void History_CutShort_LosesNoAudit()
    {
        var stories = TaskStory.Audits(Task([new AuditView(0, null, [1], "Decided", "Accepted", 5)]));

        Assert.Equal(Examples.Node(2), Assert.Single(stories).Renderer);
    }

    [Fact]
    public void Leases_CountRendersAndNotAudits() => Assert.Equal(2, TaskStory.Leases(Task(
        [], (TaskEvent.LeaseGranted, 1), (TaskEvent.AuditDrawn, 2), (TaskEvent.VerdictAccepted, 1), (TaskEvent.Revoked, 1), (TaskEvent.LeaseGranted, 2))));

    private static TaskView Task(IReadOnlyList<AuditView> audits, params (TaskEvent Event, byte Node)[] history) => Examples.Tasks[0] with
    {
        Node = Examples.Node(2),
        Audits = audits,
        History = [.. history.Select(h => new TaskMoment(Examples.Began, h.Event, Examples.Node(h.Node), null))],
    };
}

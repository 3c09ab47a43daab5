using Render.Network.Messages;
using Render.Network.Proof;
using Render.Worker.Tests.Support;
using Render.Worker.Work;

namespace Render.Worker.Tests.Work;

public sealed class OutboxTests : IDisposable
{
    private readonly TemporaryFolder home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void Add_OpenedAgain_HoldsTheSameBytes()
    {
        var (work, result, log) = Finished();
        new Outbox(home.Path).Add(work, result, log);
        var again = new Outbox(home.Path);
        var item = Assert.Single(again.Items);
        Assert.Equal(work.Statement, item.Statement);
        Assert.Equal(work.Task, item.Task);
        Assert.Equal(result, again.Read(item, item.Result!.Value));
        Assert.Equal(log, again.Read(item, item.Log!.Value));
        Assert.True(again.Holds(work.Lease));
    }

    [Fact]
    public void Remove_OpenedAgain_IsEmpty()
    {
        var (work, result, log) = Finished();
        var outbox = new Outbox(home.Path);
        outbox.Add(work, result, log);
        outbox.Remove(work);
        Assert.Empty(outbox.Items);
        Assert.Empty(new Outbox(home.Path).Items);
    }

    [Fact]
    public void Open_DraftLeftByAKill_IsForgotten()
    {
        var (work, result, log) = Finished();
        var draft = Path.Combine(home["outbox"], $".{work.Lease}");
        Directory.CreateDirectory(draft);
        File.WriteAllText(Path.Combine(draft, "work.json"), "{\"kind\":");
        var outbox = new Outbox(home.Path);
        Assert.Empty(outbox.Items);
        outbox.Add(work, result, log);
        Assert.Single(outbox.Items);
    }

    [Fact]
    public void Changed_OnAddAndRemove_Completes()
    {
        var (work, result, log) = Finished();
        var outbox = new Outbox(home.Path);
        var added = outbox.Changed;
        outbox.Add(work, result, log);
        Assert.True(added.IsCompleted);
        var removed = outbox.Changed;
        Assert.False(removed.IsCompleted);
        outbox.Remove(work);
        Assert.True(removed.IsCompleted);
    }

    private static (FinishedWork Work, byte[] Result, byte[] Log) Finished()
    {
        var assigned = Assignments.Render();
        byte[] result = [1, 2, 3];
        byte[] log = [4, 5];
        var work = new FinishedWork(
            WorkKind.Render, assigned.Task.Id, assigned.Lease.Id, 3, [9, 9], [8], Digest.Of(result), Digest.Of(log));
        return (work, result, log);
    }
}

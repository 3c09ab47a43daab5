using Microsoft.Extensions.Time.Testing;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Worker.Tests.Support;
using Render.Worker.Work;

namespace Render.Worker.Tests.Work;

public sealed class BlockJournalTests : IDisposable
{
    private static readonly WorkAssignment Task = Assignments.Render();
    private static readonly Digest Own = Digest.Of("task"u8);

    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new();

    private string Path => folder["blocks"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Open_AfterBlocksWereKept_HasThemAndWhatWasSpent()
    {
        var held = Lease();
        using (var journal = Open(held))
        using (held.Work())
        {
            journal.Report(Block(3));
            clock.Advance(TimeSpan.FromSeconds(7));
            journal.Report(Block(0));
            Assert.True(journal.Keep());
        }

        var again = Lease();
        using var opened = Open(again);

        Assert.Equal(2, opened.Found);
        Same(Block(0), opened.Find(0)!);
        Same(Block(3), opened.Find(3)!);
        Assert.Null(opened.Find(1));
        Assert.Equal(2.0 / 15, again.Progress);
        Assert.Equal(TimeSpan.FromSeconds(7), again.Spent);
    }

    [Fact]
    public void Report_WithinTwoSecondsOfTheLastNote_LeavesTheDiskAlone()
    {
        using var journal = Open(Lease());
        journal.Report(Block(0));
        Assert.False(File.Exists(Path));
        clock.Advance(TimeSpan.FromSeconds(2));
        journal.Report(Block(1));

        // As after a kill: nobody kept anything.
        using var opened = Open(Lease());
        Assert.Equal(2, opened.Found);
    }

    [Fact]
    public void Report_TheSameBlockTwice_CountsOnce()
    {
        var held = Lease();
        using var journal = Open(held);
        journal.Report(Block(0));
        journal.Report(Block(0));
        Assert.Equal((1, 1.0 / 15), (journal.Count, held.Progress));
    }

    [Fact]
    public void Open_TornOrChangedAtAnyByte_BelievesOnlyWhatIsBeforeIt()
    {
        Keep(0, 1, 2);
        var whole = File.ReadAllBytes(Path);
        var record = (whole.Length - 48) / 3;
        for (var at = 0; at < whole.Length; at += 61)
            foreach (var content in new[] { whole[..at], Changed(whole, at) })
            {
                File.WriteAllBytes(Path, content);
                using (var opened = Open(Lease()))
                {
                    Assert.Equal(Math.Max(0, at - 48) / record, opened.Found);
                    // And what is rendered again is kept after it.
                    opened.Report(Block(14));
                    Assert.True(opened.Keep());
                }

                using var again = Open(Lease());
                Assert.NotNull(again.Find(14));
            }
    }

    [Fact]
    public void Open_OfAnotherTaskEngineOrDevice_HasNothing()
    {
        var engine = new EngineIdentity("render-tracing", 1, Digest.Of("engine"u8), 1);
        var own = BlockJournal.Of(Own, engine);
        Assert.Equal(4, new[] { own, BlockJournal.Of(Digest.Of("other"u8), engine), BlockJournal.Of(Own, engine with { DeviceClass = 2 }), BlockJournal.Of(Own, engine with { Build = 2 }) }.Distinct().Count());

        Keep(0, 1);
        using var opened = new BlockJournal(Path, own, Task.Task.Id.Region, Lease(), clock);
        Assert.Equal(0, opened.Found);
    }

    [Fact]
    public void Keep_DiskRefuses_SaysSoAndForgetsNothing()
    {
        Directory.CreateDirectory(Path);
        using var journal = Open(Lease());
        journal.Report(Block(0));
        Assert.False(journal.Keep());
        Assert.NotNull(journal.Failure);
        Assert.NotNull(journal.Find(0));

        Directory.Delete(Path);
        Assert.True(journal.Keep());
        using var opened = Open(Lease());
        Assert.Equal(1, opened.Found);
    }

    private void Keep(params int[] blocks)
    {
        using var journal = Open(Lease());
        foreach (var block in blocks)
            journal.Report(Block(block));
        Assert.True(journal.Keep());
    }

    private BlockJournal Open(HeldLease held) => new(Path, Own, Task.Task.Id.Region, held, clock);

    private HeldLease Lease() => new HeldLeases(clock).Add(Task.Task.Id, WorkKind.Render, Task.Lease.Id, 1);

    private static RenderedBlock Block(int number) => ScriptedEngine.Block(new EngineTask(Task.Task, Task.Settings, Task.Files, [number]), number);

    private static byte[] Changed(byte[] content, int at)
    {
        var changed = content.ToArray();
        changed[at] ^= 0x40;
        return changed;
    }

    private static void Same(RenderedBlock expected, RenderedBlock actual)
    {
        Assert.Equal(expected.Sums, actual.Sums);
        Assert.Equal((expected.Rays, expected.Invalid), (actual.Rays, actual.Invalid));
    }
}

using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Worker.Cache;
using Render.Worker.Identity;
using Render.Worker.Tests.Support;
using Render.Worker.Tracer;
using Render.Worker.Work;

namespace Render.Worker.Tests.Work;

/// <summary>A task of the real tracer that gives way to other work: the same bytes as one that did not, and no block twice.</summary>
public sealed class ParkedTaskTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly MemorySource source = new();
    private readonly NodeIdentity identity;
    private readonly WorkAssignment work;

    public ParkedTaskTests()
    {
        identity = NodeIdentity.LoadOrCreate(folder["key"]);
        work = Assignments.WithPackage(Assignments.Render(), Packages.Store(Packages.Triangle, (_, content) => source.Add(content)));
    }

    private int Blocks => work.Task.Id.Region.Blocks;

    public void Dispose()
    {
        identity.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(3, true)]
    public async Task Run_YieldedAtEachBorderBetweenBlocks_GivesTheSameReceipt(int threads, bool restarts)
    {
        var expected = await Result("whole", threads, restarts: false);
        for (var border = 1; border < Blocks; border++)
            Same(expected, await Result($"border {border}", threads, restarts, border));
    }

    [Fact]
    public async Task Run_YieldedAfterEveryBlock_GivesTheSameReceipt()
    {
        var parked = await Result("each", threads: 1, restarts: true, [.. Enumerable.Range(1, Blocks - 1)]);
        Same(await Result("whole", 1, restarts: false), parked);
        Assert.Equal(Blocks - 1, parked.Parkings);
    }

    [Fact]
    public async Task Run_AskedBeforeTheFirstBlock_IsParkedWithNone()
    {
        var node = new Node(this, "early", 1);
        node.Held.AskToYield();
        Assert.Null(await node.Run());
        node.Held.Park();
        Assert.NotNull(await node.Run());
    }

    [Fact]
    public async Task Run_BlocksCannotBeKept_GoesOnWithoutYielding()
    {
        var node = new Node(this, "full", 1);
        Directory.CreateDirectory(node.Folder.BlocksOf(work.Lease.Id));
        node.Engine.YieldAfter = (3, node.Held);
        Assert.NotNull(await node.Run());
        Assert.Equal(Blocks, node.Engine.Told.Distinct().Count());
        Assert.Equal(Blocks, node.Engine.Told.Count);
    }

    [Fact]
    public async Task Run_LeavesInTheMidst_GoesOnFromThereInTheNextRun()
    {
        using var leave = new CancellationTokenSource();
        var first = new Node(this, "left", 1);
        first.Engine.Then = (4, leave.Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.Run(leave.Token));
        var second = new Node(this, "left", 1);
        Assert.NotNull(await second.Run());
        Assert.Equal(Enumerable.Range(4, Blocks - 4), second.Engine.Told);
    }

    private static void Same(Delivered expected, Delivered actual)
    {
        Assert.Equal(expected.Result, actual.Result);
        Assert.Equal(expected.Receipt.Commitment, actual.Receipt.Commitment);
        Assert.Equal(expected.Receipt.ResultBlob, actual.Receipt.ResultBlob);
    }

    /// <summary>Renders the task, giving way after so many blocks; each time the same run goes on, or a new one over the same folder.</summary>
    private async Task<Delivered> Result(string home, int threads, bool restarts, params int[] borders)
    {
        var (node, told, parkings) = (new Node(this, home, threads), new List<int>(), 0);
        foreach (var border in borders)
        {
            node.Engine.YieldAfter = (border - told.Count, node.Held);
            if (await node.Run() is not null)
                break;
            parkings++;
            told.AddRange(node.Engine.Told);
            node.Engine.Told.Clear();
            node.Held.Park();
            if (restarts)
                node = new Node(this, home, threads);
            node.Held.Resume();
            node.Engine.YieldAfter = null;
        }

        if (node.Outbox.Items.Count == 0)
            Assert.NotNull(await node.Run());
        told.AddRange(node.Engine.Told);
        // Nothing is rendered twice, however many threads were at it.
        Assert.Equal(Enumerable.Range(0, Blocks), told.Order());
        var item = Assert.Single(node.Outbox.Items);
        Assert.True(Receipt.TryDecode(item.Statement, out var receipt));
        return new Delivered(receipt!, node.Outbox.Read(item, item.Result!.Value), parkings);
    }

    private sealed record Delivered(Receipt Receipt, byte[] Result, int Parkings);

    private sealed class Node
    {
        private readonly TaskRunner runner;
        private readonly ParkedTaskTests test;

        public Node(ParkedTaskTests test, string home, int threads)
        {
            this.test = test;
            Folder = new WorkFolder(test.folder[home]);
            Outbox = new Outbox(test.folder[home]);
            Engine = new Telling(new TracerEngine(new FileCache(test.folder["cache"], 1 << 24, test.source, TimeProvider.System), threads, 1L << 30, TimeProvider.System));
            Held = new HeldLeases(TimeProvider.System).Add(test.work.Task.Id, WorkKind.Render, test.work.Lease.Id, 1);
            var facts = new HardwareFacts(1, "cpu", 4, threads, 1L << 30, "linux", "x64", 1, Engine.Identity.Digest);
            runner = new TaskRunner(test.identity, facts, Engine, Folder, Outbox, TimeProvider.System, () => DateTimeOffset.UnixEpoch.AddYears(50));
        }

        public WorkFolder Folder { get; }

        public Outbox Outbox { get; }

        public Telling Engine { get; }

        public HeldLease Held { get; }

        public Task<ulong?> Run(CancellationToken cancellationToken = default) => runner.Run(test.work, Assignments.Network, Held, cancellationToken);
    }

    /// <summary>The tracer, which asks for another's turn once so many blocks are told.</summary>
    private sealed class Telling(TracerEngine inner) : ITaskEngine, IProgress<RenderedBlock>
    {
        private readonly Lock gate = new();
        private IProgress<RenderedBlock> heard = null!;
        private int told;

        public EngineIdentity Identity => inner.Identity;

        public List<int> Told { get; } = [];

        public (int Blocks, HeldLease Held)? YieldAfter { get; set; }

        public (int Blocks, Action Act)? Then { get; set; }

        public Task<EngineResult> Render(EngineTask task, IProgress<RenderedBlock> done, CancellationToken cancellationToken)
        {
            (heard, told) = (done, 0);
            return inner.Render(task, this, cancellationToken);
        }

        public void Report(RenderedBlock value)
        {
            lock (gate)
            {
                heard.Report(value);
                Told.Add(value.Block);
                told++;
                if (YieldAfter is { } yield && told == Math.Max(1, yield.Blocks))
                    yield.Held.AskToYield();
                if (Then is { } then && told == then.Blocks)
                    then.Act();
            }
        }
    }
}

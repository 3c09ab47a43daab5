using FsCheck.Xunit;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Reputation;
using Render.Network.Scheduling;
using Render.Network.Splitting;
using Render.TestScenes.Scheduling;

namespace Render.Lifecycle.Tests;

public class JobQueueTests
{
    private const int Nodes = 12;
    private static readonly LifecycleOptions Options = new() { EngineBuild = 1 };
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(56);
    private static readonly string[] Regions = ["eu-west", "us-east"];

    [Property(MaxTest = 100)]
    public void InOrder_ForANode_IsThePlainOrderOfWhatItIsFitFor(ushort[] jobs, ushort[] claims)
    {
        var board = Board(jobs);
        foreach (var claim in claims)
            Lease(board, board.Nodes()[claim % Nodes], open => open.Skip(claim / Nodes % 5));
        board.Reckon();

        foreach (var node in board.Nodes())
        {
            var facts = Facts(node);
            var plain = Order(board, node, null);
            var passed = Order(board, node, facts);

            Assert.Equal(plain.Where(job => Fitness.IsFit(facts, job.Needs)), passed.Where(job => Fitness.IsFit(facts, job.Needs)));
            Assert.Equal(plain.Where(job => DemandClass.Of(job.Needs).MayFit(facts)), passed);
        }
    }

    [Fact]
    public void InOrder_DemandsChange_IsOfThoseThatTheJobHasNow()
    {
        var board = Board([0]);
        var node = board.Nodes().First(node => node.Record.Region == Regions[0]);
        Assert.Single(Order(board, node, Facts(node)));

        board.Refit(_ => true, job => job.Needs with { MemoryBytes = 64L << 30 });

        Assert.Empty(Order(board, node, Facts(node)));
        Assert.Single(Order(board, node, null));
    }

    [Fact]
    public void InOrder_FewNodesAreFitForAJob_ComesFirstThoughOthersOfItsTierHaveTheTiersShare()
    {
        // Priority of one region and 11 GB, Priority for all, Economy.
        var board = Board([79, 1, 0]);
        foreach (var node in board.Nodes().Where(node => node.Record.Region == Regions[0]))
            Lease(board, node, jobs => jobs.Where(job => job.Id == JobId.Parse("job-00000001")));
        Reckoning.Step(board, Facts);

        var firsts = board.Nodes().ToLookup(node => Order(board, node, Facts(node)).First(job => Fitness.IsFit(Facts(node), job.Needs)).Id);
        Assert.Equal(2, firsts[JobId.Parse("job-00000000")].Count());
        Assert.All(firsts[JobId.Parse("job-00000000")], node => Assert.Equal((Regions[1], 16L << 30), (node.Record.Region, node.Record.Facts.MemoryBytes)));
        Assert.Equal(Nodes - 2, firsts[JobId.Parse("job-00000002")].Count());
    }

    private static List<BoardJob> Order(TaskBoard board, BoardNode node, NodeFacts? facts)
    {
        var order = new List<BoardJob>();
        board.Reserve(node, Noted, 1, facts: facts);
        return order;

        IEnumerable<BoardJob> Noted(IEnumerable<BoardJob> jobs)
        {
            order.AddRange(jobs);
            return [];
        }
    }

    private static void Lease(TaskBoard board, BoardNode node, Func<IEnumerable<BoardJob>, IEnumerable<BoardJob>> which)
    {
        var reserved = board.Reserve(node, which, 1);
        foreach (var task in reserved)
            board.Apply(task, TaskMoves.Lease(task.Record, LeaseIds.Of(default, task.Id, task.Record.Fencing + 1, node.Id), node.Id, Now, null).Next with { Version = task.Record.Version + 1 }, new ETag("2"));
        board.Release(node, reserved);
    }

    private static NodeFacts Facts(BoardNode node) => NodeFactsOf.Node(node, Policy.Default, Options.EngineName, false, new KnownPlace { Region = node.Record.Region }, Now);

    private static TaskBoard Board(ushort[] jobs)
    {
        var board = new TaskBoard(TimeProvider.System, Options);
        for (var i = 0; i < Nodes; i++)
        {
            var node = board.Apply(
                BoardWorld.Node(i, 1_000 * (i + 1), (4L << 30) << (i % 3), 0, Regions[i % 2], Tokens.Zero, new Evidence(i % 4 == 0 ? 2 : 500, 0, Now.ToUnixTimeMilliseconds()), Now),
                new ETag("1"));
            node.Stake = Tokens.FromWhole(1_000);
            board.Registered(node);
        }
        for (var i = 0; i < jobs.Length; i++)
        {
            var spec = new JobSpec
            {
                Package = BoardWorld.Package(i),
                Frames = new FrameRange(0, 0),
                Size = new ImageSize(128, 32),
                Samples = 16,
                Tier = (Tier)(1 + (jobs[i] % 3)),
                Placement = jobs[i] % 4 == 3 ? PlacementPolicies.Of(new PlacementPolicy { Regions = [Regions[jobs[i] / 4 % 2]] }) : PlacementPolicies.Anywhere,
                Creator = CreatorId.Parse("local"),
            };
            var record = BoardWorld.Job(i, spec, new SplitPlan(spec.Frames, spec.Size, spec.Samples, 32, 32, 16), WorkUnits.FromUnits(40), PricePolicy.Default.Floor, Now);
            BoardWorld.Open(board, record, (long)(jobs[i] / 7 % 20) << 30, Policy.Default, Options);
        }

        return board;
    }
}

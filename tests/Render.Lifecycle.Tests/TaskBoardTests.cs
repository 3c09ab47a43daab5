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
using Render.Network.Splitting;
using Render.TestScenes.Scheduling;

namespace Render.Lifecycle.Tests;

public class TaskBoardTests
{
    private static readonly LifecycleOptions Options = new() { EngineBuild = 1 };
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(56);

    [Fact]
    public void Add_RowsThatNothingHappenedTo_AreKeptAsNumbersOnly()
    {
        var board = Board(1, 1, 500);
        var job = board.Jobs()[0];

        Assert.Equal((500, 500, 0), (job.OpenTasks, job.Counts[(int)TaskState.Open], job.Held.Count));
        Assert.Null(job.Peek(7));
        Assert.Equal(FreshTask.Of(job.Record, 7, 0), board.Find(job.Plan.Task(job.Id, 7), default)!.Record);
        Assert.Equal((500, 1), (job.OpenTasks, job.Held.Count));
    }

    [Fact]
    public void Add_ReplicasThatNothingHappenedTo_AreKeptAsNumbersUntilOneIsAskedFor()
    {
        var board = Board(1, 3, 100);
        var job = board.Jobs().Single(job => job.Replicas == 2);

        Assert.Equal((200, 100, 0, 0), (job.OpenTasks, job.Counts[(int)TaskState.Open], job.Held.Count, job.Sets.Count));
        var row = board.Find(job.Plan.Task(job.Id, 7), default)!;
        Assert.Equal([FreshTask.Of(job.Record, 7, 0), FreshTask.Of(job.Record, 7, 1)], job.SetOf(row)!.Rows.Select(held => held.Record));
        Assert.Equal((200, 100, 2, 1), (job.OpenTasks, job.Counts[(int)TaskState.Open], job.Held.Count, job.Sets.Count));
    }

    [Fact]
    public void Reserve_ATaskWithReplicas_GoesToOneNodeOfAnOperator()
    {
        // Of four nodes the first three are one operator's.
        var board = Board(4, 3, 2);
        var job = board.Jobs().Single(job => job.Replicas == 2);

        var nodes = board.Nodes().OrderBy(node => node.Record.Operator).ToList();
        Assert.Equal([(0, 0), (1, 0)], Rows(nodes[0]));
        Assert.Empty(Rows(nodes[1]));
        Assert.Equal([(0, 1), (1, 1)], Rows(nodes[3]));
        Assert.Equal(0, job.OpenTasks);

        List<(int, int)> Rows(BoardNode node) => [.. board.Reserve(node, jobs => jobs.Where(other => other == job), 4).Select(row => (row.Index, row.Record.Replica))];
    }

    [Fact]
    public void Apply_AReplicaIsCommitted_ItsNodeCountsForTheJobNoMoreAndIsToldWhenTheJobStops()
    {
        var board = Board(4, 3, 2);
        var job = board.Jobs().Single(job => job.Replicas == 2);
        var node = board.Nodes()[0];
        var row = Lease(board, node, job)[0];
        Assert.Equal((1, node.SpeedMilli), (job.Workforce.Nodes, job.Workforce.SpeedMilli));

        Move(board, row, TaskMoves.Commit(row.Record, row.Record.Lease!, new CommitmentRecord(default, default, 0), Now));
        Assert.Equal((0, 0L), (job.Workforce.Nodes, job.Workforce.SpeedMilli));
        Assert.Single(node.Renders);

        board.Update(job.Record with { Version = job.Record.Version + 1, Stop = StopReason.Cancelled });
        Assert.Empty(node.Renders);
        Assert.Equal(LeaseEnd.Cancelled, Assert.Single(node.Lost).Value);
    }

    [Fact]
    public void Reserve_ANodeForSmallTasks_GetsTheLastOnesAndNoneThatCameBackWhole()
    {
        var board = Board(2, 1, 10, new SplitTail(0, 32, 16, 32, 4));
        var job = Assert.Single(board.Jobs());
        var (slow, other) = (board.Nodes()[0], board.Nodes()[1]);
        var back = Lease(board, other, 1)[0];
        Move(board, back, TaskMoves.Reopen(back.Record, TaskEvent.LeaseReleased, Now, null));

        Assert.Equal((10, 30), (job.Plan.Head, job.Plan.Tasks));
        Assert.Equal([10, 11, 12], board.Reserve(slow, jobs => jobs, 3, _ => true).Select(task => task.Index));
        Assert.Equal([0, 1, 2], board.Reserve(other, jobs => jobs, 3).Select(task => task.Index));
    }

    [Fact]
    public void Add_AReplicaWithAHistoryAfterAFreshOne_HoldsBoth()
    {
        var (board, again) = (Board(2, 3, 3), Board(2, 3, 0));
        var job = board.Jobs().Single(job => job.Replicas == 2);
        var other = Lease(board, board.Nodes()[0], job)[0];
        var held = BoardWorld.Admit(again, job.Record, 1L << 30, Policy.Default, Options);

        again.Add(held, FreshTask.Of(job.Record, other.Index, 0), new ETag("1"));
        Assert.Equal((1, 0), (held.Counts[(int)TaskState.Open], held.Held.Count));
        again.Add(held, other.Record with { Replica = 1, Fencing = TaskRecord.FencingOf(1) + 1 }, new ETag("1"));

        Assert.Equal((1, 2, 1), (held.Counts[(int)TaskState.Open], held.Held.Count, held.OpenTasks));
        Assert.Equal([0, 1], held.SetOf(other.Index)!.Rows.Select(row => row.Record.Replica));
        Assert.Equal(other.Record.ExpectedRays, held.RaysUnderWay);
    }

    [Fact]
    public void Needs_OfAJobWithReplicas_OfferARenderingItsShareOfThePay() =>
        Assert.All(Board(2, 3, 3).Jobs(), job => Assert.Equal(
            job.Record.Quote!.Offer(job.Record.Tier)!.PricePerUnit, job.Needs.PricePerUnit.MultiplyDivide((UInt128)job.Replicas, 1)));

    [Fact]
    public void Reserve_ATaskThatCameBack_ComesBeforeThoseThatNobodyHad()
    {
        var board = Board(2, 1, 10);
        var (one, other) = (board.Nodes()[0], board.Nodes()[1]);
        var back = Lease(board, one, 3)[2];
        Move(board, back, TaskMoves.Reopen(back.Record, TaskEvent.NodeFailed, Now, null));

        Assert.Equal(3, Reserved(board, one));
        Assert.Equal(2, Reserved(board, other));

        static int Reserved(TaskBoard board, BoardNode node)
        {
            var task = Assert.Single(board.Reserve(node, jobs => jobs, 1));
            board.Release(node, [task]);
            return task.Index;
        }
    }

    [Fact]
    public void TakeWaiting_TasksThatNobodyTakes_WakeNobodyTwice()
    {
        var board = Board(3, 1, 2);
        foreach (var node in board.Nodes())
            board.Await(node.Id);

        Assert.Equal(2, board.TakeWaiting().Count);
        Assert.Empty(board.TakeWaiting());
    }

    [Fact]
    public void TakeWaiting_ANodeThatGotWork_IsNotWokenInsteadOfOneThatWaits()
    {
        var board = Board(2, 1, 2);
        board.TakeWaiting();
        var (busy, idle) = (board.Nodes()[0], board.Nodes()[1]);
        board.Await(busy.Id);
        board.Await(idle.Id);
        var task = Lease(board, busy, 1)[0];
        Move(board, task, TaskMoves.Reopen(task.Record, TaskEvent.LeaseReleased, Now, null));

        Assert.Equal([idle.Id], board.TakeWaiting());
    }

    [Property(MaxTest = 60)]
    public void Board_AnyHistory_IsWhatItsRowsMakeOfIt(ushort[] steps)
    {
        var board = Board(5, 3, 40);
        var leased = new List<BoardTask>();
        foreach (var step in steps)
        {
            var node = board.Nodes()[step % 5];
            var pick = leased.Count > 0 ? leased[step / 20 % leased.Count] : null;
            switch (step / 5 % 4)
            {
                case 0 or 1:
                    leased.AddRange(Lease(board, node, 1 + (step % 3)));
                    break;
                case 2 when pick is not null:
                    leased.Remove(pick);
                    Move(board, pick, TaskMoves.Reopen(pick.Record, (step & 64) == 0 ? TaskEvent.LeaseExpired : TaskEvent.LeaseReleased, Now, null));
                    break;
                case 3 when pick is not null:
                    leased.Remove(pick);
                    Accept(board, pick);
                    break;
            }
        }

        var again = Board(5, 3, 0);
        foreach (var job in board.Jobs())
        {
            var held = BoardWorld.Admit(again, job.Record, 1L << 30, Policy.Default, Options);
            for (var index = 0; index < job.Plan.Tasks; index++)
                for (var replica = 0; replica < job.Replicas; replica++)
                    again.Add(held, job.Peek(index, replica)?.Record ?? FreshTask.Of(job.Record, index, replica), new ETag("1"));
        }

        board.Reckon();
        again.Reckon();
        Assert.Equal(board.Jobs().Select(Figures), again.Jobs().Select(Figures));
        Assert.Equal(board.OpenTasks(), again.OpenTasks());
        Assert.Equal(board.OpenByTier(), again.OpenByTier());
        Assert.Equal(Order(board), Order(again));
        Assert.Equal(board.Nodes().Select(node => (node.Bound, node.Renders.Count)), again.Nodes().Select(node => (node.Bound, node.Renders.Count)));
    }

    private static (string Counts, int Open, long OpenWork, long Accepted, object Workforce, ulong Rays) Figures(BoardJob job) =>
        (string.Join(' ', job.Counts), job.OpenTasks, job.OpenWork, job.AcceptedWork, job.Workforce, job.RaysUnderWay);

    private static List<JobId> Order(TaskBoard board)
    {
        var order = new List<JobId>();
        board.Reserve(board.Nodes()[0], jobs => Noted(jobs, order), 1);
        return order;

        static IEnumerable<BoardJob> Noted(IEnumerable<BoardJob> jobs, List<JobId> order)
        {
            order.AddRange(jobs.Select(job => job.Id));
            yield break;
        }
    }

    private static List<BoardTask> Lease(TaskBoard board, BoardNode node, int most) => Lease(board, node, most, _ => true);

    private static List<BoardTask> Lease(TaskBoard board, BoardNode node, BoardJob job) => Lease(board, node, 1, other => other == job);

    private static List<BoardTask> Lease(TaskBoard board, BoardNode node, int most, Func<BoardJob, bool> which)
    {
        var reserved = board.Reserve(node, jobs => jobs.Where(which), most);
        foreach (var task in reserved)
            Move(board, task, TaskMoves.Lease(task.Record, LeaseIds.Of(default, task.Id, task.Record.Fencing + 1, node.Id), node.Id, Now, null));
        board.Release(node, reserved);
        return reserved;
    }

    private static void Accept(TaskBoard board, BoardTask task)
    {
        var lease = task.Record.Lease!;
        Move(board, task, TaskMoves.Submit(
            task.Record, lease, new ReceiptRecord(default, lease.Id, lease.Node, OperatorId.Parse("op-1"), 0, task.Record.ExpectedRays, 0, default, default, default, default), Now));
        var audit = BoardWorld.Audit(task.Record, Now);
        Move(board, task, TaskMoves.Draw(task.Record, audit, Now));
        Move(board, task, TaskMoves.Accept(task.Record, audit, TaskEvent.VerdictAccepted, Now));
    }

    private static void Move(TaskBoard board, BoardTask task, TaskChange change) =>
        board.Apply(task, change.Next with { Version = task.Record.Version + 1 }, new ETag("2"));

    private static TaskBoard Board(int nodes, int jobs, int tasks, SplitTail? tail = null)
    {
        var board = new TaskBoard(TimeProvider.System, Options);
        for (var number = 0; number < nodes; number++)
        {
            var node = board.Apply(
                BoardWorld.Node(number, 1_000 * (number + 1), 1L << 34, 0, "here", Tokens.Zero, new Evidence(500, 0, Now.ToUnixTimeMilliseconds()), Now), new ETag("1"));
            board.Registered(node);
        }

        if (tasks == 0)
            return board;
        for (var number = 0; number < jobs; number++)
        {
            var spec = new JobSpec
            {
                Package = BoardWorld.Package(number),
                Frames = new FrameRange(0, 0),
                Size = new ImageSize(32 * tasks, tail is null ? 32 : 64),
                Samples = 4,
                Tier = (Tier)(1 + (number % 3)),
                Creator = CreatorId.Parse("local"),
            };
            BoardWorld.Open(
                board, BoardWorld.Job(number, spec, new SplitPlan(spec.Frames, spec.Size, 4, 32, 32, 4) { Tail = tail }, WorkUnits.FromUnits(tasks), PricePolicy.Default.Floor, Now),
                1L << 30, Policy.Default, Options);
        }

        return board;
    }
}

using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Render.Benchmarks.Completions;
using Render.Lifecycle;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Local.Storage;
using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Reputation;
using Render.Network.Splitting;
using Render.TestScenes.Scheduling;

namespace Render.Benchmarks.Claims;

/// <summary>
/// How long a coordinator takes to decide a claim: from the node's question to its answer, with the lease's row written, the explanation in it, into a
/// store that answers at once; and the memory of a task that waits. Fleets, tasks and jobs grow tenfold each.
/// </summary>
internal static class ClaimsBenchmark
{
    private const int Claims = 20_000;
    private const int Frame = 100;

    internal static async Task Run(string[] args)
    {
        var largest = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : SplitLimits.MostTasks;
        Console.WriteLine("    nodes   open tasks     jobs   bytes a task   p50 µs   p99 µs   worst µs   claims   explanation");
        // Code is compiled first; a coordinator runs for weeks.
        await Measure(100, 10_000, 100, print: false);
        if (args is [_, var fleet, var many, ..])
        {
            // One line, again and again: on a busy machine the least of them is nearest to the truth.
            for (var round = 0; round < (args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 1); round++)
                await Measure(int.Parse(fleet, CultureInfo.InvariantCulture), largest, int.Parse(many, CultureInfo.InvariantCulture));
            return;
        }

        foreach (var nodes in (int[])[100, 1_000, 10_000])
            for (var tasks = 10_000; tasks <= largest; tasks *= 10)
                await Measure(nodes, tasks, 100);
        foreach (var jobs in (int[])[1, 10, 1_000])
            await Measure(10_000, largest, jobs);
    }

    private static async Task Measure(int nodes, int tasks, int jobs, bool print = true)
    {
        var folder = Directory.CreateTempSubdirectory("render-bench-");
        try
        {
            await using var store = SqliteStore.Open(Path.Combine(folder.FullName, "data.db"));
            await using var services = PlainServices.Create(store, folder.FullName, new InProcessTaskQueue(TimeProvider.System), new RowStore());
            await services.GetRequiredService<PolicyBook>().Open(CancellationToken.None);
            var (board, options) = (services.GetRequiredService<TaskBoard>(), services.GetRequiredService<LifecycleOptions>());
            var policy = services.GetRequiredService<PolicyBook>().Current;
            var now = TimeProvider.System.GetUtcNow();
            var ids = Enumerable.Range(0, nodes).Select(number => Join(board, number, now)).ToArray();
            var before = GC.GetTotalMemory(forceFullCollection: true);
            for (var job = 0; job < jobs; job++)
                BoardWorld.Open(board, Job(job, tasks / jobs, now), 1L << 30, policy, options);
            var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)tasks;
            board.Reckon();

            var (times, text) = await Claim(services, ids, Math.Min(Claims, tasks / 2));
            if (print)
                Console.WriteLine(FormattableString.Invariant(
                    $"{nodes,9:N0} {tasks,12:N0} {jobs,8:N0} {bytes,14:N1} {At(times, 0.5),8:N1} {At(times, 0.99),8:N1} {times[^1],10:N0} {times.Length,8:N0}   {text:N0} characters"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(double[] Micros, double Text)> Claim(ServiceProvider services, NodeId[] ids, int claims)
    {
        var (assign, board, tasks) = (services.GetRequiredService<AssignWork>(), services.GetRequiredService<TaskBoard>(), services.GetRequiredService<TaskStore>());
        var message = new ClaimWork(1, 0);
        var (times, text) = (new List<double>(claims), 0L);
        var held = new Queue<BoardTask>();
        for (var i = 0; i < claims; i++)
        {
            // Every node in turn, in an order that has nothing to do with when it joined.
            var node = ids[(int)((ulong)i * 2_654_435_761 % (ulong)ids.Length)];
            var start = Stopwatch.GetTimestamp();
            var answer = await assign.Run(node, message, CancellationToken.None);
            var took = Stopwatch.GetElapsedTime(start);
            if (answer.Value!.Assignments is not [var work])
                continue;
            times.Add(took.TotalMicroseconds);
            var task = board.Find(work.Task.Id, work.Lease.Id)!;
            text += task.Record.Lease!.Assignment?.Length ?? 0;
            held.Enqueue(task);
            // Half of the fleet is at work at any time; who gives back may have another task.
            if (held.Count > Math.Max(1, ids.Length / 2) && held.Dequeue() is { } oldest)
                await tasks.Change(oldest, record => TaskMoves.Reopen(record, TaskEvent.LeaseReleased, TimeProvider.System.GetUtcNow(), null), CancellationToken.None);
        }

        times.Sort();
        return ([.. times], (double)text / times.Count);
    }

    private static NodeId Join(TaskBoard board, int number, DateTimeOffset now)
    {
        // Speeds over two orders of magnitude; a fifth of the nodes below each tier's floor.
        var record = BoardWorld.Node(
            number, 1_000 + (number * 7_919L % 99_000), 32L << 30, number % 3 == 0 ? 8L << 30 : 0, "eu-west", Tokens.Zero,
            new Evidence(number % 5 == 0 ? 2 : number % 5 == 1 ? 8 : 500, 0, now.ToUnixTimeMilliseconds()), now);
        var node = board.Apply(record, new ETag("1"));
        node.Stake = Tokens.FromWhole(1_000_000);
        board.Registered(node);
        return node.Id;
    }

    private static JobRecord Job(int number, int tasks, DateTimeOffset now)
    {
        var (frames, tiles) = tasks < Frame ? (1, tasks) : (tasks / Frame, Frame);
        var spec = new JobSpec
        {
            Package = BoardWorld.Package(number),
            Frames = new FrameRange(0, frames - 1),
            Size = new ImageSize(32 * tiles, 32),
            Samples = 16,
            Tier = (Tier)(1 + (number % 3)),
            DeadlineSeconds = number % 4 == 0 ? 36_000 : null,
            Creator = CreatorId.Parse("local"),
        };
        return BoardWorld.Job(
            number, spec, new SplitPlan(spec.Frames, spec.Size, spec.Samples, 32, 32, 16), WorkUnits.FromUnits(10L * tasks), PricePolicy.Default.Floor, now);
    }

    private static double At(double[] sorted, double quantile) => sorted[(int)((sorted.Length - 1) * quantile)];
}

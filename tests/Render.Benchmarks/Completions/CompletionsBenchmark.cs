using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Render.Benchmarks.Engine;
using Render.Lifecycle;
using Render.Lifecycle.Desks;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Proofs;
using Render.Local.Storage;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Benchmarks.Completions;

/// <summary>
/// Tasks a second from claim to Accepted: leased, receipt's signature verified, tree built again from the stored result, fence, ledger,
/// challenge, blind audit of at least a block by another operator with its own signature, verdict, row; all on disk with <c>synchronous=FULL</c>.
/// Nodes sign in this same process; results are uploaded before.
/// </summary>
internal static class CompletionsBenchmark
{
    /// <summary>So many that while one commit is under way enough others work for the next.</summary>
    private const int Nodes = 128;

    private const int TasksPerFrame = 100;

    internal static async Task Run(string[] args)
    {
        var tasks = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20_000;
        var (single, grouped) = await SqliteBenchmark.Measure();
        var folder = Directory.CreateTempSubdirectory("render-bench-");
        try
        {
            await using var store = SqliteStore.Open(Path.Combine(folder.FullName, "data.db"));
            await using var services = PlainServices.Create(store, folder.FullName, new InProcessTaskQueue(TimeProvider.System));
            var life = services.GetRequiredService<Coordinator>();
            await life.Recover(CancellationToken.None);
            await life.Begin(CancellationToken.None);
            using var stop = new CancellationTokenSource();
            var running = Task.Run(() => life.Run(stop.Token));
            await Measure(services, store, tasks, single, grouped);
            await stop.CancelAsync();
            await running;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task Measure(ServiceProvider services, SqliteStore store, int tasks, Measured single, Measured grouped)
    {
        var (creators, desk) = (services.GetRequiredService<ICreatorDesk>(), services.GetRequiredService<INodeDesk>());
        await services.GetRequiredService<INetworkDesk>().Faucet(
            new FaucetRequest(CreatorId.Parse("local"), Tokens.FromWhole(1_000_000), "gift"), CancellationToken.None);
        var blobs = services.GetRequiredService<IBlobs>();
        var first = await Open(creators, blobs, Math.Min(tasks, 3_000), "warm");
        var nodes = Enumerable.Range(0, Nodes).Select(number => new PlainNode(number)).ToList();
        foreach (var node in nodes)
            await node.Join(desk);
        // The first tasks are slow while code is compiled; a coordinator runs for weeks.
        await Work(creators, desk, first, nodes);
        await Until(async () => (await creators.Job(first, CancellationToken.None)).Value!.State == JobState.Settled);
        // The split follows the fleet, so the second job is opened before its nodes look for work.
        var job = await Open(creators, blobs, tasks, "bench");
        tasks = (await creators.Job(job, CancellationToken.None)).Value!.Tasks.Total;
        var signed = nodes.Sum(node => node.Signatures);

        var commits = store.Commits;
        var measured = await Measured.Of("completions, claim to accepted", tasks, () => Work(creators, desk, job, nodes));
        measured.Print();
        var signing = await Measured.Of("  of which: a node's signature", 2_000, () => Task.Run(() => Sign(2_000)));
        signing.Print();
        Console.WriteLine(FormattableString.Invariant($"{"  signatures by nodes a completion",-52} {(nodes.Sum(node => node.Signatures) - signed) / (double)tasks,10:N2}"));
        Console.WriteLine(FormattableString.Invariant($"{"  commits a completion",-52} {(store.Commits - commits) / (double)tasks,10:N3}"));
        Console.WriteLine(FormattableString.Invariant($"{"  beside SQLite's single commits",-52} {measured.PerSecond / single.PerSecond,10:N2} ×   grouped rows {measured.PerSecond / grouped.PerSecond:N2} ×"));
        await Until(async () => (await creators.Job(job, CancellationToken.None)).Value!.State == JobState.Settled);
        var findings = BookAudit.Run(await services.GetRequiredService<BundleWriter>().Gather(CancellationToken.None));
        Console.WriteLine($"settled; the independent audit finds {findings.Count} faults");
        var cores = Math.Min(2, Environment.ProcessorCount);
        Console.WriteLine(FormattableString.Invariant(
            $"{"  what the processor time allows on two idle cores",-52} {cores * tasks / measured.Processor.TotalSeconds,10:N0} /s"));
        Console.WriteLine(measured.PerSecond >= 2_000 ? "goal of 2,000 completions/s: met" : "goal of 2,000 completions/s: MISSED");
        nodes.ForEach(node => node.Dispose());
    }

    private static async Task Work(ICreatorDesk creators, INodeDesk desk, JobId job, List<PlainNode> nodes)
    {
        var done = false;
        var workers = nodes.Select(node => Task.Run(async () =>
        {
            while (!Volatile.Read(ref done))
                await node.Step(desk, 1);
        })).ToList();
        await Until(async () => (await creators.Job(job, CancellationToken.None)).Value is var view && (view!.State is JobState.Assembling or JobState.Delivered or JobState.Settled || view.Tasks.Accepted == view.Tasks.Total));
        Volatile.Write(ref done, true);
        await Task.WhenAll(workers);
    }

    private static async Task<JobId> Open(ICreatorDesk creators, IBlobs blobs, int tasks, string name)
    {
        var job = await Submit(creators, tasks, name);
        await Until(async () => (await creators.Job(job, CancellationToken.None)).Value! is var view
            && (view.State == JobState.Rejected ? throw new InvalidOperationException(view.Reason) : view.State == JobState.Rendering && view.Tasks.Total >= tasks));
        await Upload(blobs, job, tasks);
        return job;
    }

    private static async Task<JobId> Submit(ICreatorDesk creators, int tasks, string name)
    {
        using var scene = new MemoryStream("plain"u8.ToArray());
        var package = (await creators.StorePackage(scene, "plain.glb", CancellationToken.None)).Value!.Digest;
        using var spec = JsonDocument.Parse($$"""{ "package": "{{package}}", "frames": "0-{{(tasks / TasksPerFrame) - 1}}", "size": "16x16", "samples": {{TasksPerFrame}} }""");
        var submitted = await creators.Submit(new SubmitJob(spec.RootElement.Clone(), name, AutoAccept: true), CancellationToken.None);
        return submitted.Value?.Id ?? throw new InvalidOperationException(submitted.Refusal!.Detail);
    }

    private static async Task Upload(IBlobs blobs, JobId job, int tasks)
    {
        await blobs.Put(PlainNode.Log);
        await Parallel.ForAsync(0, tasks, async (task, stop) => await blobs.Put(
            PlainWorld.Result(new TaskId(job, task / TasksPerFrame, new PixelRegion(0, 0, 16, 16), new SampleRange(task % TasksPerFrame, 1))).Content, stop));
    }

    private static void Sign(int count)
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var message = new byte[408];
        for (var i = 0; i < count; i++)
            Network.Proof.NodeSignature.Sign(key, message);
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        while (!await holds())
            await Task.Delay(20);
    }
}

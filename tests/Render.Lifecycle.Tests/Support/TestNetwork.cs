using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Render.Lifecycle.Contracts;
using Render.Lifecycle.Proofs;
using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Lifecycle.Tests.Support;

/// <summary>A small network in a folder: a coordinator that can be killed and started again, scripted nodes, a creator with a balance.</summary>
internal sealed class TestNetwork : IAsyncDisposable
{
    private static readonly TimeSpan Stall = TimeSpan.FromMilliseconds(10);

    private readonly string folder = Directory.CreateTempSubdirectory("render-lifecycle-").FullName;
    private readonly LifecycleOptions options;

    private TestNetwork(LifecycleOptions options) => this.options = options;

    public static LifecycleOptions Defaults { get; } = new()
    {
        NetworkName = "test",
        EngineBuild = 1,
        Faucet = true,
        Gather = TimeSpan.Zero,
        Lease = TimeSpan.FromMinutes(10),
        AuditAnswer = TimeSpan.FromMinutes(10),
        BeaconLength = 1_024,
        // One in a hundred audits would be repeated: here none, so that scripts are the same every time.
        Policy = Policy.Default with { AuditRepeatPpm = 0 },
    };

    public ShiftedClock Clock { get; } = new(new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));

    public SyntheticEngine Engine { get; } = new();

    public CrashPoint Crash { get; private set; } = new();

    public TestCoordinator Coordinator { get; private set; } = null!;

    public List<ScriptedNode> Nodes { get; } = [];

    public static async Task<TestNetwork> Create(int nodes = 3, LifecycleOptions? options = null)
    {
        var network = new TestNetwork(options ?? Defaults);
        network.Coordinator = await network.Open();
        for (var i = 0; i < nodes; i++)
            await network.Join($"op-{(char)('a' + i)}");
        return network;
    }

    /// <summary>Lets a node of an operator join and pass its validation.</summary>
    public async Task<ScriptedNode> Join(string owner, Action<ScriptedNode>? script = null)
    {
        var node = new ScriptedNode(owner, Clock);
        Nodes.Add(node);
        Assert.Null((await node.Register(Coordinator)).Refusal);
        await node.Step(Coordinator);
        script?.Invoke(node);
        return node;
    }

    /// <summary>Kills the coordinator and starts another one on the same folder.</summary>
    public async Task Restart(int crashAfter = 0)
    {
        await Coordinator.DisposeAsync();
        Crash = new CrashPoint { After = crashAfter };
        Coordinator = await Open();
        foreach (var node in Nodes)
            await node.Register(Coordinator);
    }

    public async Task<Digest> Store(string scene = "a scene")
    {
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(scene));
        var stored = await Coordinator.Creators.StorePackage(content, "scene.glb", CancellationToken.None);
        return stored.Value!.Digest;
    }

    public async Task Fund(ulong tokens = 1_000, string key = "gift") => Assert.Null((await Coordinator.Network.Faucet(
        new FaucetRequest(CreatorId.Parse("local"), Tokens.FromWhole(tokens), key), CancellationToken.None)).Refusal);

    /// <summary>Submits a job of small frames, each one task.</summary>
    public async Task<JobId> Submit(int frames = 4, string key = "job", bool accept = true, string more = "", int samples = 2, string scene = "a scene")
    {
        var package = await Store(scene);
        var submitted = await Coordinator.Creators.Submit(
            new SubmitJob(Json($$"""{ "package": "{{package}}", "frames": "0-{{frames - 1}}", "size": "24x16", "samples": {{samples}} {{more}} }"""), key, accept, Digest.OfText("salt")),
            CancellationToken.None);
        Assert.Null(submitted.Refusal);
        return submitted.Value!.Id;
    }

    public static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    public async Task<JobView> Job(JobId job) => (await Coordinator.Creators.Job(job, CancellationToken.None)).Value!;

    /// <summary>Lets all nodes work until the job is in a state. Where nothing happens for a while, the clock is moved on a little.</summary>
    public async Task<JobView> Until(JobId job, params JobState[] states)
    {
        for (var stalls = 0; stalls < 1_000;)
        {
            Crash.Demand();
            var seen = Coordinator.Events.LastSequence;
            var view = await Job(job);
            if (states.Contains(view.State))
                return view;
            var busy = false;
            foreach (var node in Nodes.ToList())
                busy |= await node.Step(Coordinator);
            if (busy || Coordinator.Events.LastSequence != seen)
                continue;
            await Happened(seen);
            if (Coordinator.Events.LastSequence == seen)
            {
                stalls++;
                // Something waits for time to pass: a retry at first, then perhaps a lease.
                Clock.Advance(stalls < 20 ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromSeconds(30));
            }
        }

        var stuck = await Job(job);
        throw new InvalidOperationException($"The job is stuck: {stuck.State}, {stuck.Tasks}, {stuck.Reason}");
    }

    /// <summary>Waits until a condition holds, letting the coordinator work. Where nothing happens for long, the clock is moved on by a sweep's period.</summary>
    public async Task Until(Func<Task<bool>> holds)
    {
        for (var stalls = 0; stalls < 2_000; stalls++)
        {
            if (await holds())
                return;
            await Happened(Coordinator.Events.LastSequence);
            // A sweep that had yet to lie down when the clock was moved sleeps until it is moved again.
            if (stalls % 25 == 24)
                Clock.Advance(options.Sweep);
        }

        throw new InvalidOperationException("It never came true.");
    }

    /// <summary>Waits until it is a node's turn to do something, and gives what it is to do.</summary>
    public async Task<WorkAssignment> Work(ScriptedNode node, WorkKind kind)
    {
        WorkAssignment? found = null;
        await Until(async () => (found = (await node.Claim(Coordinator, 1)).FirstOrDefault(work => work.Kind == kind)) is not null);
        return found!;
    }

    /// <summary>Waits for an answer while time passes; a coordinator that dies meanwhile never gives one.</summary>
    public async Task<T> Answer<T>(Task<T> answer)
    {
        while (!answer.IsCompleted)
        {
            await Task.WhenAny(answer, Crash.Died, Task.Delay(Stall));
            Crash.Demand();
            Clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        return await answer;
    }

    /// <summary>What the independent auditor finds in the books.</summary>
    public async Task<IReadOnlyList<BookFinding>> Audit() => BookAudit.Run(
        AuditBundle.FromJson((await Coordinator.Get<BundleWriter>().Gather(CancellationToken.None)).ToJson()));

    public async Task<Int128> Balance(string account) => await Coordinator.Ledger.Balance(account);

    public async ValueTask DisposeAsync()
    {
        await Coordinator.DisposeAsync();
        foreach (var node in Nodes)
            node.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private Task<TestCoordinator> Open() => TestCoordinator.Start(folder, Clock, options, Engine, Crash);

    private async Task Happened(long seen)
    {
        using var patience = new CancellationTokenSource(Stall);
        await foreach (var _ in Coordinator.Events.WatchAsync(seen, null, patience.Token))
            return;
    }
}

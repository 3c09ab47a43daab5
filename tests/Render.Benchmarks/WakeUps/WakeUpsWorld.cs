using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Render.Benchmarks.Completions;
using Render.Lifecycle;
using Render.Lifecycle.Desks;
using Render.Lifecycle.Ports;
using Render.Local.Storage;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Benchmarks.WakeUps;

/// <summary>A coordinator and its only node, which waits in a claim while a job of a single task opens.</summary>
internal sealed class WakeUpsWorld : IAsyncDisposable
{
    private const double Patience = 20;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("render-wake-");
    private readonly SqliteStore store;
    private readonly ServiceProvider services;
    private readonly TimedQueue queue;
    private readonly PlainNode node;
    private readonly CancellationTokenSource stop = new();
    private Task running = Task.CompletedTask;

    private WakeUpsWorld(string name, int number, TimedQueue queue)
    {
        (Name, this.queue, node) = (name, queue, new PlainNode(number));
        store = SqliteStore.Open(Path.Combine(folder.FullName, "data.db"));
        services = PlainServices.Create(store, folder.FullName, queue);
    }

    /// <summary>Which queue it is.</summary>
    public string Name { get; }

    /// <summary>Milliseconds from wake-up to lease, so far.</summary>
    public List<double> Milliseconds { get; } = [];

    /// <summary>How often the node found work without a wake-up.</summary>
    public int Unwoken { get; private set; }

    private INodeDesk Nodes => services.GetRequiredService<INodeDesk>();

    public static async Task<WakeUpsWorld> Open(string name, int number, TimedQueue queue)
    {
        var world = new WakeUpsWorld(name, number, queue);
        var life = world.services.GetRequiredService<Coordinator>();
        await life.Recover(CancellationToken.None);
        await life.Begin(CancellationToken.None);
        world.running = Task.Run(() => life.Run(world.stop.Token));
        await world.services.GetRequiredService<INetworkDesk>().Faucet(new FaucetRequest(CreatorId.Parse("local"), Tokens.FromWhole(1_000_000), "gift"), CancellationToken.None);
        await world.services.GetRequiredService<IBlobs>().Put(PlainNode.Log);
        await world.node.Join(world.Nodes);
        return world;
    }

    /// <summary>Wakes the node once more.</summary>
    public async Task Once()
    {
        var claim = node.Claim(Nodes, Patience);
        await Submit();
        var work = await claim;
        var answered = Stopwatch.GetTimestamp();
        if (work.Count == 0)
            throw new InvalidOperationException("The job did not open.");
        if (queue.WokenBy is { } sent)
            Milliseconds.Add(Stopwatch.GetElapsedTime(sent, answered).TotalMilliseconds);
        else
            Unwoken++;
        foreach (var assignment in work)
            await services.GetRequiredService<IBlobs>().Put(PlainWorld.Result(assignment.Task.Id).Content);
        await node.Do(Nodes, work);
    }

    /// <summary>Forgets what was measured while the code was still being compiled.</summary>
    public void Forget()
    {
        Milliseconds.Clear();
        Unwoken = 0;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        await services.DisposeAsync();
        await store.DisposeAsync();
        node.Dispose();
        stop.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task Submit()
    {
        var creators = services.GetRequiredService<ICreatorDesk>();
        using var scene = new MemoryStream("plain"u8.ToArray());
        var package = (await creators.StorePackage(scene, "plain.glb", CancellationToken.None)).Value!.Digest;
        using var spec = JsonDocument.Parse($$"""{ "package": "{{package}}", "frames": "0-0", "size": "16x16", "samples": 1 }""");
        var submitted = await creators.Submit(new SubmitJob(spec.RootElement.Clone(), Guid.NewGuid().ToString("N"), AutoAccept: true), CancellationToken.None);
        if (submitted.IsRefused)
            throw new InvalidOperationException(submitted.Refusal.Detail);
    }
}

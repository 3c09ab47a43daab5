using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Render.Local.Cli;
using Render.Local.Cli.Views;
using Render.Local.Host;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Worker.Client;

namespace Render.Local.Demo;

/// <summary>The demo from the first process to the closed epoch: what happens on the stage.</summary>
/// <param name="options">What is asked.</param>
/// <param name="surroundings">The process.</param>
/// <param name="screen">Where it is shown.</param>
internal sealed class DemoRun(DemoOptions options, Surroundings surroundings, Screen screen)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan ChainPatience = TimeSpan.FromMinutes(2);

    private readonly TimeProvider _time = surroundings.Time;
    private readonly RunTracker _tracker = new(Path.GetFileName(options.Scene), surroundings.Time.GetUtcNow(), surroundings.Time);
    private readonly IReadOnlyList<DemoNode> _cast = DemoCast.Of(options.Nodes, Environment.ProcessorCount);

    /// <summary>Plays it.</summary>
    /// <returns>What is left to report.</returns>
    public async Task<DemoOutcome> Play(DemoStage stage, CancellationToken cancellation)
    {
        DemoOutcome? outcome = null;
        await RunShow.Run(surroundings, screen, async show => outcome = await Play(stage, show, cancellation));
        return outcome!;
    }

    private async Task<DemoOutcome> Play(DemoStage stage, Action<RunView> show, CancellationToken cancellation)
    {
        if (options.Chain)
        {
            Say("a local chain starts: anvil, with all contracts", show);
            var chain = await stage.StartChain(cancellation);
            Say($"the escrow is at {chain.Contracts.Escrow}, on chain {chain.Contracts.ChainId.ToString(CultureInfo.InvariantCulture)}", show);
        }
        Say($"a coordinator starts on loopback{(options.Storage == StorageKind.Azurite ? ", with blobs and wake-ups in Azurite" : "")}", show);
        var network = await stage.StartCoordinator(cancellation);
        Say(string.Create(CultureInfo.InvariantCulture, $"{_cast.Count} nodes start as processes of their own: {string.Join(", ", _cast.Select(n => n.Name))}; {_cast[^1].Name} will cheat"), show);
        foreach (var node in _cast)
            stage.StartNode(node);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var director = new DemoDirector(_cast.First(n => n.Part == DemoPart.IsKilled));
        var events = Listen(network, stage, director, over.Token);
        try
        {
            await Nodes(network, stage, show, cancellation);
            var job = await Submit(network, cancellation);
            job = await Follow(network, stage, director, job, show, cancellation);
            var epoch = job.State == JobState.Settled ? await CloseEpoch(network, show, cancellation) : null;
            var followed = options.Chain ? await FollowChain(network, show, cancellation) : null;
            show(View());
            return new DemoOutcome(network, job, epoch, View(), _cast, followed);
        }
        finally
        {
            await over.CancelAsync();
            await events;
        }
    }

    /// <summary>Waits until every node takes paid work, so that the quote's times are true.</summary>
    private async Task Nodes(AdminClient network, DemoStage stage, Action<RunView> show, CancellationToken cancellation)
    {
        while (true)
        {
            var nodes = await network.Get<IReadOnlyList<NodeView>>("/v1/nodes", cancellation);
            lock (_tracker)
                _tracker.See(nodes);
            show(View());
            if (nodes.Count(n => n.Status == NodeStatus.Active) >= _cast.Count)
                return;
            Demand(stage, killed: false);
            await Task.Delay(Look, _time, cancellation);
        }
    }

    private async Task<JobView> Submit(AdminClient network, CancellationToken cancellation)
    {
        await using var content = File.OpenRead(options.Scene);
        var package = await network.Upload(Path.GetFileName(options.Scene), content, progress: null, cancellation);
        var spec = new JsonObject
        {
            ["package"] = package.Digest.ToString(),
            ["name"] = Path.GetFileName(options.Scene),
            ["frames"] = new FrameRange(0, options.Frames - 1).ToString(),
            ["size"] = options.Size.ToString(),
            ["samples"] = options.Samples,
            ["seed"] = options.Seed,
        };
        Tell($"the scene is uploaded: {package.Facts.Triangles.ToString("N0", CultureInfo.InvariantCulture)} triangles, {package.Files} files, package {package.Digest.ToString()[..12]}…");
        return await network.Post<SubmitJob, JobView>("/v1/jobs", new SubmitJob(JsonSerializer.SerializeToElement(spec), "demo-" + Guid.NewGuid().ToString("N"), AutoAccept: true), cancellation);
    }

    private async Task<JobView> Follow(AdminClient network, DemoStage stage, DemoDirector director, JobView job, Action<RunView> show, CancellationToken cancellation)
    {
        var victim = _cast.First(n => n.Part == DemoPart.IsKilled);
        while (!JobEnd.IsReached(job))
        {
            job = await network.Get<JobView>($"/v1/jobs/{job.Id}", cancellation);
            var nodes = await network.Get<IReadOnlyList<NodeView>>("/v1/nodes", cancellation);
            lock (_tracker)
            {
                _tracker.See(job);
                _tracker.See(nodes);
                if (director.Next(job, nodes) == DemoCue.Kill)
                {
                    var process = stage.ProcessOf(victim.Name);
                    stage.KillNode(victim.Name);
                    _tracker.MarkGone(nodes.First(n => n.Name == victim.Name).Id, gone: true);
                    _tracker.Say(_time.GetUtcNow(), director.Obituary(process), Mood.Warn);
                }
            }
            show(View());
            Demand(stage, director.HasKilled);
            await Task.Delay(Look, _time, cancellation);
        }
        // The stream of events may be a moment behind what was read.
        await Task.Delay(Look, _time, cancellation);
        return job;
    }

    private async Task<EpochView> CloseEpoch(AdminClient network, Action<RunView> show, CancellationToken cancellation)
    {
        var epoch = await network.Post<CloseEpochRequest, EpochView>("/v1/epochs/close", new CloseEpochRequest(), cancellation);
        while (!epoch.Closed)
        {
            await Task.Delay(Look, _time, cancellation);
            epoch = (await network.Get<IReadOnlyList<EpochView>>("/v1/epochs", cancellation)).First(e => e.Number == epoch.Number);
        }
        var nodes = await network.Get<IReadOnlyList<NodeView>>("/v1/nodes", cancellation);
        lock (_tracker)
        {
            _tracker.See(nodes);
            if (!_tracker.Moments.Any(m => m.Text.StartsWith("epoch ", StringComparison.Ordinal)))
                _tracker.Hear(new EpochEnded(epoch) { Time = _time.GetUtcNow() });
        }
        show(View());
        return epoch;
    }

    /// <summary>Waits until the chain has followed the whole book.</summary>
    private async Task<ChainView> FollowChain(AdminClient network, Action<RunView> show, CancellationToken cancellation)
    {
        Say("the chain follows: charges are settled, burned and claimed, the emission is minted; its clock is moved over the dispute windows and the epoch's end", show);
        var began = _time.GetTimestamp();
        while (true)
        {
            var view = await network.Get<ChainView>("/v1/chain", cancellation);
            if (view.IsCaughtUp)
            {
                Say(view.IsEqual ? "book and chain are equal, to the unit" : "book and chain differ", show);
                return view;
            }
            if (_time.GetElapsedTime(began) > ChainPatience)
                throw new CommandFailedException(
                    ExitCode.Failure, $"The chain does not follow the book: {view.Trouble ?? "it is still at it"}", $"The coordinator's log is in {Path.Combine(options.State, "logs")}.");
            await Task.Delay(Look, _time, cancellation);
        }
    }

    private async Task Listen(AdminClient network, DemoStage stage, DemoDirector director, CancellationToken cancellation)
    {
        var victim = _cast.First(n => n.Part == DemoPart.IsKilled);
        try
        {
            await foreach (var happened in network.Watch<NetworkEvent>("/v1/events", _time, cancellation))
                lock (_tracker)
                {
                    _tracker.Hear(happened);
                    var id = _tracker.Nodes.FirstOrDefault(n => n.Name == victim.Name)?.Id;
                    if (!director.MayReturn(happened, id))
                        continue;
                    _tracker.Say(happened.Time, $"{TaskText.Words(((LeaseMoved)happened).Task)} goes to {_tracker.NameOf(((LeaseMoved)happened).Node)}; {victim.Name} starts again", Mood.Good);
                    if (id is { } known)
                        _tracker.MarkGone(known, gone: false);
                    stage.StartNode(victim);
                }
        }
        catch (OperationCanceledException)
        {
            // The play is over.
        }
    }

    /// <summary>Every process still runs that should: the killed one may be down, and the cheat ends once it is banned.</summary>
    private void Demand(DemoStage stage, bool killed)
    {
        var fallen = stage.Fallen(name => _cast.First(n => n.Name == name).Part is var part && (part == DemoPart.Cheats || (part == DemoPart.IsKilled && killed)));
        if (fallen is not null)
            throw new CommandFailedException(ExitCode.Failure, $"{fallen.Name} ended though nobody asked it to:\n{fallen.Tail()}", $"Its whole log is {fallen.LogFile}.");
    }

    private RunView View()
    {
        lock (_tracker)
            return _tracker.View(_time.GetUtcNow());
    }

    private void Say(string text, Action<RunView> show)
    {
        Tell(text);
        show(View());
    }

    private void Tell(string text)
    {
        lock (_tracker)
            _tracker.Say(_time.GetUtcNow(), text);
    }
}

/// <summary>What the play left.</summary>
/// <param name="Network">The coordinator, still up.</param>
/// <param name="Job">The job at its end.</param>
/// <param name="Epoch">The closed epoch; null: the job did not settle.</param>
/// <param name="View">The last picture.</param>
/// <param name="Cast">The nodes.</param>
/// <param name="Chain">Book and chain at the end; null: the money is on no chain.</param>
internal sealed record DemoOutcome(AdminClient Network, JobView Job, EpochView? Epoch, RunView View, IReadOnlyList<DemoNode> Cast, ChainView? Chain);

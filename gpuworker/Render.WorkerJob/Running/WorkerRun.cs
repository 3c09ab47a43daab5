using Azure;
using Azure.Identity;
using Render.Tracing.Ilgpu.Devices;
using Render.Tracing.Rendering;
using Render.Worker;
using Render.Worker.Agent;
using Render.Worker.Client;
using Render.Worker.Identity;
using Render.WorkerJob.Health;
using Render.WorkerJob.Homes;
using Render.WorkerJob.Settings;
using Render.WorkerJob.Waking;

namespace Render.WorkerJob.Running;

/// <summary>One run: takes a home, waits for its wake-up if it is a container job, is a node until it has nothing to do or is told to end.</summary>
internal sealed class WorkerRun(WorkerSettings settings, WorkerLog log, StopSignals signals, TimeProvider clock)
{
    /// <summary>What a node takes to give its leases back, and a little.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(4);

    /// <summary>Runs, and says in words what stands in the way.</summary>
    /// <returns>A <see cref="WorkerExit"/>.</returns>
    public async Task<int> Run()
    {
        try
        {
            await using var health = HealthFile.Start(settings.Health, clock);
            await using var home = await TakeHome();
            return await Woken() ? await BeANode(home) : WorkerExit.Done;
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            log.Say("Stopped", "told to end before there was anything to do");
            return WorkerExit.Done;
        }
        catch (Exception e)
        {
            var (code, text) = Explain(e);
            log.Fail("Failed", text);
            return code;
        }
    }

    private async Task<HeldHome> TakeHome()
    {
        // Asked first, so that what stands in the way is said of the folder and not of a file deep inside.
        Directory.CreateDirectory(settings.Home);
        var probe = Path.Combine(settings.Home, $".probe.{Guid.NewGuid():N}");
        await File.WriteAllBytesAsync(probe, []);
        File.Delete(probe);
        return await new HomePool(settings.Home, settings.Homes, Kernel.Name, clock).Take(signals.Stop);
    }

    private async Task<bool> Woken()
    {
        if (settings.Wake is not { } source)
            return true;
        var queue = await WakeSources.Open(source, clock).Take(settings.WakeWait, signals.Stop);
        if (queue is null)
            log.Say("NotWoken", FormattableString.Invariant($"no wake-up within {settings.WakeWait!.Value.TotalSeconds:F0} s"));
        else
            log.Say("Woken", $"woken by {queue}");
        return queue is not null;
    }

    private async Task<int> BeANode(HeldHome home)
    {
        using var device = await Choose();
        var agent = new NodeAgent(Options(home) with { Device = device }, log);
        using var late = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(signals.Leave, home.Lost, late.Token);
        using var lost = home.Lost.Register(() => log.Fail("HomeLost", $"{home.Folder} is no longer surely this process' own"));
        using var heard = signals.Stop.Register(() =>
        {
            // What is not finished by then is given back while there is time.
            late.CancelAfter(settings.Grace > Farewell ? settings.Grace - Farewell : TimeSpan.Zero);
            agent.Drain();
        });
        log.Say("Joining", $"node {home.Number} of {settings.Operator} joins {settings.Coordinator}; its home is {home.Folder}");
        var exit = await agent.RunAsync(leave.Token);
        switch (exit)
        {
            case NodeExit.Banned:
                return WorkerExit.Failed;
            case NodeExit.Left when signals.Stop.IsCancellationRequested:
                // Before it had joined there was nothing to leave behind.
                return leave.IsCancellationRequested ? WorkerExit.Terminated : WorkerExit.Done;
            case NodeExit.Left when home.Lost.IsCancellationRequested:
                return WorkerExit.NoHome;
            case NodeExit.Left:
                log.Fail("Unreachable", $"{settings.Coordinator} did not take the node in within RENDER_IDLE");
                return WorkerExit.Unreachable;
            default:
                await ClearWakeUps();
                return WorkerExit.Done;
        }
    }

    private async Task<ITracingDevice> Choose()
    {
        var chosen = await Task.Run(() => DeviceChooser.ChooseExact(settings.Device, settings.Threads));
        log.Say("DeviceChosen", $"traces on {chosen.Device.Identity.Name}: {chosen.Why}");
        return chosen.Device;
    }

    /// <summary>
    /// After work there is nothing more of, whatever rang before this node went idle has been looked after. A node that found nothing it could do
    /// leaves the queues alone: others may.
    /// </summary>
    private async Task ClearWakeUps()
    {
        if (settings.Wake is not { } source || settings.Idle is not { } idle || !log.Worked || signals.Stop.IsCancellationRequested)
            return;
        try
        {
            if (await WakeSources.Open(source, clock).Clear(idle, signals.Stop) is var cleared and > 0)
                log.Say("WakeUpsCleared", FormattableString.Invariant($"{cleared} wake-ups for work that is done"));
        }
        catch (Exception e) when (e is RequestFailedException or OperationCanceledException or AggregateException or AuthenticationFailedException)
        {
            // They would only have started workers that find nothing.
            log.Say("WakeUpsLeft", $"wake-ups for work that is done stay: {e.Message}");
        }
    }

    private NodeOptions Options(HeldHome home)
    {
        var options = new NodeOptions
        {
            Coordinator = settings.Coordinator,
            Home = home.Folder,
            Operator = settings.Operator,
            OperatorKey = settings.OperatorKey,
            Name = settings.Homes == 1 ? settings.Name : FormattableString.Invariant($"{settings.Name}-{home.Number}"),
            Region = settings.Region,
            Jurisdiction = settings.Jurisdiction,
            Attestation = settings.Attestation,
            Threads = settings.Threads,
            Share = settings.Share,
            AskPrice = settings.Ask,
            CacheFolder = settings.Cache,
            CacheBytes = settings.CacheBytes,
            MachineFolder = settings.Home,
            Idle = settings.Idle,
        };
        return settings.MemoryBytes is { } bytes ? options with { MemoryBytes = bytes } : options;
    }

    private (int Code, string Text) Explain(Exception fault) => fault switch
    {
        HomesTakenException e => (WorkerExit.NoHome, $"{e.Message} {HomesTakenException.Fix}"),
        NodeHomeInUseException e => (WorkerExit.NoHome, $"{e.Message} {e.Fix}"),
        DeviceException e => (WorkerExit.Usage, $"RENDER_DEVICE={settings.Device}: {e.Message}"),
        NodeKeyException e => (WorkerExit.NoHome, $"{e.Message} {e.Fix}"),
        CoordinatorRefusedException e => (WorkerExit.Refused, $"{settings.Coordinator} refuses the node ({e.Code}): {e.Detail} {e.Fix}".TrimEnd()),
        AuthenticationFailedException e => (WorkerExit.Refused, $"No identity opens RENDER_WAKE_QUEUES; AZURE_CLIENT_ID names the one to use. {e.Message}"),
        RequestFailedException { Status: 401 or 403 } e => (WorkerExit.Refused, $"The identity may not read RENDER_WAKE_QUEUES; it needs the role Storage Queue Data Message Processor. {e.Message}"),
        RequestFailedException e => (WorkerExit.Unreachable, $"The queues of RENDER_WAKE_QUEUES do not answer: {e.Message}"),
        // What the client of the queues makes of several tries, and of one without an answer.
        AggregateException or OperationCanceledException when settings.Wake is not null => (WorkerExit.Unreachable, $"The queues of RENDER_WAKE_QUEUES do not answer: {fault.GetBaseException().Message}"),
        UnauthorizedAccessException or IOException => (WorkerExit.NoHome, $"RENDER_HOME {settings.Home} or RENDER_HEALTH {settings.Health} cannot be used: {fault.Message} Both must be folders that user {Environment.UserName} may write to."),
        _ => (WorkerExit.Bug, $"A bug: {fault}"),
    };
}

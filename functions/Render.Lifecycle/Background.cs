using System.Globalization;
using Microsoft.Extensions.Logging;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Nodes;
using Render.Lifecycle.Proofs;
using Render.Lifecycle.Workflows;
using Render.Network.Jobs;

namespace Render.Lifecycle;

/// <summary>
/// What goes on beside requests and workflows: challenges, reference audits, expired leases, done groups, finished frames, deadlines. Each step
/// looks at the board and does what is due; a step that fails is tried again, and said so calmly.
/// </summary>
internal sealed class Background(
    TaskBoard board, BoardSignal signal, DrawAudits draws, CompareReplicas replicas, CompareRanges ranges, DecideVerdict verdicts, SweepLeases sweep, Reckoning reckoning, PreemptLeases preempt, Standings standings, StopJob stop, JobStore jobs,
    FrameStore frames, IWorkflows workflows, NodeBell bell, PoolBell pools, TimeProvider clock, LifecycleOptions options, ILogger<Background> log)
{
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);

    /// <summary>Runs all steps until cancelled.</summary>
    public Task Run(CancellationToken cancellationToken) => Task.WhenAll(
        Loop("challenge", Challenge, cancellationToken),
        Loop("replicas", Replicas, cancellationToken),
        Loop("ranges", Ranges, cancellationToken),
        Loop("reference", ReferenceStep, cancellationToken),
        Loop("signals", Signals, cancellationToken),
        Loop("pools", Pools, cancellationToken),
        Loop("frames", Frames, cancellationToken),
        Every("sweep", options.Sweep, Sweep, cancellationToken),
        Every("flush", options.Flush, standings.Flush, cancellationToken));

    /// <summary>Challenges the receipts that wait.</summary>
    public async Task<bool> Challenge(CancellationToken cancellationToken) => await draws.Step(cancellationToken) > 0;

    /// <summary>Compares replicas that are open.</summary>
    public async Task<bool> Replicas(CancellationToken cancellationToken) => await replicas.Step(cancellationToken) > 0;

    /// <summary>Compares the sample ranges of statistical jobs' tiles.</summary>
    public async Task<bool> Ranges(CancellationToken cancellationToken) => await ranges.Step(cancellationToken) > 0;

    /// <summary>Does one audit on the reference CPU.</summary>
    public async Task<bool> ReferenceStep(CancellationToken cancellationToken)
    {
        if (board.TakeUnaudited() is not { } task)
            return false;
        try
        {
            await verdicts.Decide(task, cancellationToken);
        }
        finally
        {
            board.GiveBackUnaudited(task);
        }

        return true;
    }

    /// <summary>Wakes waiting nodes, and tells workflows about done groups and jobs at their cap.</summary>
    public async Task<bool> Signals(CancellationToken cancellationToken)
    {
        await bell.Wake(board.TakeWaiting(), cancellationToken);
        var done = board.TakeDoneGroups();
        foreach (var (job, group, round) in done)
            await workflows.RaiseEvent(GroupWorkflow.IdOf(job, group, round), GroupWorkflow.Done, true, DoneKey(), cancellationToken);
        var capped = board.TakeCappedJobs();
        foreach (var job in capped)
            await jobs.Move(
                job, JobEvent.CapReached,
                record => record with { Reason = "The accepted work has reached the cap: top up, or take the frames that are finished." }, cancellationToken);
        return done.Count + capped.Count > 0;
    }

    /// <summary>Wakes sleeping workers for tasks that nobody takes.</summary>
    public async Task<bool> Pools(CancellationToken cancellationToken)
    {
        await pools.Step(cancellationToken);
        return false;
    }

    /// <summary>Assembles one finished frame ahead of the workflow, so that it can be looked at.</summary>
    public async Task<bool> Frames(CancellationToken cancellationToken)
    {
        if (board.TakeFinishedFrame() is not { } finished)
            return false;
        await frames.Assemble(finished.Job, finished.Frame, cancellationToken);
        return true;
    }

    /// <summary>Takes away what ran out: leases, audits, deadlines; and lets cheaper work yield where dearer work waits.</summary>
    public Task Sweep(CancellationToken cancellationToken) => InTurn.Do(
        () => sweep.Step(cancellationToken),
        () =>
        {
            reckoning.Step();
            return preempt.Step(cancellationToken);
        },
        () => InTurn.Do(
            board.LateJobs(),
            job => stop.Run(job, StopReason.DeadlinePassed, "The deadline passed; what was accepted is paid, the rest returns.", cancellationToken),
            // They stay late until they are stopped.
            static _ => { }));

    private async Task Loop(string name, Func<CancellationToken, Task<bool>> step, CancellationToken cancellationToken)
    {
        var failures = new RepeatedFailures(name, clock, log);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var seen = signal.Changes;
                var more = await step(cancellationToken);
                failures.Worked();
                if (more)
                    continue;
                await signal.Wait(seen, Breath, clock, cancellationToken);
                if (name == "challenge" && options.Gather > TimeSpan.Zero)
                    // Receipts that arrive together share a reveal.
                    await Task.Delay(options.Gather, clock, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                failures.Failed(e);
                await Pause(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    // New each time: a group may be done again after a revoked task; a key that did repeat would only leave it to the group's safety net.
    private string DoneKey() => string.Create(CultureInfo.InvariantCulture, $"done-{clock.GetTimestamp()}");

    private Task Every(string name, TimeSpan period, Func<CancellationToken, Task> step, CancellationToken cancellationToken) => Loop(
        name,
        async stop =>
        {
            await step(stop);
            await Task.Delay(period, clock, stop);
            return true;
        },
        cancellationToken);

    private async Task Pause(CancellationToken cancellationToken) =>
        await Task.Delay(Breath, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
}

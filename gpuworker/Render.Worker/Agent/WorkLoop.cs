using Render.Network.Messages;
using Render.Worker.Choosing;
using Render.Worker.Client;
using Render.Worker.Work;

namespace Render.Worker.Agent;

/// <summary>
/// Claims work and renders it, one assignment at a time with every thread, until the node drains. Work that is asked to yield is parked at the next border
/// between blocks, and taken up again as soon as there is nothing that comes before it.
/// </summary>
internal sealed class WorkLoop(
    CoordinatorClient client, Connection connection, Membership membership, HeartbeatLoop heartbeat, TaskRunner runner, WorkFolder folder, Outbox outbox, Outbox votes,
    HeldLeases held, int undelivered, ChoiceWish? wish, IdleWatch idle, INodeObserver observer, TimeProvider clock)
{
    /// <summary>Offers that are tried, one after the other, before the node takes what it is given.</summary>
    private const int Tries = 3;

    /// <summary>Once a process may end for any reason: an update, a power cut. Over the same task twice, it is likely to be the task.</summary>
    private const int MostDeaths = 2;

    private readonly RetrySchedule afterFailure = new();

    /// <summary>What stands still, what was parked last on top: it was parked for what comes before all below it.</summary>
    private readonly Stack<WorkAssignment> parked = new();

    /// <summary>Takes up what an earlier run left, then claims; returns when drained, or idle for too long.</summary>
    /// <param name="leftOver">Assignments of the earlier run, already among the held leases.</param>
    /// <param name="draining">Cancelled: nothing new.</param>
    /// <param name="cancellationToken">Cancelled: leave now.</param>
    public async Task Run(IReadOnlyList<WorkAssignment> leftOver, CancellationToken draining, CancellationToken cancellationToken)
    {
        foreach (var work in leftOver)
            if (folder.Starts(work.Lease.Id) is >= MostDeaths and var deaths)
                await GiveBack(work, LeaseFailure.Crashed, $"The node's process ended {deaths} times while it worked on the task.", cancellationToken);
            else
                await Do(work, resumed: true, cancellationToken);
        idle.Restart();
        while (parked.Count > 0 || (!draining.IsCancellationRequested && !idle.IsOver))
        {
            var claimed = parked.Count > 0 ? await ClaimFirst(draining, cancellationToken) : await Claim(draining, cancellationToken);
            foreach (var work in claimed)
            {
                await Do(work, resumed: false, cancellationToken);
                idle.Restart();
            }

            if (claimed.Count == 0 && parked.TryPop(out var back))
                await GoOn(back, cancellationToken);
        }
    }

    /// <summary>Asks for work that comes before what is parked, without waiting for any, nor for a coordinator that is away.</summary>
    private async Task<IReadOnlyList<WorkAssignment>> ClaimFirst(CancellationToken draining, CancellationToken cancellationToken)
    {
        if (draining.IsCancellationRequested || !await heartbeat.TryBeat(cancellationToken) || !HasRoom)
            return [];
        try
        {
            return (await client.Claim(new ClaimWork(1, 0), cancellationToken)).Assignments;
        }
        catch (Exception e) when (e is CoordinatorUnreachableException or CoordinatorRefusedException)
        {
            return [];
        }
    }

    private async Task GoOn(WorkAssignment work, CancellationToken cancellationToken)
    {
        // Its lease may have ended meanwhile.
        if (held.Find(work.Lease.Id) is { } lease)
        {
            lease.Resume();
            await Do(work, resumed: true, cancellationToken);
            idle.Restart();
        }
        else
            Drop(work, "its lease ended while it was parked");
    }

    private async Task<IReadOnlyList<WorkAssignment>> Claim(CancellationToken draining, CancellationToken cancellationToken)
    {
        using var away = idle.GiveUp();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(draining, away.Token, cancellationToken);
        try
        {
            await WaitForRoom(either.Token);
            if (wish is not null && await Choose(wish, either.Token) is { Count: > 0 } chosen)
                return chosen;
            var claim = new ClaimWork(1, idle.ClaimSeconds);
            return (await connection.Insist(token => client.Claim(claim, token), either.Token)).Assignments;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [];
        }
        catch (CoordinatorRefusedException e)
        {
            // Quarantined or not admitted: asking again later is all there is to do.
            var wait = afterFailure.Next();
            observer.On(new Disconnected($"{e.Code}: {e.Detail}", wait));
            await Task.Delay(wait, clock, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return [];
        }
    }

    /// <summary>Looks at the open jobs and claims one that is wished for; none where there is none, or others were quicker each time.</summary>
    private async Task<IReadOnlyList<WorkAssignment>> Choose(ChoiceWish by, CancellationToken cancellationToken)
    {
        var page = await connection.Insist(client.Offers, cancellationToken);
        foreach (var offer in by.Among(page.Offers).Take(Tries))
            try
            {
                var claim = new ClaimWork(1, 0) { Job = offer.Job };
                return (await connection.Insist(token => client.Claim(claim, token), cancellationToken)).Assignments;
            }
            catch (CoordinatorRefusedException)
            {
                // Taken meanwhile, or not to be chosen any more: the next one.
            }

        return [];
    }

    private async Task WaitForRoom(CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = outbox.Changed;
            if (HasRoom)
                return;
            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Whether little enough waits to be delivered. What is kept back does not count: it waits for others, who may wait for this node.</summary>
    private bool HasRoom => outbox.Items.Count(item => !held.Withholds(item.Lease)) < undelivered;

    private async Task Do(WorkAssignment work, bool resumed, CancellationToken cancellationToken)
    {
        // Asked for again before the answer arrived, as an open challenge is: what is signed is never rendered a second time.
        var changed = outbox.Changed;
        if (outbox.Holds(work.Lease.Id))
        {
            await changed.WaitAsync(cancellationToken);
            return;
        }

        if (work.Kind == WorkKind.Reveal)
        {
            // What was committed to is shown as it was signed; a node that lost it has nothing to show.
            if (votes.Find(work.Lease.Id) is not { } vote)
                return;
            outbox.Add(vote with { Kind = WorkKind.Reveal }, [], []);
            votes.Remove(vote);
            return;
        }

        var (kind, task) = (work.Kind, work.Task.Id);
        var lease = held.Add(task, kind, work.Lease.Id, work.Lease.Fencing);
        folder.Begin(work);
        observer.On(new WorkStarted(kind, task, AssignmentCheck.Count(work), resumed));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(lease.Lost, cancellationToken);
        using var trace = WorkTrace.Begin(NameOf(kind), work.Traceparent, task, kind);
        var started = clock.GetTimestamp();
        try
        {
            if (await runner.Run(work, membership.Current.NetworkId, lease, either.Token, trace.Traceparent) is not { } rays)
            {
                lease.Park();
                parked.Push(work);
                // Whatever the process dies of while it stands still is not its doing.
                folder.Rest(work.Lease.Id);
                observer.On(new WorkParked(kind, task, lease.Progress));
                return;
            }

            trace.Rendered(rays);
            lease.Progress = 1;
            afterFailure.Reset();
            observer.On(new WorkFinished(kind, task, rays, clock.GetElapsedTime(started).TotalSeconds));
            folder.Forget(work.Lease.Id);
        }
        catch (OperationCanceledException) when (lease.Lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            trace.Failed("LeaseLost", $"{lease.LostBecause}");
            Drop(work, $"the lease is lost ({lease.LostBecause})");
        }
        catch (TaskFailedException e)
        {
            trace.Failed(e.Code.ToString(), e.Message);
            await GiveBack(work, e.Code, e.Message, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            trace.Failed(e.GetType().FullName!, e.Message);
            await GiveBack(work, LeaseFailure.EngineError, $"{e.GetType().Name}: {e.Message}", cancellationToken);
        }
    }

    private async Task GiveBack(WorkAssignment work, LeaseFailure code, string reason, CancellationToken cancellationToken)
    {
        var message = new FailLease(
            work.Task.Id, work.Lease.Id, work.Lease.Fencing, code, reason.Length > WireLimits.MessageLength ? reason[..WireLimits.MessageLength] : reason);
        try
        {
            await connection.Insist(token => client.Fail(message, token), cancellationToken);
        }
        catch (CoordinatorRefusedException)
        {
            // The lease is gone already, which is what was wanted.
        }

        Drop(work, $"{code}: {reason}");
        // A node that fails at everything must not spin through the network's tasks.
        await Task.Delay(afterFailure.Next(), clock, cancellationToken);
    }

    private static string NameOf(WorkKind kind) => kind switch
    {
        WorkKind.Render => "render",
        WorkKind.Audit => "audit",
        WorkKind.Arbitrate => "arbitrate",
        _ => "validation",
    };

    private void Drop(WorkAssignment work, string reason)
    {
        held.Remove(work.Lease.Id);
        folder.Forget(work.Lease.Id);
        observer.On(new WorkDropped(work.Kind, work.Task.Id, reason));
    }
}

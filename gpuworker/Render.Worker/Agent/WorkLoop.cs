using Render.Network.Messages;
using Render.Worker.Client;
using Render.Worker.Work;

namespace Render.Worker.Agent;

/// <summary>Claims work and renders it, one assignment at a time with every thread, until the node drains.</summary>
internal sealed class WorkLoop(
    CoordinatorClient client, Connection connection, Membership membership, TaskRunner runner, WorkFolder folder, Outbox outbox, Outbox votes,
    HeldLeases held, int undelivered, IdleWatch idle, INodeObserver observer, TimeProvider clock)
{
    private readonly RetrySchedule afterFailure = new();

    /// <summary>Takes up what an earlier run left, then claims; returns when drained, or idle for too long.</summary>
    /// <param name="leftOver">Assignments of the earlier run, already among the held leases.</param>
    /// <param name="draining">Cancelled: nothing new.</param>
    /// <param name="cancellationToken">Cancelled: leave now.</param>
    public async Task Run(IReadOnlyList<WorkAssignment> leftOver, CancellationToken draining, CancellationToken cancellationToken)
    {
        foreach (var work in leftOver)
            await Do(work, resumed: true, cancellationToken);
        idle.Restart();
        while (!draining.IsCancellationRequested && !idle.IsOver)
            foreach (var work in await Claim(draining, cancellationToken))
            {
                await Do(work, resumed: false, cancellationToken);
                idle.Restart();
            }
    }

    private async Task<IReadOnlyList<WorkAssignment>> Claim(CancellationToken draining, CancellationToken cancellationToken)
    {
        using var away = idle.GiveUp();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(draining, away.Token, cancellationToken);
        try
        {
            await WaitForRoom(either.Token);
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

    private async Task WaitForRoom(CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = outbox.Changed;
            // What is kept back waits for others, who may wait for this node.
            if (outbox.Items.Count(item => !held.Withholds(item.Lease)) < undelivered)
                return;
            await changed.WaitAsync(cancellationToken);
        }
    }

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
        folder.Save(work);
        observer.On(new WorkStarted(kind, task, AssignmentCheck.Count(work), resumed));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(lease.Lost, cancellationToken);
        using var trace = WorkTrace.Begin(NameOf(kind), work.Traceparent, task, kind);
        var started = clock.GetTimestamp();
        try
        {
            var rays = await runner.Run(work, membership.Current.NetworkId, lease, either.Token, trace.Traceparent);
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

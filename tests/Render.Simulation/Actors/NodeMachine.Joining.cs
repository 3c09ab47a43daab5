using Render.Lifecycle.Results;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Simulation.Actors;

/// <content>What it says of itself, and what it is told: registration, heartbeats, round trips.</content>
internal sealed partial class NodeMachine
{
    /// <summary>Sends back what the coordinator times.</summary>
    private async Task SendBack(Digest nonce, long asked) => await TryAsk(async desk =>
    {
        var arrived = world.Plant == Plant.HastyClock ? asked : desk.Clock.GetTimestamp();
        var taken = await desk.Nodes.Answer(Id, new Echo(nonce), arrived, CancellationToken.None);
        if (taken.Value is { } echo)
            world.Oracle.Places.Timed(Id, echo);
        return taken;
    });

    private async Task Register()
    {
        var truth = new RegisterNode(
            key.PublicKey, Owner, Name, Stand?.Region ?? "eu-west", Tokens.Zero, new HardwareFacts(Strategy.DeviceClass, "cpu", 4, 4, Memory, "linux", "x64", 1, Digest.OfText("engine")),
            new BenchmarkResult((ulong)(2_300_000 * Speed), 1, 0.1, 4, Digest.OfText("benchmark")));
        while (true)
        {
            var said = Strategy.Introduce(truth);
            if (Stand is not null)
                world.Oracle.Places.Declares(Id, this, said.Region);
            var registered = await Ask(desk => desk.Nodes.Register(said, CancellationToken.None));
            if (!registered.IsRefused)
                return;
            if (registered.Refusal.Code == RefusalCodes.NodeBanned)
            {
                IsBanned = true;
                return;
            }

            await Sleep(TimeSpan.FromSeconds(5));
        }
    }

    /// <summary>Joins again as somebody else, where that is its way.</summary>
    private async Task<bool> Return()
    {
        if (!Strategy.Returns(this))
            return false;
        key = new SeededKey(random);
        Ids.Add(Id = NodeId.FromPublicKey(key.PublicKey));
        Owner = OperatorId.Parse($"{first}v{Ids.Count}");
        (IsBanned, heartbeat) = (false, 0);
        outbox.Clear();
        withheld.Clear();
        votes.Clear();
        held.Clear();
        disk.Clear();
        parked.Clear();
        underWay = null;
        world.Note(Name, $"comes back as {Id}");
        await Register();
        return !IsBanned;
    }

    private async Task Beat()
    {
        while (!IsBanned || Strategy.Returns(this))
        {
            await Sleep(TimeSpan.FromSeconds(5));
            await world.Delays.Beat(Process!, Lease);
            if (IsBanned)
                continue;
            await Say();
        }
    }

    /// <summary>What killed its process is on its disk: once it goes on with that, the second time it says so.</summary>
    private async Task TakeUp()
    {
        if (underWay is { } begun)
            held[begun.Work.Lease.Id] = (begun.Work, 0);
        await Say();
        if (underWay is not { } left)
            return;
        if (!held.ContainsKey(left.Work.Lease.Id))
        {
            underWay = null;
        }
        else if (left.Starts >= 2)
        {
            await Ask(desk => desk.Nodes.Fail(
                Id, new FailLease(left.Work.Task.Id, left.Work.Lease.Id, left.Work.Lease.Fencing, LeaseFailure.Crashed, "died twice"), CancellationToken.None));
            held.Remove(left.Work.Lease.Id);
            underWay = null;
        }
    }

    private async Task Say()
    {
        var progress = held.Values.Select(work => new LeaseProgress(
            work.Work.Task.Id, work.Work.Lease.Id, work.Work.Lease.Fencing, work.Progress, null, parked.Any(other => other.Lease.Id == work.Work.Lease.Id))).ToList();
        var sent = 0L;
        var reply = await TryAsk(desk =>
        {
            sent = desk.Clock.GetTimestamp();
            return desk.Nodes.Beat(Id, new Heartbeat(heartbeat++, false, progress, Strategy.Cached(this), 0), CancellationToken.None);
        });
        if (reply?.Refusal is { } refusal)
            await Refused(refusal);
        if (Stand is not null && reply?.Value?.Echo is { } nonce)
            await SendBack(nonce, sent);
        foreach (var lost in reply?.Value?.Abandon ?? [])
        {
            held.Remove(lost.LeaseId);
            disk.Remove(lost.LeaseId);
        }

        asked.UnionWith((reply?.Value?.Yield ?? []).Where(_ => Strategy.Yields(this)).Select(yield => yield.LeaseId));
    }

    private async Task Refused(Refusal refusal)
    {
        if (refusal.Code == RefusalCodes.NodeBanned)
            IsBanned = true;
        else if (refusal.Code == RefusalCodes.NodeUnknown)
            await Register();
        else
            await Sleep(TimeSpan.FromSeconds(5));
    }
}

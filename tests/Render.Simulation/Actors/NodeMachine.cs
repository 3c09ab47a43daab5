using Render.Lifecycle.Results;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Simulation.Machine;
using Render.Simulation.Messaging;
using Render.Simulation.Rendering;

namespace Render.Simulation.Actors;

/// <summary>
/// A node: it registers, beats, claims, takes its time over what it gets, and delivers until it has an answer. What it has signed is on its disk before
/// it is sent, so that a crash never makes it sign twice; so are the blocks that it has rendered, from which it goes on after it has given way to other work,
/// or crashed.
/// </summary>
internal sealed class NodeMachine
{
    private static readonly byte[] LogBytes = "rendered"u8.ToArray();
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly NodeStrategy Honest = new();

    private readonly World world;
    private readonly SeededStream random;
    private readonly Queue<Parcel> outbox = new();
    private readonly List<Parcel> withheld = [];
    private readonly Dictionary<LeaseId, (WorkAssignment Work, double Progress)> held = [];
    private readonly Dictionary<LeaseId, Draft> disk = [];
    private readonly Stack<WorkAssignment> parked = new();
    private readonly HashSet<LeaseId> asked = [];
    private readonly OperatorId first;
    private (WorkAssignment Work, int Starts)? underWay;
    private SeededKey key;
    private long heartbeat;

    /// <summary>A node that is switched off.</summary>
    public NodeMachine(World world, string name, OperatorId owner, NodeStrategy strategy, double speed)
    {
        (this.world, Name, first, Owner, Strategy, Speed) = (world, name, owner, owner, strategy, speed);
        random = new SeededStream(world.Simulator.Seed, name);
        key = new SeededKey(random);
        Ids.Add(Id = NodeId.FromPublicKey(key.PublicKey));
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its id.</summary>
    public NodeId Id { get; private set; }

    /// <summary>Every id that it ever had, the latest last.</summary>
    public List<NodeId> Ids { get; } = [];

    /// <summary>Who owns it.</summary>
    public OperatorId Owner { get; private set; }

    /// <summary>How it behaves.</summary>
    public NodeStrategy Strategy { get; }

    /// <summary>Work units a second.</summary>
    public double Speed { get; set; }

    /// <summary>Its running process; null where it is off.</summary>
    public SimulatedProcess? Process { get; private set; }

    /// <summary>Random numbers of its own.</summary>
    public SeededStream Random => random;

    /// <summary>Tasks it rendered, whether accepted or not.</summary>
    public int Rendered { get; private set; }

    /// <summary>Work that it did, rendering and auditing, in work units: what its machine was busy with.</summary>
    public double Spent { get; private set; }

    /// <summary>How often it got work that it chose.</summary>
    public int Choices { get; private set; }

    /// <summary>How often it gave way to work that comes first.</summary>
    public int Parkings { get; private set; }

    /// <summary>Memory that it has for scenes, bytes.</summary>
    public long Memory { get; init; } = 1L << 33;

    /// <summary>Where it stands, in runs where that matters; null: nowhere in particular.</summary>
    public Stand? Stand { get; init; }

    /// <summary>Whether it has passed its validation: what it answers to that it always computes.</summary>
    public bool IsValidated { get; private set; }

    /// <summary>Whether the network has told it to stay away.</summary>
    public bool IsBanned { get; private set; }

    /// <summary>Whether a task's scene needs more memory than it has.</summary>
    public bool IsTooSmall(WorkAssignment work) => world.Scenes.Heavy.Contains(work.Task.Package) && Memory < SyntheticScenes.Heavy;

    /// <summary>Whether a task's scene is one that no node can load.</summary>
    public bool CannotLoad(WorkAssignment work) => world.Scenes.Poisoned.Contains(work.Task.Package);

    /// <summary>Switches it on.</summary>
    public void Boot(TimeSpan skew)
    {
        if (Process is not null || IsBanned)
            return;
        Process = world.Simulator.Start(Name);
        Process.Clock.Skew = skew;
        Process.Failed = error => world.Oracle.Fail("bug", $"{Name}: {error}");
        Process.Died = () => Process = null;
        held.Clear();
        parked.Clear();
        asked.Clear();
        foreach (var parcel in withheld)
            held[parcel.Lease] = (parcel.Commits!.Work, 1);
        // Of what it had not begun nothing is there; its leases run out.
        foreach (var draft in disk.Values)
            held[draft.Work.Lease.Id] = (draft.Work, draft.Share);
        heartbeat = 0;
        Process.Start(Main);
    }

    private async Task Main()
    {
        await Register();
        await TakeUp();
        Process!.Start(Beat);
        foreach (var draft in disk.Values.ToList())
            await GoOn(draft.Work);
        if (underWay is { } left && held.ContainsKey(left.Work.Lease.Id))
            await Do(left.Work);
        while (!IsBanned || await Return())
        {
            await Open();
            await Deliver();
            if (!Strategy.Claims(this))
            {
                await Sleep(TimeSpan.FromSeconds(10));
                continue;
            }

            if (parked.Count == 0 && await Chosen() is { Count: > 0 } chosen)
            {
                Choices++;
                foreach (var work in chosen)
                    await Do(work);
                continue;
            }

            var claimed = parked.Count > 0
                ? await TryAsk(desk => Claim(desk, new ClaimWork(2, 0))) ?? new WorkAssigned([])
                : await Ask(desk => Claim(desk, new ClaimWork(2, 10)));
            if (claimed.Refusal is { } refusal)
                await Refused(refusal);
            else if (claimed.Value!.Assignments.Count == 0 && parked.TryPop(out var back))
                await GoOn(back);
            else if (claimed.Value!.Assignments.Count == 0)
                await Sleep(random.Exponential(TimeSpan.FromSeconds(1)));
            else
                foreach (var work in claimed.Value.Assignments)
                    await Do(work);
        }
    }

    /// <summary>What it chose itself, where that is its way and it got it.</summary>
    private async Task<IReadOnlyList<WorkAssignment>> Chosen()
    {
        if (!Strategy.Chooses)
            return [];
        var page = await TryAsk(desk => desk.Nodes.Offers(Id, null, WireLimits.OffersAtOnce, false, CancellationToken.None));
        if (page?.Value is not { } offered || Strategy.Choose(offered.Offers) is not { } job)
            return [];
        var claimed = await TryAsk(desk => Claim(desk, new ClaimWork(1, 0) { Job = job }));
        return claimed?.Value?.Assignments ?? [];
    }

    private async Task<Outcome<WorkAssigned>> Claim(CoordinatorLife desk, ClaimWork wanted)
    {
        var contradicted = world.Oracle.Places.IsContradicted(Id);
        var claimed = await desk.Nodes.Claim(Id, wanted, CancellationToken.None);
        foreach (var work in claimed.Value?.Assignments ?? [])
            world.Oracle.Places.Gives(Id, work, contradicted);
        return claimed;
    }

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

    /// <summary>Goes on with what stood still, where the lease still holds.</summary>
    private async Task GoOn(WorkAssignment work)
    {
        if (held.ContainsKey(work.Lease.Id))
            await Do(work);
    }

    private async Task Do(WorkAssignment work)
    {
        held.TryAdd(work.Lease.Id, (work, 0));
        var began = Process!.Clock.GetUtcNow();
        if (world.Scenes.Deadly.Contains(work.Task.Package))
        {
            underWay = (work, underWay is { } again && again.Work.Lease.Id == work.Lease.Id ? again.Starts + 1 : 1);
            Die();
            return;
        }

        if (work.Kind != WorkKind.Validation && Strategy.Fails(this, work) is { } failure)
        {
            await Ask(desk => desk.Nodes.Fail(Id, new FailLease(work.Task.Id, work.Lease.Id, work.Lease.Fencing, failure, failure.ToString()), CancellationToken.None));
            held.Remove(work.Lease.Id);
            return;
        }

        if (!Strategy.Works(this, work))
            return;
        var effort = work.Task.Work.Micros / 1e6 * (work.Blocks is { } blocks ? (double)blocks.Count / work.Task.Id.Region.Blocks : 1) * Strategy.Effort(work);
        var seconds = effort / Speed;
        if (!disk.TryGetValue(work.Lease.Id, out var draft))
            draft = new Draft(work);
        while (draft.Share < 1)
        {
            var next = draft.Next();
            await Sleep(TimeSpan.FromSeconds(seconds * next.Count / draft.Total) + TimeSpan.FromMilliseconds(1));
            if (!held.ContainsKey(work.Lease.Id))
                return;
            foreach (var block in next)
                world.Oracle.Demand(draft.Blocks.Add(block), "blocks", $"{Name} renders block {block} of {work.Task.Id} twice under lease {work.Lease.Id}");
            held[work.Lease.Id] = (work, draft.Share);
            if (work.Kind != WorkKind.Render)
                continue;
            disk[work.Lease.Id] = draft;
            if (!asked.Remove(work.Lease.Id) || draft.Share >= 1)
                continue;
            Parkings++;
            world.Note(Name, $"parks {work.Task.Id} with {draft.Blocks.Count} blocks");
            parked.Push(work);
            await Say();
            return;
        }

        disk.Remove(work.Lease.Id);

        if (work.Kind != WorkKind.Validation)
            Spent += effort;

        if (work.Kind == WorkKind.Render)
        {
            Rendered++;
            var result = Strategy.Render(this, work);
            var receipt = Sign(work, result, began);
            var parcel = new Parcel(work.Lease.Id, result.Content.ToArray(), receipt, null, work.Commits ? Commit(work, receipt) : null);
            if (work.Commits)
                withheld.Add(parcel);
            else if (Strategy.Delivers(this, work))
                outbox.Enqueue(parcel);
        }
        else if ((work.Kind == WorkKind.Validation ? Honest.Audit(this, work) : Strategy.Audit(this, work)) is { } leaves)
        {
            outbox.Enqueue(new Parcel(work.Lease.Id, null, null, Report(work, leaves, began)));
        }

        await Open();
        await Deliver();
    }

    /// <summary>Commits to what is kept back, again and again, and lets go what may be opened; what is lost or delivered already says so when it is sent.</summary>
    private async Task Open()
    {
        foreach (var parcel in withheld.ToList())
        {
            var answer = await TryAsk(desk => desk.Nodes.Submit(Id, parcel.Commits!.Message, CancellationToken.None));
            if (answer is null or { Value.MayOpen: false } || !withheld.Remove(parcel))
                continue;
            if (Strategy.Delivers(this, parcel.Commits!.Work))
                outbox.Enqueue(parcel);
        }
    }

    /// <summary>The scene takes the process down; something starts it again.</summary>
    private void Die()
    {
        world.Note(Name, "is killed by a scene");
        world.Simulator.After(TimeSpan.FromSeconds(20), () => Boot(TimeSpan.Zero));
        Process!.Kill();
    }

    /// <summary>Sends what is signed, oldest first, until each has an answer.</summary>
    private async Task Deliver()
    {
        while (outbox.TryPeek(out var parcel))
        {
            if (parcel.Receipt is { } receipt)
            {
                if (!await Upload(parcel.Result!))
                    continue;
                var answer = await Ask(desk => desk.Nodes.Submit(Id, receipt, CancellationToken.None));
                if (answer.Refusal is { } refusal)
                    world.Note(Name, $"receipt refused: {refusal.Code}");
                if (answer.Refusal?.Code == RefusalCodes.NotOpenYet && outbox.TryPeek(out var early) && early == parcel)
                {
                    withheld.Add(outbox.Dequeue());
                    continue;
                }
            }
            else
            {
                var answer = await Ask(desk => desk.Nodes.Submit(Id, parcel.Audit!, CancellationToken.None));
                if (answer.Refusal is { } refusal)
                    world.Note(Name, $"report refused: {refusal.Code}");
                IsValidated |= answer.Value?.Status == NodeStatus.Active;
            }

            // Another loop of this process may have been faster.
            if (outbox.TryPeek(out var still) && still == parcel)
                outbox.Dequeue();
            held.Remove(parcel.Lease);
        }
    }

    private async Task<bool> Upload(byte[] result)
    {
        var stored = await TryAsk<Outcome<Stored>>(async desk =>
        {
            await Render.Lifecycle.Ports.BlobsExtensions.Put(desk.Blobs, result);
            await Render.Lifecycle.Ports.BlobsExtensions.Put(desk.Blobs, LogBytes);
            return new Stored();
        });
        if (stored is null)
            await Sleep(random.Exponential(TimeSpan.FromSeconds(2)));
        return stored is not null;
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

    private SubmitReceipt Sign(WorkAssignment work, ResultFile result, DateTimeOffset began)
    {
        var task = TaskDigest.Of(work.NetworkId, work.Task);
        var root = result.Commit(task).Root;
        var receipt = new Receipt(
            work.NetworkId, Digest.OfText(work.Task.Id.Job.Value), task, work.Lease.Id, Digest.Of(key.PublicKey), work.Task.Package, work.Task.Settings,
            root.Hash, root.Rays, root.Invalid, Digest.Of(result.Content.Span), Digest.Of(LogBytes), 1, Digest.OfText("engine"), Strategy.DeviceClass, Millis(began), Millis(Process!.Clock.GetUtcNow()));
        return new SubmitReceipt(work.Task.Id, work.Lease.Id, work.Lease.Fencing, receipt.ToArray(), key.Sign(receipt.ToArray()), work.Commits ? Digest.OfText($"{Name} {work.Lease.Id}") : null);
    }

    private Commitment Commit(WorkAssignment work, SubmitReceipt message)
    {
        Receipt.TryDecode(message.Receipt, out var receipt);
        var statement = new CommitmentStatement(
            work.NetworkId, receipt!.Task, receipt.Lease, receipt.Node, ReplicaCommitment.Of(receipt.Root, receipt.Node, receipt.Lease, message.Salt!.Value)).ToArray();
        return new Commitment(work, new SubmitCommitment(work.Task.Id, work.Lease.Id, work.Lease.Fencing, statement, key.Sign(statement)));
    }

    private SubmitAudit Report(WorkAssignment work, IReadOnlyList<AuditedBlock> leaves, DateTimeOffset began)
    {
        var report = new AuditReport(
            work.NetworkId, Digest.OfText(work.Task.Id.Job.Value), TaskDigest.Of(work.NetworkId, work.Task), work.Lease.Id, Digest.Of(key.PublicKey), 1,
            Digest.OfText("engine"), Strategy.DeviceClass, Millis(began), Millis(Process!.Clock.GetUtcNow()), [.. leaves]);
        return new SubmitAudit(work.Task.Id, work.Lease.Id, work.Lease.Fencing, report.ToArray(), key.Sign(report.ToArray()));
    }

    private static ulong Millis(DateTimeOffset time) => (ulong)time.ToUnixTimeMilliseconds();

    /// <summary>Asks until an answer comes.</summary>
    private async Task<Outcome<T>> Ask<T>(Func<CoordinatorLife, Task<Outcome<T>>> request)
        where T : class
    {
        while (true)
        {
            if (await TryAsk(request) is { } answer)
                return answer;
            await Sleep(random.Exponential(TimeSpan.FromSeconds(2)));
        }
    }

    private Task<T?> TryAsk<T>(Func<CoordinatorLife, Task<T>> request)
        where T : class => world.Coordinator.TryAsk(Process!, request, Patience);

    private Task Sleep(TimeSpan span) => Task.Delay(span, Process!.Clock);

    private sealed record Parcel(LeaseId Lease, byte[]? Result, SubmitReceipt? Receipt, SubmitAudit? Audit, Commitment? Commits = null);

    private sealed record Commitment(WorkAssignment Work, SubmitCommitment Message);

    private sealed record Stored;

    /// <summary>A task under way: the blocks of it that are on the disk. It renders a quarter at a time.</summary>
    private sealed record Draft(WorkAssignment Work)
    {
        private const int Parts = 4;

        public HashSet<int> Blocks { get; } = [];

        public int Total => All.Count;

        public double Share => (double)Blocks.Count / Total;

        private IReadOnlyList<int> All => Work.Blocks ?? [.. Enumerable.Range(0, Work.Task.Id.Region.Blocks)];

        public List<int> Next() => [.. All.Where(block => !Blocks.Contains(block)).Take(Math.Max(1, (Total + Parts - 1) / Parts))];
    }
}

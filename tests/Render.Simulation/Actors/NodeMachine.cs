using Render.Lifecycle;
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
internal sealed partial class NodeMachine
{
    private static readonly byte[] LogBytes = "rendered"u8.ToArray();
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Lease = new LifecycleOptions { EngineBuild = 1 }.Lease;
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
                ? await Late(TryAsk(desk => Claim(desk, new ClaimWork(2, 0)))) ?? new WorkAssigned([])
                : await Late(Ask(desk => Claim(desk, new ClaimWork(2, 10))));
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
        var claimed = await Late(TryAsk(desk => Claim(desk, new ClaimWork(1, 0) { Job = job })));
        return claimed?.Value?.Assignments ?? [];
    }

    private async Task<Outcome<WorkAssigned>> Claim(CoordinatorLife desk, ClaimWork wanted)
    {
        var (contradicted, asked) = (world.Oracle.Places.IsContradicted(Id), world.Simulator.Now);
        var claimed = await desk.Nodes.Claim(Id, wanted, CancellationToken.None);
        foreach (var work in claimed.Value?.Assignments ?? [])
        {
            world.Oracle.Places.Gives(Id, work, contradicted);
            world.Oracle.Ends.Gives(Id, work, asked);
        }

        return claimed;
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
        if (work.Kind == WorkKind.Reveal)
        {
            Show(work);
            await Deliver();
            return;
        }

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
        else if (work.Kind == WorkKind.Arbitrate)
        {
            Vote(work, began);
        }
        else if ((work.Kind == WorkKind.Validation ? Honest.Audit(this, work) : Strategy.Audit(this, work)) is { } leaves)
        {
            outbox.Enqueue(new Parcel(work.Lease.Id, null, null, Report(work, leaves, began)));
        }

        await Open();
        await Deliver();
    }

    /// <summary>The scene takes the process down; something starts it again.</summary>
    private void Die()
    {
        world.Note(Name, "is killed by a scene");
        world.Simulator.After(TimeSpan.FromSeconds(20), () => Boot(TimeSpan.Zero));
        Process!.Kill();
    }

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

    private Task<T> Late<T>(Task<T> claim) => world.Delays.Claimed(claim, Process!.Clock);

    private Task Sleep(TimeSpan span) => Task.Delay(span, Process!.Clock);

    private sealed record Parcel(LeaseId Lease, byte[]? Result, SubmitReceipt? Receipt, SubmitAudit? Audit, Commitment? Commits = null)
    {
        /// <summary>A vote, or what shows it.</summary>
        public Func<CoordinatorLife, Task<Outcome<VoteTaken>>>? Vote { get; init; }
    }

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

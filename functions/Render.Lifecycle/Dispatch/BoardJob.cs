using System.Collections.Immutable;
using System.Globalization;
using Render.Lifecycle.Jobs;
using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Reputation;
using Render.Network.Scheduling;
using Render.Network.Splitting;

namespace Render.Lifecycle.Dispatch;

/// <summary>A job on the board: its tasks, and sums over them that would be too slow to count anew. Guarded by the board's lock.</summary>
/// <param name="record">Its document; it is cut and quoted.</param>
/// <param name="settings">How its tasks are rendered.</param>
/// <param name="package">Its scene.</param>
/// <param name="replicas">How many operators' nodes render each task.</param>
internal sealed partial class BoardJob(JobRecord record, RenderSettings settings, PackageRecord package, int replicas)
{
    private readonly int[] acceptedOfFrame = new int[record.Split!.Frames.Count];
    private readonly Dictionary<NodeId, (int Leases, int Parked, long SpeedMilli)> attached = [];

    /// <summary>The job.</summary>
    public JobId Id { get; } = record.Id;

    /// <summary>SHA-256 of the id: the receipts' job field.</summary>
    public Digest IdDigest { get; } = Digest.Of(System.Text.Encoding.UTF8.GetBytes(record.Id.Value));

    /// <summary>Held while one of its frames is put together.</summary>
    public SemaphoreSlim Assembling { get; } = new(1, 1);

    /// <summary>The job's document as last committed.</summary>
    public JobRecord Record { get; set; } = record;

    /// <summary>How its tasks are rendered.</summary>
    public RenderSettings Settings { get; } = settings;

    /// <summary>Digest of the settings.</summary>
    public Digest SettingsDigest { get; } = settings.ToDigest();

    /// <summary>The package's files.</summary>
    public IReadOnlyList<AssignedFile> Files { get; } = package.Files;

    /// <summary>Digests of the files, in ordinal order.</summary>
    public ImmutableArray<Digest> FileDigests { get; } = Assignments.Digests(package.Files);

    /// <summary>Bytes of the files.</summary>
    public long PackageBytes { get; } = package.Files.Sum(file => file.Bytes);

    /// <summary>Memory that a node needs for the scene, bytes.</summary>
    public long MemoryBytes { get; } = package.Facts?.MemoryBytes ?? 0;

    /// <summary>Stake that each of its tasks binds until the books are closed; set when the job is admitted.</summary>
    public Tokens Bond { get; init; }

    /// <summary>How many operators' nodes render each task.</summary>
    public int Replicas { get; } = replicas;

    /// <summary>How many may.</summary>
    public int MostReplicas { get; init; } = 1;

    /// <summary>Time that a node may have one of its tasks parked in all without its counting as the node's.</summary>
    public TimeSpan MostParked { get; init; }

    /// <summary>How long a replica's node has to open once all have committed.</summary>
    public TimeSpan OpenWithin { get; init; }

    /// <summary>Held tasks that were the longest from their end at <see cref="LaggardsAt"/>, longest first.</summary>
    public IReadOnlyList<BoardTask> Laggards { get; set; } = [];

    /// <summary>Monotonic time of the last look at who holds its tasks; null: none yet.</summary>
    public long? LaggardsAt { get; set; }

    /// <summary>What the job demands of nodes; set when the job is admitted, and when something changes that it depends on.</summary>
    public JobNeeds Needs
    {
        get;
        set => (field, Demands) = (value, DemandClass.Of(value));
    }
    = null!;

    /// <summary>The class of what it demands.</summary>
    public DemandClass Demands { get; private set; }

    /// <summary>How it was cut: a task's number is its place in this plan.</summary>
    public SplitPlan Plan { get; } = record.Split!;

    /// <summary>The job as the scheduler saw it when it was last put in its place.</summary>
    public JobCandidate Candidate { get; set; } = null!;

    /// <summary>Share of the fleet's speed that is fit for it, millionths; null: not looked at yet.</summary>
    public int? FitPpm { get; set; }

    /// <summary>When one of its tasks was last handed out, or it was first put in its place, monotonic milliseconds; null: neither yet.</summary>
    public long? ServedMillis { get; set; }

    /// <summary>What the queue counts for it; null: it is not in the queue.</summary>
    public QueuedJob? Queued { get; set; }

    /// <summary>Rays that the cap pays for.</summary>
    public ulong CapRays { get; set; } = Jobs.CapRays.Of(record);

    /// <summary>Groups of the job.</summary>
    public Dictionary<int, BoardGroup> Groups { get; } = [];

    /// <summary>Tasks by state; the index is the state's number.</summary>
    public int[] Counts { get; } = new int[(int)TaskState.Accepted + 1];

    /// <summary>Rays of accepted tasks.</summary>
    public ulong AcceptedRays { get; set; }

    /// <summary>Expected or received rays of tasks that are neither open nor accepted.</summary>
    public ulong RaysUnderWay { get; set; }

    /// <summary>Accepted work, millionths of a work unit.</summary>
    public long AcceptedWork { get; set; }

    /// <summary>All work, each task counted once, millionths of a work unit.</summary>
    public long TotalWork { get; set; }

    /// <summary>Work that nodes have yet to do for it, each replica counted, millionths of a work unit.</summary>
    public long LeftWork => (TotalWork - AcceptedWork) * Replicas;

    /// <summary>Nodes that hold leases of it, renders and audits.</summary>
    public IReadOnlyCollection<NodeId> Attached => attached.Keys;

    /// <summary>The speeds of those that work on it, each as it was when the node began here; who has parked what it holds of it does not.</summary>
    public Workforce Workforce { get; private set; }

    /// <summary>Whether tasks are handed out: only while the job is Rendering and not stopped.</summary>
    public bool Dispatching { get; set; }

    /// <summary>Whether it ends with what is accepted: cancelled, finished early, or past its deadline.</summary>
    public bool Stopped { get; set; }

    /// <summary>Whether the tasks are sealed for settlement: a conviction no longer reopens them.</summary>
    public bool Sealed { get; set; }

    /// <summary>Whether it has left the board: its books are closed.</summary>
    public bool Removed { get; set; }

    /// <summary>Frames that can be fetched.</summary>
    public HashSet<int> Finished { get; } = [];

    /// <summary>End of the deadline on the board's monotonic clock, milliseconds; null: none.</summary>
    public long? DeadlineMillis { get; set; }

    /// <summary>Work of the largest task.</summary>
    private WorkUnits LargestTask { get; } = FreshTask.Of(record, 0, 0).Work;

    /// <summary>Work of the largest of the last tasks, which may be cut finer.</summary>
    private WorkUnits LastTask { get; } = FreshTask.Of(record, record.Split!.Head % record.Split.Tasks, 0).Work;

    /// <summary>How its tasks are held.</summary>
    public LeasePolicy Leases { get; init; } = new();

    /// <summary>Nodes that let a lease of it run out, with the end of the time that they are passed over for, milliseconds on the board's monotonic clock.</summary>
    public Dictionary<NodeId, long> Lapsed { get; } = [];

    /// <summary>Failures that nodes reported and nobody is blamed for yet.</summary>
    public List<ReportedFailure> Failures { get; } = [];

    /// <summary>Operators whose nodes did work of the job.</summary>
    public HashSet<OperatorId> Succeeded { get; } = [];

    /// <summary>Receipts and reports that are being taken right now.</summary>
    public int Arriving { get; set; }

    /// <summary>Share of the tasks that are accepted or under way, millionths.</summary>
    public int TouchedWorkPpm => Record.Tasks == 0 ? 0 : (int)((Counts.Sum() - Counts[(int)TaskState.Open]) * 1_000_000L / Record.Tasks);

    /// <summary>Whether the cap leaves room for another task.</summary>
    public bool HasRoom => AcceptedRays + RaysUnderWay < CapRays;

    /// <summary>Expected rays of further tasks that the cap leaves room for.</summary>
    public ulong Room => HasRoom ? CapRays - AcceptedRays - RaysUnderWay : 0;

    /// <summary>Whether open tasks may be handed out: further replicas of begun tasks cost no more, and ranges of begun tiles wait for each other.</summary>
    public bool HandsOut => Dispatching && (HasRoom || Replicas > 1 || Record.Spec.Statistical);

    /// <summary>Counts a lease of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="speedMilli">Its speed.</param>
    public void Attach(NodeId node, long speedMilli)
    {
        var known = attached.GetValueOrDefault(node);
        Attach(node, known.Leases > 0 ? known with { Leases = known.Leases + 1 } : (1, 0, speedMilli));
    }

    /// <summary>Counts a lease of a node no longer.</summary>
    public void Detach(NodeId node) => Attach(node, attached[node] with { Leases = attached[node].Leases - 1 });

    /// <summary>Counts one of a node's leases as parked.</summary>
    public void Park(NodeId node) => Attach(node, attached[node] with { Parked = attached[node].Parked + 1 });

    /// <summary>Counts one of a node's leases as parked no longer.</summary>
    public void Resume(NodeId node) => Attach(node, attached[node] with { Parked = attached[node].Parked - 1 });

    private void Attach(NodeId node, (int Leases, int Parked, long SpeedMilli) next)
    {
        if (attached.TryGetValue(node, out var known) && known.Leases > known.Parked)
            Workforce = Workforce.Without(known.SpeedMilli);
        if (next.Leases > next.Parked)
            Workforce = Workforce.With(next.SpeedMilli);
        if (next.Leases > 0)
            attached[node] = next;
        else
            attached.Remove(node);
    }

    /// <summary>The job as the scheduler should see it.</summary>
    public JobCandidate CandidateNow(Reckoned network) => new(Needs, Workforce)
    {
        OpenWork = new WorkUnits(OpenWork),
        TaskWork = LargestTask,
        LastTaskWork = LastTask,
        Due = DueNow(network),
        Fleet = network.Fleet,
        SoonestMillis = SoonestMillis(network),
        ServedMillis = ServedMillis ??= network.NowMillis,
    };

    // The network's end, or its own with all nodes that are fit for it.
    private long? SoonestMillis(Reckoned network) => FitPpm is > 0 and var ppm && network.Fleet.SpeedMilli > 0
        ? Math.Max(network.OpenMicros / network.Fleet.SpeedMilli, OpenWork / Math.Max(1, FitSpeed(network.Fleet.SpeedMilli, ppm)))
        : null;

    private static long FitSpeed(long fleetMilli, int ppm) => (long)((Int128)fleetMilli * ppm / 1_000_000);

    // A job that is scarce and has a deadline is held to what needs more.
    private Due? DueNow(Reckoned network)
    {
        var (left, fleet) = (LeftWork, network.Fleet.SpeedMilli);
        Due? firm = DeadlineMillis is { } at ? Due.Firm(left, at, network.NowMillis, fleet) : null;
        var scarce = FitPpm is { } ppm ? Due.Scarce(left, FitSpeed(fleet, ppm), network.LeftMicros, network.NowMillis, fleet) : null;
        return firm?.NeededSpeedMilli >= scarce?.NeededSpeedMilli ? firm : firm is { } f && scarce is { } s ? f with { NeededSpeedMilli = s.NeededSpeedMilli } : firm ?? scarce;
    }

    /// <summary>Accepted tasks of a frame.</summary>
    public int AcceptedOf(int frame) => frame < Plan.Frames.First || frame > Plan.Frames.Last ? 0 : acceptedOfFrame[frame - Plan.Frames.First];

    /// <summary>Whether all tasks of a frame are accepted.</summary>
    public bool IsFinished(int frame) => AcceptedOf(frame) is var accepted && accepted > 0 && accepted == Plan.CountOf(frame);

    /// <summary>Counts an accepted task of a frame, or one no longer.</summary>
    public void CountAccepted(int frame, int sign) => acceptedOfFrame[frame - Plan.Frames.First] += sign;

    /// <summary>The group of that number; made where it is new.</summary>
    public BoardGroup Group(int number)
    {
        if (Groups.TryGetValue(number, out var group))
            return group;
        var first = number * SplitLimits.TasksPerGroup;
        Groups.Add(number, group = new BoardGroup { Expected = Math.Min(SplitLimits.TasksPerGroup, Record.Tasks - first) });
        return group;
    }

    /// <summary>The partition of a group's rows.</summary>
    public string Partition(int group) => PartitionOf(Id, group);

    /// <summary>The partition of a group's rows.</summary>
    public static string PartitionOf(JobId job, int group) => string.Create(CultureInfo.InvariantCulture, $"tasks:{job}:{group:D4}");
}

/// <summary>Tasks of a group that still keep its workflow waiting. Guarded by the board's lock.</summary>
internal sealed class BoardGroup
{
    /// <summary>Tasks that the group has once all are written.</summary>
    public required int Expected { get; init; }

    /// <summary>Tasks on the board.</summary>
    public int Total { get; set; }

    /// <summary>Accepted ones.</summary>
    public int Accepted { get; set; }

    /// <summary>Tasks with a recorded receipt that is not decided.</summary>
    public int Undecided { get; set; }

    /// <summary>Whether nothing more will happen: all accepted, or the job stopped and every receipt is decided.</summary>
    public bool IsDone(bool stopped) => Accepted == Expected || (stopped && Undecided == 0);
}

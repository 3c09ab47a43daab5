using System.Collections.Immutable;
using System.Globalization;
using Render.Lifecycle.Jobs;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Reputation;
using Render.Network.Scheduling;
using Render.Network.Splitting;

namespace Render.Lifecycle.Dispatch;

/// <summary>A job on the board: its tasks, and sums over them that would be too slow to count anew. Guarded by the board's lock.</summary>
internal sealed class BoardJob(JobRecord record, RenderSettings settings, PackageRecord package)
{
    private static readonly Comparer<BoardTask> InOrder = Comparer<BoardTask>.Create(static (a, b) => a.Record.Id.CompareTo(b.Record.Id) is not 0 and var order ? order : a.Record.Replica - b.Record.Replica);

    /// <summary>The job.</summary>
    public JobId Id { get; } = record.Id;

    /// <summary>SHA-256 of the id: the receipts' job field.</summary>
    public Digest IdDigest { get; } = Digest.Of(System.Text.Encoding.UTF8.GetBytes(record.Id.Value));

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
    public int Replicas { get; init; } = 1;

    /// <summary>How long a replica's node has to open once all have committed.</summary>
    public TimeSpan OpenWithin { get; init; }

    /// <summary>How many may.</summary>
    public int MostReplicas { get; init; } = 1;

    /// <summary>Rows of each task that has several, by the task's key; empty where a task has one.</summary>
    public Dictionary<string, ReplicaSet> Sets { get; } = new(StringComparer.Ordinal);

    /// <summary>Held tasks that were the longest from their end at <see cref="LaggardsAt"/>, longest first.</summary>
    public IReadOnlyList<BoardTask> Laggards { get; set; } = [];

    /// <summary>Monotonic time of the last look at who holds its tasks; null: none yet.</summary>
    public long? LaggardsAt { get; set; }

    /// <summary>What the job demands of nodes; made at the first claim.</summary>
    public JobNeeds? Needs { get; set; }

    /// <summary>Rays that the cap pays for.</summary>
    public ulong CapRays { get; set; } = Jobs.CapRays.Of(record);

    /// <summary>All rows by key.</summary>
    public Dictionary<string, BoardTask> Tasks { get; } = new(StringComparer.Ordinal);

    /// <summary>Tasks of each frame.</summary>
    public Dictionary<int, BoardFrame> Frames { get; } = [];

    /// <summary>Tasks that wait for a node, in order.</summary>
    public SortedSet<BoardTask> Open { get; } = new(InOrder);

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

    /// <summary>All work, millionths of a work unit.</summary>
    public long TotalWork { get; set; }

    /// <summary>Leases of each node, renders and audits.</summary>
    public Dictionary<NodeId, int> Attached { get; } = [];

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

    /// <summary>Monotonic end of the deadline; null: none.</summary>
    public long? Deadline { get; set; }

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

    /// <summary>Whether open tasks may be handed out: further replicas of begun tasks cost no more.</summary>
    public bool HandsOut => Dispatching && (HasRoom || Replicas > 1);

    /// <summary>The rows of a task that has several; null where it has one.</summary>
    public ReplicaSet? SetOf(BoardTask task) => Replicas == 1 ? null : Sets.GetValueOrDefault(task.Id.Key);

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

/// <summary>The tasks of a frame. Guarded by the board's lock.</summary>
internal sealed class BoardFrame
{
    /// <summary>The rows of its tasks, in no order.</summary>
    public List<BoardTask> Tasks { get; } = [];

    /// <summary>Accepted ones.</summary>
    public int Accepted { get; set; }
}

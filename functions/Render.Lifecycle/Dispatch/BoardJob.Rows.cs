using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Network.Jobs;

namespace Render.Lifecycle.Dispatch;

/// <content>
/// The rows of its tasks, one for each replica. Of a task that no node had yet only a bit and a version are kept for each row; once one of its rows
/// is asked for, all of them are held, since they are judged together.
/// </content>
internal sealed partial class BoardJob
{
    private readonly Dictionary<(int Task, int Replica), BoardTask> held = [];
    private readonly SortedDictionary<(int Task, int Replica), BoardTask> returned = [];
    private readonly Dictionary<int, ReplicaSet> sets = [];
    private readonly Dictionary<int, Tile> tiles = [];
    private readonly FreshTasks fresh = new(checked(record.Split!.Tasks * replicas), record.Split.Head * replicas);

    /// <summary>Rows that a node has or had, or whose task one asked for, in no order; of the others only numbers are kept.</summary>
    public IReadOnlyCollection<BoardTask> Held => held.Values;

    /// <summary>Held rows of tasks that have several; empty where a task has one.</summary>
    public IReadOnlyCollection<ReplicaSet> Sets => sets.Values;

    /// <summary>Held tiles of a statistical job; empty where it is exact.</summary>
    public IReadOnlyCollection<Tile> Tiles => tiles.Values;

    /// <summary>Tasks that wait for a node; one with replicas counts for each that does.</summary>
    public int OpenTasks => fresh.Count + returned.Count;

    /// <summary>Their work, millionths of a work unit.</summary>
    public long OpenWork { get; private set; }

    /// <summary>A row of a task that a node has or had, or that was asked for; null where nobody did, or it is not here.</summary>
    public BoardTask? Peek(int index, int replica = 0) => held.GetValueOrDefault((index, replica));

    /// <summary>The only or first row of a task; null where it is not here. Of a fresh task the rows are made again.</summary>
    public BoardTask? Find(int index)
    {
        if (index < 0 || index >= Plan.Tasks)
            return null;
        Hydrate(index);
        return Peek(index);
    }

    /// <summary>The held rows of a task that has several; null where it has one.</summary>
    public ReplicaSet? SetOf(BoardTask task) => SetOf(task.Index);

    /// <summary>The held rows of a task that has several; null where it has one, or none is held.</summary>
    public ReplicaSet? SetOf(int index) => sets.GetValueOrDefault(index);

    /// <summary>The tile of a held task of a statistical job; null where the job is exact.</summary>
    public Tile? TileOf(BoardTask task) => tiles.GetValueOrDefault(Plan.TileOf(task.Index));

    /// <summary>The held rows that a task is compared with, itself included; null where it is not.</summary>
    public ApartRows? ApartOf(BoardTask task) => (ApartRows?)SetOf(task) ?? TileOf(task);

    /// <summary>Whether a row is here, held or fresh.</summary>
    public bool Has(int index, int replica) => held.ContainsKey((index, replica)) || (replica < Replicas && fresh.Contains(RowOf(index, replica)));

    /// <summary>Whether a row need not be held: nothing happened to it, nor to any other of its task.</summary>
    public bool IsFresh(TaskRecord row, int index) =>
        row.Replica < Replicas && !held.ContainsKey((index, 0)) && !sets.ContainsKey(index) && !tiles.ContainsKey(Plan.TileOf(index)) && FreshTask.Is(row, Record, index);

    /// <summary>Adds a row that is not here, and to which nothing happened.</summary>
    public void AddFresh(int index, TaskRecord row, ETag etag)
    {
        // The task is counted once, with the first of its rows.
        if (!Enumerable.Range(0, Replicas).Any(replica => fresh.Contains(RowOf(index, replica))))
            Counts[(int)TaskState.Open]++;
        fresh.Add(RowOf(index, row.Replica), etag);
        OpenWork += row.Work.Micros;
    }

    /// <summary>Adds a row that is not here and has a history, or whose task has.</summary>
    public void Add(BoardTask task)
    {
        held.Add((task.Index, task.Record.Replica), task);
        if (Record.Spec.Statistical)
        {
            if (!tiles.TryGetValue(Plan.TileOf(task.Index), out var tile))
                tiles.Add(Plan.TileOf(task.Index), tile = new Tile(this));
            tile.Add(task);
        }

        if (Replicas == 1)
            return;
        if (!sets.TryGetValue(task.Index, out var set))
            sets.Add(task.Index, set = new ReplicaSet(this));
        set.Add(task);
    }

    /// <summary>Makes the rows of a task again of which only numbers were kept, and those of its tile where they are compared. That changes no sum.</summary>
    public void Hydrate(int index)
    {
        var (first, count) = Record.Spec.Statistical ? (Plan.TileOf(index), Plan.SampleParts) : (index, 1);
        for (var at = first; at < first + count; at++)
            HydrateRows(at);
    }

    private void HydrateRows(int index)
    {
        for (var replica = 0; replica < Replicas; replica++)
        {
            if (!fresh.Contains(RowOf(index, replica)))
                continue;
            var task = new BoardTask(this, index, FreshTask.Of(Record, index, replica), fresh.Take(RowOf(index, replica)));
            Add(task);
            returned.Add((index, replica), task);
        }
    }

    /// <summary>Puts a row among those that wait.</summary>
    public void Open(BoardTask task)
    {
        if (returned.TryAdd((task.Index, task.Record.Replica), task))
            OpenWork += task.Record.Work.Micros;
    }

    /// <summary>Takes a row from those that wait.</summary>
    public void Close(BoardTask task)
    {
        if (returned.Remove((task.Index, task.Record.Replica)))
            OpenWork -= task.Record.Work.Micros;
    }

    /// <summary>Takes the next rows that a node may have from those that wait: first those that came back or whose task is begun, then those of tasks that nobody had.</summary>
    /// <param name="claimant">Whose node asks; no operator has two replicas of a task.</param>
    /// <param name="most">How many.</param>
    /// <param name="patience">Rows of the first kind looked at before giving up on them.</param>
    /// <param name="small">Whether it may have none but the job's last, smaller ones.</param>
    /// <param name="may">Whether the node may have one of the first kind.</param>
    public List<BoardTask> Take(OperatorId claimant, int most, int patience, bool small, Func<BoardTask, bool> may)
    {
        var (taken, promised, room) = (new List<BoardTask>(), 0UL, Room);
        foreach (var task in returned.Values)
        {
            if (taken.Count == most || patience-- == 0)
                break;
            // What is begun is counted already: there may be room for nothing new, and a replica still to be rendered of what is under way.
            // A range that is there counts as under way until its tile's other range is, so that one is rendered whatever the first claims.
            var begun = SetOf(task) is { IsBegun: true } || TileOf(task) is { IsBegun: true };
            if (!begun && promised >= room)
            {
                if (Replicas == 1 && !Record.Spec.Statistical)
                    break;
                continue;
            }

            if ((small && task.Index < Plan.Head) || !may(task))
                continue;
            promised += begun ? 0 : task.Record.ExpectedRays;
            Promise(task);
        }

        taken.ForEach(Close);
        while (taken.Count < most && promised < room && (small ? fresh.FirstLate() : fresh.First()) is { } row)
        {
            var index = row / Replicas;
            Hydrate(index);
            var task = held[(index, row % Replicas)];
            promised += task.Record.ExpectedRays;
            Promise(task);
            Close(task);
        }

        return taken;

        void Promise(BoardTask task)
        {
            ApartOf(task)?.Claiming.Add(claimant);
            taken.Add(task);
        }
    }

    /// <summary>Takes a row of one task that a node may have from those that wait; null where there is none.</summary>
    /// <param name="index">The task.</param>
    /// <param name="claimant">Whose node asks.</param>
    /// <param name="may">Whether the node may have a row.</param>
    /// <param name="waits">Whether a row waits at all.</param>
    public BoardTask? TakeOf(int index, OperatorId claimant, Func<BoardTask, bool> may, out bool waits)
    {
        Hydrate(index);
        waits = false;
        for (var replica = 0; replica < Math.Max(Replicas, MostReplicas); replica++)
        {
            if (!returned.TryGetValue((index, replica), out var task) || (Room == 0 && SetOf(task) is not { IsBegun: true }))
                continue;
            waits = true;
            if (!may(task))
                continue;
            SetOf(task)?.Claiming.Add(claimant);
            Close(task);
            return task;
        }

        return null;
    }

    /// <summary>The row of each task of a frame that the frame is made of, in order; null unless all tasks are accepted.</summary>
    public IReadOnlyList<BoardTask>? AcceptedFrame(int frame) => IsFinished(frame)
        ? [.. Plan.TasksOf(frame).Select(index => SetOf(index)?.Chosen() ?? held[(index, 0)])]
        : null;

    private int RowOf(int index, int replica) => (index * Replicas) + replica;
}

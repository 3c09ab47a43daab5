using System.Numerics;
using Render.Network.Jobs;

namespace Render.Network.Scheduling;

/// <summary>The open tasks of one job, first come first served; tasks that came back go first. A million tasks take 125 kB.</summary>
/// <remarks>
/// Tasks are numbers, see <see cref="Splitting.SplitPlan.Task"/>. A view that can be built again from the tasks' rows. Repeating any call changes nothing.
/// Not safe to share between threads.
/// </remarks>
public sealed class OpenTasks
{
    private readonly ulong[] open;
    private readonly LinkedList<int> returned = new();
    private readonly Dictionary<int, HashSet<NodeId>> tried = [];
    private int firstWord;

    /// <summary>A job of so many tasks, all closed.</summary>
    public OpenTasks(int tasks)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tasks);
        Tasks = tasks;
        open = new ulong[(tasks + 63) / 64];
    }

    /// <summary>Tasks of the job.</summary>
    public int Tasks { get; }

    /// <summary>Open tasks.</summary>
    public int Count { get; private set; }

    /// <summary>Opens every task.</summary>
    public void OpenAll()
    {
        Array.Fill(open, ulong.MaxValue);
        if (Tasks % 64 != 0)
            open[^1] = (1UL << (Tasks % 64)) - 1;
        (Count, firstWord) = (Tasks, 0);
    }

    /// <summary>Whether the task is open.</summary>
    public bool IsOpen(int task) => (open[Checked(task) / 64] >> (task % 64) & 1) != 0;

    /// <summary>Opens a task; one that was tried before is handed out before the others.</summary>
    /// <returns>Whether it was closed.</returns>
    public bool Open(int task)
    {
        if (IsOpen(task))
            return false;
        open[task / 64] |= 1UL << (task % 64);
        firstWord = Math.Min(firstWord, task / 64);
        Count++;
        if (tried.ContainsKey(task))
            returned.AddLast(task);
        return true;
    }

    /// <summary>Closes a task.</summary>
    /// <returns>Whether it was open.</returns>
    public bool Close(int task)
    {
        if (!IsOpen(task))
            return false;
        open[task / 64] &= ~(1UL << (task % 64));
        Count--;
        return true;
    }

    /// <summary>Notes that a node had the task: it never gets it again.</summary>
    public void MarkTried(int task, NodeId node)
    {
        if (!tried.TryGetValue(Checked(task), out var nodes))
            tried[task] = nodes = [];
        nodes.Add(node);
    }

    /// <summary>Nodes that had the task.</summary>
    public IReadOnlyCollection<NodeId> TriedBy(int task) => tried.TryGetValue(Checked(task), out var nodes) ? nodes : [];

    /// <summary>The first open task that the node may take; null for none. Does not take it.</summary>
    /// <param name="node">Who asks.</param>
    /// <param name="fits">Further conditions on a task that was tried before; null for none.</param>
    public int? Next(NodeId node, Func<int, bool>? fits = null)
    {
        for (var entry = returned.First; entry is not null;)
        {
            var (task, following) = (entry.Value, entry.Next);
            if (!IsOpen(task))
                returned.Remove(entry);
            else if (MayTake(task, node, fits))
                return task;
            entry = following;
        }

        while (firstWord < open.Length && open[firstWord] == 0)
            firstWord++;
        for (var word = firstWord; word < open.Length; word++)
        {
            for (var bits = open[word]; bits != 0; bits &= bits - 1)
            {
                var task = (word * 64) + BitOperations.TrailingZeroCount(bits);
                if (MayTake(task, node, fits))
                    return task;
            }
        }

        return null;
    }

    private bool MayTake(int task, NodeId node, Func<int, bool>? fits) =>
        !tried.TryGetValue(task, out var nodes) || (!nodes.Contains(node) && fits?.Invoke(task) != false);

    private int Checked(int task) => task >= 0 && task < Tasks ? task : throw new ArgumentOutOfRangeException(nameof(task), task, $"The job has {Tasks} tasks.");
}

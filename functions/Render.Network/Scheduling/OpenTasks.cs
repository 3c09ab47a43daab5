using System.Numerics;

namespace Render.Network.Scheduling;

/// <summary>Which tasks of a job wait for their first node: a bit each, so that a million take 125 kB. Handed out lowest number first.</summary>
/// <remarks>
/// Tasks are numbers, see <see cref="Splitting.SplitPlan.Task"/>. A view that can be built again from the tasks' rows. Repeating any call changes nothing.
/// Not safe to share between threads.
/// </remarks>
public sealed class OpenTasks
{
    private readonly ulong[] open;
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

    /// <summary>Whether the task is open.</summary>
    public bool IsOpen(int task) => (open[Checked(task) / 64] >> (task % 64) & 1) != 0;

    /// <summary>Opens a task.</summary>
    /// <returns>Whether it was closed.</returns>
    public bool Open(int task)
    {
        if (IsOpen(task))
            return false;
        open[task / 64] |= 1UL << (task % 64);
        firstWord = Math.Min(firstWord, task / 64);
        Count++;
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

    /// <summary>The open task of the lowest number; null for none. Over a job's life all calls together look at each word once.</summary>
    public int? First()
    {
        while (firstWord < open.Length && open[firstWord] == 0)
            firstWord++;
        return firstWord == open.Length ? null : (firstWord * 64) + BitOperations.TrailingZeroCount(open[firstWord]);
    }

    private int Checked(int task) => task >= 0 && task < Tasks ? task : throw new ArgumentOutOfRangeException(nameof(task), task, $"The job has {Tasks} tasks.");
}

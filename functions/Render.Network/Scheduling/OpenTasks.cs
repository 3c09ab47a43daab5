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
    private readonly int late;
    private int firstWord;
    private int lateWord;

    /// <summary>A job of so many tasks, all closed.</summary>
    /// <param name="tasks">How many.</param>
    /// <param name="late">Number of the first of its last ones, see <see cref="FirstLate"/>; <paramref name="tasks"/> or more: it has none.</param>
    public OpenTasks(int tasks, int late = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tasks);
        ArgumentOutOfRangeException.ThrowIfNegative(late);
        Tasks = tasks;
        this.late = Math.Min(late, tasks);
        lateWord = this.late / 64;
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
        if (task >= late)
            lateWord = Math.Min(lateWord, task / 64);
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
    public int? First() => From(ref firstWord, 0);

    /// <summary>The same among the job's last ones.</summary>
    public int? FirstLate() => From(ref lateWord, late);

    private int? From(ref int word, int least)
    {
        for (; word < open.Length; word++)
        {
            var bits = word == least / 64 ? open[word] & (ulong.MaxValue << (least % 64)) : open[word];
            if (bits != 0)
                return (word * 64) + BitOperations.TrailingZeroCount(bits);
        }

        return null;
    }

    private int Checked(int task) => task >= 0 && task < Tasks ? task : throw new ArgumentOutOfRangeException(nameof(task), task, $"The job has {Tasks} tasks.");
}

namespace Render.Lifecycle.Dispatch;

/// <summary>What is remembered of a work pool from one look at its open tasks to the next. Decides how many workers to wake.</summary>
/// <remarks>
/// Only a rise wakes: tasks that merely wait their turn behind busy workers do not, so that a job of a million tasks costs a handful of
/// messages. Where nobody takes a task for a while, one more worker is woken, and later again, since a wake-up may be lost.
/// </remarks>
/// <param name="Open">Open tasks at the last look.</param>
/// <param name="Rung">Wake-ups within the current <see cref="Window"/>.</param>
/// <param name="RungAt">When the last one was.</param>
/// <param name="Moved">When tasks were last opened, taken, or rung for.</param>
/// <param name="Repeats">How often a wake-up was repeated with nobody taking a task.</param>
internal readonly record struct PoolLevel(int Open, int Rung, TimeSpan RungAt, TimeSpan Moved, int Repeats)
{
    private const int MostDoublings = 6;

    /// <summary>The bound counts wake-ups within this time; tasks that nobody takes for this long are rung for again.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Looks at the pool.</summary>
    /// <param name="open">Open tasks now.</param>
    /// <param name="now">Monotonic time.</param>
    /// <param name="bound">Most wake-ups within a <see cref="Window"/>.</param>
    /// <returns>Workers to wake, and what to remember once they are.</returns>
    public (int WakeUps, PoolLevel Next) Look(int open, TimeSpan now, int bound)
    {
        // Nothing is left for anybody: those that are awake go to sleep, so the next rise begins anew.
        if (open == 0)
            return (0, default);
        if (open < Open)
            return (0, this with { Open = open, Moved = now, Repeats = 0 });
        var rung = now - RungAt >= Window ? 0 : Rung;
        if (open > Open)
        {
            // Beyond the bound nothing is owed: who was woken within the window stays awake while tasks are open.
            var wake = Math.Clamp(bound - rung, 0, open - Open);
            return (wake, new PoolLevel(open, rung + wake, wake > 0 ? now : RungAt, now, 0));
        }

        if (bound > 0 && now - Moved >= Window * (1 << Repeats))
            return (1, new PoolLevel(open, rung + 1, now, now, Math.Min(Repeats + 1, MostDoublings)));
        return (0, this);
    }
}

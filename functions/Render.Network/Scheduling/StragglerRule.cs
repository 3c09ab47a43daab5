using Render.Network.Jobs;

namespace Render.Network.Scheduling;

/// <summary>
/// When an idle node should render a task that others hold: only when the time it saves exceeds the time it costs. It is asked for a node for which its job
/// has no open task left.
/// </summary>
/// <remarks>
/// A task is held by two at most. Where both lag, the one that would be done last makes room. Since a copy is begun only where it takes less than half of what
/// the others still need, each further one halves the wait, and there are few.
/// </remarks>
public static class StragglerRule
{
    /// <summary>Nodes that hold a task at once.</summary>
    private const int MostCopies = 2;

    /// <summary>Below this share a node's word on its progress says nothing about its speed: 1 %.</summary>
    private const int LeastProgressPpm = 10_000;

    /// <summary>For so many times the time that is expected of it, and two minutes to begin with, a node's word on its progress is believed: who will not deliver may say anything.</summary>
    private const int BelievedTimes = 4;

    /// <summary>See <see cref="BelievedTimes"/>; ms.</summary>
    private const long BelievedMillis = 120_000;

    /// <summary>Decides.</summary>
    /// <param name="copies">The leased task, under each of its leases: one or two.</param>
    /// <param name="node">The idle node; none of the holders.</param>
    /// <param name="bytesMissing">Bytes that it would have to fetch first.</param>
    /// <param name="duplicateCostPpm">The saving must exceed this many millionths of the duplicate's own time; 0 or more.</param>
    /// <param name="leastMillis">And it must be at least so long, ms; 0 or more.</param>
    public static StragglerDecision Decide(IReadOnlyList<StragglerView> copies, NodeFacts node, long bytesMissing, int duplicateCostPpm = 1_000_000, int leastMillis = 0)
    {
        var remaining = copies.Min(Remaining);
        var own = Millis(copies[0].Work.Micros, node.SpeedMilli);
        var fetch = bytesMissing <= 0 ? 0 : Millis(checked((UInt128)bytesMissing * 1_000), Math.Max(1, node.DownBytesPerSecond));
        var needed = own > long.MaxValue - fetch ? long.MaxValue : own + fetch;
        var worth = remaining > needed && remaining - needed >= leastMillis && (UInt128)(remaining - needed) * 1_000_000 > (UInt128)needed * (UInt128)Math.Max(0, duplicateCostPpm);
        return new StragglerDecision(worth, remaining, needed, copies.Count < MostCopies ? null : copies.Index().MaxBy(copy => Remaining(copy.Item)).Index);
    }

    /// <summary>
    /// Whether to give the duplicate to this node and not wait for a quicker one, which would make what it does worthless: the fastest has not come for as
    /// long as it would have saved, as in <see cref="TailRule"/>. Who is fast comes soon: it ends its tasks more often.
    /// </summary>
    /// <param name="work">Expected work of the whole task.</param>
    /// <param name="decision">What was decided for the node.</param>
    /// <param name="fastestMilli">Speed of the fastest node that takes work; 0: not known.</param>
    /// <param name="waitedMillis">Time since the job last handed out a task, 0 or more.</param>
    public static bool IsQuickEnough(WorkUnits work, StragglerDecision decision, long fastestMilli, long waitedMillis) =>
        fastestMilli <= 0 || decision.DuplicateMillis - Millis(work.Micros, fastestMilli) <= waitedMillis;

    /// <summary>
    /// Milliseconds that the holder still needs: by its own word on its progress where it has given one, and beyond the end that this promised as long again as it has
    /// not said anything better; else by its speed; overdue and silent, as long again as it has taken. What is parked waits for that to end first.
    /// </summary>
    public static long Remaining(StragglerView task)
    {
        var working = Working(task);
        return working > long.MaxValue - task.ParkedMillis ? long.MaxValue : working + task.ParkedMillis;
    }

    private static long Working(StragglerView task)
    {
        var expected = Millis(task.Work.Micros, task.HolderSpeedMilli);
        if (task.ProgressPpm >= LeastProgressPpm && (task.ElapsedMillis - BelievedMillis) / BelievedTimes <= expected)
        {
            var said = Math.Min(task.AdvancedMillis, task.ElapsedMillis);
            var end = Millis((UInt128)said * 1_000_000, task.ProgressPpm);
            return end > task.ElapsedMillis ? end - task.ElapsedMillis : task.ElapsedMillis - said;
        }

        return expected > task.ElapsedMillis ? expected - task.ElapsedMillis : task.ElapsedMillis;
    }

    // Millionths of a unit over thousandths of a unit a second are milliseconds; a node without speed never ends.
    private static long Millis(long work, long speed) => Millis((UInt128)Math.Max(0, work), speed);

    private static long Millis(UInt128 work, long speed) =>
        speed <= 0 ? long.MaxValue : (long)UInt128.Min((work + (ulong)speed - 1) / (ulong)speed, (UInt128)long.MaxValue);
}

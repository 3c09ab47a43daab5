using Render.Network.Jobs;

namespace Render.Network.Splitting;

/// <summary>How long a task should run: long enough that leases, receipts and audits are cheap, short enough that a lost one is.</summary>
public static class TargetRunTime
{
    /// <summary>Tasks that each node should get, so that the last ones end at nearly the same time.</summary>
    public const int TasksPerNode = 8;

    private const long ShortestMicros = 1_000_000;

    /// <summary>clamp(work / (8 · speed of all nodes), 1 s, longest) in microseconds: with reference machines, clamp(work / (8 · nodes), 1 s, 60 s) by default.</summary>
    public static long Micros(SplitRequest request)
    {
        // Millionths of a unit over thousandths of a unit a second are milliseconds.
        var micros = (UInt128)Math.Max(0, request.Work.Micros) * 1_000 / ((UInt128)Speed(request) * TasksPerNode);
        return (long)UInt128.Clamp(micros, ShortestMicros, (ulong)Math.Max(1, request.LongestSeconds) * ShortestMicros);
    }

    /// <summary>Work that a node of mean speed does in the target run time; at least one millionth.</summary>
    public static WorkUnits Work(SplitRequest request) =>
        new(Math.Max(1, (long)((UInt128)Micros(request) * (ulong)Speed(request) / (1_000 * (UInt128)Math.Max(1, request.Nodes)))));

    private static long Speed(SplitRequest request) => request.SpeedMilli >= 1 ? request.SpeedMilli : 1_000L * Math.Max(1, request.Nodes);
}

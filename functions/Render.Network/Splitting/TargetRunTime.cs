using Render.Network.Jobs;

namespace Render.Network.Splitting;

/// <summary>How long a task should run: long enough that leases, receipts and audits are cheap, short enough that a lost one is.</summary>
public static class TargetRunTime
{
    /// <summary>Tasks that each node should get, so that the last ones end at nearly the same time.</summary>
    public const int TasksPerNode = 8;

    /// <summary>So many of the last tasks take as long as one of the others.</summary>
    public const int LastInOne = 8;

    private const long ShortestMicros = 1_000_000;

    /// <summary>clamp(work / (8 · speed of all nodes), 1 s, longest) in microseconds: with reference machines, clamp(work / (8 · nodes), 1 s, 60 s) by default.</summary>
    public static long Micros(SplitRequest request)
    {
        // Millionths of a unit over thousandths of a unit a second are milliseconds.
        var micros = (UInt128)Math.Max(0, request.Work.Micros) * 1_000 / ((UInt128)Speed(request) * TasksPerNode);
        return (long)UInt128.Clamp(micros, ShortestMicros, (ulong)Math.Max(1, request.LongestSeconds) * ShortestMicros);
    }

    /// <summary>The same for the last part of a job, for which whoever has finished waits: an eighth, 1 s or more.</summary>
    public static long LastMicros(SplitRequest request) => Math.Max(ShortestMicros, Micros(request) / LastInOne);

    /// <summary>Work that a node of mean speed does in a run time; at least one millionth.</summary>
    /// <param name="request">The job, and for whom.</param>
    /// <param name="micros">The run time, microseconds.</param>
    public static WorkUnits Work(SplitRequest request, long micros) =>
        new(Math.Max(1, (long)((UInt128)micros * (ulong)Speed(request) / (1_000 * (UInt128)Math.Max(1, request.Nodes)))));

    /// <summary>Work that a node of mean speed does in the target run time; at least one millionth.</summary>
    public static WorkUnits Work(SplitRequest request) => Work(request, Micros(request));

    private static long Speed(SplitRequest request) => request.SpeedMilli >= 1 ? request.SpeedMilli : 1_000L * Math.Max(1, request.Nodes);
}

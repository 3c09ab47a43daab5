using Render.Lifecycle.Results;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Lifecycle.Proofs;

/// <summary>What an audit report must say, given what was asked. Pure.</summary>
internal static class AuditRules
{
    /// <summary>What a report is held against.</summary>
    /// <param name="Network">The network.</param>
    /// <param name="Job">SHA-256 of the job's id.</param>
    /// <param name="Task">The task's digest.</param>
    /// <param name="Lease">The audit's lease.</param>
    /// <param name="Auditor">SHA-256 of the auditor's key.</param>
    /// <param name="EngineBuild">The engine's build.</param>
    /// <param name="Blocks">The blocks asked for.</param>
    /// <param name="Granted">When they were asked for.</param>
    public sealed record Expected(
        Digest Network, Digest Job, Digest Task, LeaseId Lease, Digest Auditor, uint EngineBuild, IReadOnlyList<int> Blocks, DateTimeOffset Granted);

    /// <summary>The first field that is not the assignment's, or times that make no sense; null where all is well.</summary>
    public static Refusal? Check(AuditReport report, Expected expected, DateTimeOffset now, TimeSpan tolerance)
    {
        var field =
            report.Network != expected.Network ? "network"
            : report.Job != expected.Job ? "job"
            : report.Task != expected.Task ? "task"
            : report.Lease != expected.Lease ? "lease"
            : report.Auditor != expected.Auditor ? "auditor"
            : report.EngineBuild != expected.EngineBuild ? "engine build"
            : !report.Blocks.Select(block => block.Block).SequenceEqual(expected.Blocks) ? "list of blocks"
            : null;
        return field is not null
            ? new Refusal(RefusalKind.Invalid, RefusalCodes.FieldMismatch, $"The report's {field} is not the assignment's.", "Copy it from the assignment.")
            : ReceiptRules.CheckTimes(report.StartedUnixMs, report.FinishedUnixMs, expected.Granted, now, tolerance);
    }
}

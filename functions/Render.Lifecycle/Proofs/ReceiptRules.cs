using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Results;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Lifecycle.Proofs;

/// <summary>What a receipt must say, given what was leased. Pure.</summary>
internal static class ReceiptRules
{
    /// <summary>What a receipt is held against.</summary>
    /// <param name="Network">The network.</param>
    /// <param name="Job">SHA-256 of the job's id.</param>
    /// <param name="Task">The task's digest.</param>
    /// <param name="Lease">The lease.</param>
    /// <param name="Node">SHA-256 of the node's key.</param>
    /// <param name="Package">The package.</param>
    /// <param name="Settings">The settings.</param>
    /// <param name="EngineBuild">The engine's build.</param>
    /// <param name="Granted">When the lease was granted.</param>
    public sealed record Expected(
        Digest Network, Digest Job, Digest Task, LeaseId Lease, Digest Node, Digest Package, Digest Settings, uint EngineBuild, DateTimeOffset Granted)
    {
        /// <summary>What a task's receipt must say.</summary>
        public static Expected Of(BoardTask task, Jobs.LeaseRecord lease, BoardNode node, LifecycleOptions options) => new(
            options.NetworkId, task.Job.IdDigest, TaskDigest.Of(options.NetworkId, Assignments.Spec(task)), lease.Id, node.KeyDigest,
            task.Job.Record.Spec.Package, task.Job.SettingsDigest, options.EngineBuild, lease.Granted);
    }

    /// <summary>The first field that is not the assignment's, or times that make no sense; null where all is well.</summary>
    public static Refusal? Check(Receipt receipt, Expected expected, DateTimeOffset now, TimeSpan tolerance)
    {
        if (Mismatch(receipt, expected) is { } field)
            return new Refusal(RefusalKind.Invalid, RefusalCodes.FieldMismatch, $"The receipt's {field} is not the assignment's.", "Copy it from the assignment.");
        return CheckTimes(receipt.StartedUnixMs, receipt.FinishedUnixMs, expected.Granted, now, tolerance);
    }

    /// <summary>Whether a node's times can be: in order, not before the grant, not after now, each within the tolerance.</summary>
    public static Refusal? CheckTimes(ulong started, ulong finished, DateTimeOffset granted, DateTimeOffset now, TimeSpan tolerance)
    {
        var early = (granted - tolerance).ToUnixTimeMilliseconds();
        // A coordinator's clock set back must not refuse honest work: whichever is later bounds it.
        var late = ((now > granted ? now : granted) + tolerance).ToUnixTimeMilliseconds();
        var possible = started <= finished && started >= (ulong)Math.Max(0, early) && finished <= (ulong)Math.Max(0, late);
        return possible
            ? null
            : new Refusal(
                RefusalKind.Invalid, RefusalCodes.TimesInvalid,
                $"Started {started} and finished {finished} (ms since 1970) are not in order, or lie outside the lease.",
                "Set the node's clock by the coordinator's server time.");
    }

    /// <summary>Whether every block's rays can have been traced; null where they can.</summary>
    public static Refusal? CheckRays(ResultFile result, int bounces)
    {
        if (RayCeiling.FirstAbove(result, bounces) is not { } block)
            return null;
        var most = RayCeiling.OfBlock(result.Header.Region.Block(block).Pixels, result.Header.Samples.Count, bounces);
        return new Refusal(
            RefusalKind.Invalid, RefusalCodes.RaysImpossible,
            $"Block {block} counts {result.Block(block).Rays} rays; its samples of {bounces} bounces have at most {most}.",
            "Count each camera, scattered and shadow ray once.");
    }

    /// <summary>The refusal of a signature that does not hold; null where it does.</summary>
    public static Refusal? Check(SignatureCheck check) => check switch
    {
        SignatureCheck.Valid => null,
        SignatureCheck.HighS => new Refusal(
            RefusalKind.Invalid, RefusalCodes.SignatureHighS, "The signature's s is above half the group order.", "Replace s by n − s."),
        _ => new Refusal(RefusalKind.Invalid, RefusalCodes.SignatureInvalid, $"The signature does not hold: {check}.", "Sign these very bytes with the registered key."),
    };

    private static string? Mismatch(Receipt receipt, Expected expected) =>
        receipt.Network != expected.Network ? "network"
        : receipt.Job != expected.Job ? "job"
        : receipt.Task != expected.Task ? "task"
        : receipt.Lease != expected.Lease ? "lease"
        : receipt.Node != expected.Node ? "node"
        : receipt.Package != expected.Package ? "package"
        : receipt.Settings != expected.Settings ? "settings"
        : receipt.EngineBuild != expected.EngineBuild ? "engine build"
        : null;
}

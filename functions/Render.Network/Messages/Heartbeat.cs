using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Messages;

/// <summary>A node lives, holds these leases, and asks for their renewal.</summary>
/// <param name="Sequence">Counts up by one a heartbeat since the node's start; an older one than the last seen is a no-op.</param>
/// <param name="Draining">True: no new work wanted.</param>
/// <param name="Leases">What it works on, ≤ 64.</param>
/// <param name="CachedPackages">Packages it holds, most recently used first, ≤ 256.</param>
/// <param name="Load">Share of the machine that others use, [0, 1].</param>
public sealed record Heartbeat(
    long Sequence,
    bool Draining,
    IReadOnlyList<LeaseProgress> Leases,
    IReadOnlyList<Digest> CachedPackages,
    double Load);

/// <summary>How far a leased task is.</summary>
/// <param name="Task">The task.</param>
/// <param name="LeaseId">The lease.</param>
/// <param name="Fencing">The lease's fencing token.</param>
/// <param name="Progress">Done share of the task, [0, 1].</param>
/// <param name="EtaSeconds">Expected remaining time of work, s; null: unknown.</param>
/// <param name="Parked">Whether it stands still, with its finished blocks kept, while the node does other work first.</param>
public sealed record LeaseProgress(TaskId Task, LeaseId LeaseId, long Fencing, double Progress, double? EtaSeconds = null, bool Parked = false);

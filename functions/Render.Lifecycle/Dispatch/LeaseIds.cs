using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Lifecycle.Dispatch;

/// <summary>Makes lease ids: a function of what is leased, to whom, and for the how-manieth time, so none is ever given twice.</summary>
internal static class LeaseIds
{
    /// <summary>The first 16 bytes of SHA-256 over task, fencing token and holder.</summary>
    public static LeaseId Of(Digest network, TaskId task, long fencing, NodeId? holder)
    {
        var digest = new CanonicalWriter(LifecycleTags.Lease).Digest(network).Text(task.ToString()).I64(fencing).Text(holder?.Value ?? "").ToDigest();
        return new LeaseId(digest.ToArray().AsSpan(0, LeaseId.Size));
    }
}

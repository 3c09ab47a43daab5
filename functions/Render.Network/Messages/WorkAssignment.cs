using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Messages;

/// <summary>
/// Everything a node needs to do one piece of work. Files come from <c>GET /v1/blobs/{digest}</c>; so does the package's manifest, whose
/// digest is the package's.
/// </summary>
/// <param name="Kind">What to do.</param>
/// <param name="NetworkId">The network's digest: with the task it gives the task digest.</param>
/// <param name="Lease">The node's hold on it.</param>
/// <param name="Task">What is to be rendered.</param>
/// <param name="Settings">How.</param>
/// <param name="Files">Every file of the scene package, ≤ 4,096.</param>
/// <param name="Blocks">Audit and validation: the blocks to render, ascending, distinct. Null: all.</param>
/// <param name="MaxSeconds">Wall time after which the node gives up and says so, s; &gt; 0.</param>
/// <param name="Traceparent">The job's trace, as W3C Trace Context writes it: the node sends it on, so that its work can be seen there. Null: nobody traces. It changes nothing else.</param>
/// <param name="Commits">Render: whether other operators' nodes render the task too, so that the node commits to its result first and opens it when all have.</param>
public sealed record WorkAssignment(
    WorkKind Kind,
    Digest NetworkId,
    LeaseGrant Lease,
    TaskSpec Task,
    RenderSettings Settings,
    IReadOnlyList<AssignedFile> Files,
    IReadOnlyList<int>? Blocks,
    double MaxSeconds,
    string? Traceparent = null,
    bool Commits = false);

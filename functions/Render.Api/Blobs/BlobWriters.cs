using Render.Api.Problems;
using Render.Lifecycle.Desks;
using Render.Network.Jobs;

namespace Render.Api.Blobs;

/// <summary>Who may write a blob: a node that holds a lease, no more than its tasks can give.</summary>
internal static class BlobWriters
{
    /// <summary>The largest blob that the node may write now, bytes; 0: none.</summary>
    public static long Limit(NodeId node, INodeDesk nodes, RenderApiOptions options) => Math.Min(nodes.StoreLimit(node), options.BlobBytes);

    /// <summary>As <see cref="Limit"/>, at least 1.</summary>
    /// <exception cref="ApiProblemException">The node may write none.</exception>
    public static long Require(NodeId node, INodeDesk nodes, RenderApiOptions options) =>
        Limit(node, nodes, options) is > 0 and var limit ? limit : throw new ApiProblemException(ApiProblems.MayNotStore);
}

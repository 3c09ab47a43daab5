using Microsoft.AspNetCore.Http;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;

namespace Render.Api.Nodes;

/// <summary><c>GET /v1/nodes/{node}/explanation</c>: why a node stands where it stands.</summary>
internal static class ExplainNode
{
    public static async Task<IResult> Handle(string node, INetworkDesk desk, CancellationToken cancellationToken) =>
        ProblemResult.Of(await desk.Explain(RouteText.Node(node), cancellationToken));
}

using Microsoft.AspNetCore.Http;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;

namespace Render.Api.Nodes;

/// <summary>Nodes as people see them.</summary>
internal static class ReadNodes
{
    public static async Task<IResult> All(INetworkDesk desk, CancellationToken cancellationToken) =>
        ProblemResult.Json(await desk.Nodes(cancellationToken));

    public static async Task<IResult> One(string node, INetworkDesk desk, CancellationToken cancellationToken) =>
        ProblemResult.Of(await desk.Node(RouteText.Node(node), cancellationToken));
}

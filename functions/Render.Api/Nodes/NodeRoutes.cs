using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Render.Api.Nodes;

/// <summary>Nodes: what they send, and what people see of them.</summary>
internal static class NodeRoutes
{
    public static void MapSigned(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/nodes", RegisterNodeEndpoint.Handle);
        routes.MapPost("/nodes/{node}/heartbeat", HeartbeatEndpoint.Handle);
        routes.MapPost("/nodes/{node}/echo", EchoEndpoint.Handle);
        routes.MapPost("/nodes/{node}/claim", ClaimWorkEndpoint.Handle);
        routes.MapGet("/nodes/{node}/offers", ReadOffers.Handle);
    }

    public static void MapAdmin(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/nodes", ReadNodes.All);
        routes.MapGet("/nodes/{node}", ReadNodes.One);
        routes.MapGet("/nodes/{node}/explanation", ExplainNode.Handle);
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Render.Api;
using Render.Functions.Durable;
using Render.Functions.Triggers;
using Render.Lifecycle;
using Render.Lifecycle.Desks;
using Render.Lifecycle.Workflows;
using Render.Network.Messages;

namespace Render.Functions.Coordination;

/// <summary>The API, and what the app's other functions ask of the seat's holder.</summary>
internal static class CoordinatorRoutes
{
    /// <summary>Maps everything.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapRenderApi(admin =>
    {
        admin.MapPost("/activities/{name}", RunActivity);
        admin.MapPost("/receipts/queued", TakeReceipt);
        admin.MapPost("/sweep", Sweep);
    });

    private static async Task<IResult> RunActivity(string name, HttpContext http, WorkflowCatalog catalog, IServiceProvider services, CancellationToken cancellationToken)
    {
        var call = await http.Request.ReadFromJsonAsync<ActivityCall>(LifecycleJson.Options, cancellationToken);
        return Results.Json(await ActivityRunner.Run(catalog.Activity(name), services, call!, cancellationToken), LifecycleJson.Options);
    }

    /// <summary>A receipt that came by queue: signed by its node, so the queue needs no trust.</summary>
    private static async Task<IResult> TakeReceipt(HttpContext http, INodeDesk desk, CancellationToken cancellationToken)
    {
        var queued = await http.Request.ReadFromJsonAsync<QueuedReceipt>(WireJson.Options, cancellationToken);
        var outcome = await desk.Submit(queued!.Node, queued.Receipt, cancellationToken);
        return Results.Json(QueuedReceiptAnswer.Of(outcome), WireJson.Options);
    }

    private static async Task<IResult> Sweep(Coordinator coordinator, CancellationToken cancellationToken)
    {
        await coordinator.Sweep(cancellationToken);
        return Results.NoContent();
    }
}

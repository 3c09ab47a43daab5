using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Render.Api.Auth;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Api.Disputes;

/// <summary>Disputes: opening one, what became of them, and the arbiters' votes.</summary>
internal static class DisputeRoutes
{
    public static void MapSigned(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/votes/commit", Commit);
        routes.MapPost("/votes/reveal", Reveal);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/disputes", All);
        routes.MapPost("/jobs/{job}/tasks/{task}/dispute", Open);
    }

    private static async Task<IResult> All(ICreatorDesk desk, CancellationToken cancellationToken) => ProblemResult.Json(await desk.Disputes(cancellationToken));

    private static async Task<IResult> Open(HttpContext http, string job, string task, ICreatorDesk desk, CancellationToken cancellationToken)
    {
        var id = RouteText.Task(job, task);
        await using var claim = WireBody.Limit(http, new ResultHeader(id.Region, id.Frame, id.Samples).FileLength);
        return ProblemResult.Of(await desk.Dispute(id, claim, cancellationToken), StatusCodes.Status201Created);
    }

    private static async Task<IResult> Commit(HttpContext http, INodeDesk desk, NodeSignatures signatures, CancellationToken cancellationToken)
    {
        var (message, digest) = await WireBody.ReadSigned<CommitVote>(http, cancellationToken);
        return ProblemResult.Of(await desk.Submit(signatures.Require(http, digest), message, cancellationToken));
    }

    private static async Task<IResult> Reveal(HttpContext http, INodeDesk desk, NodeSignatures signatures, CancellationToken cancellationToken)
    {
        var (message, digest) = await WireBody.ReadSigned<RevealVote>(http, cancellationToken);
        return ProblemResult.Of(await desk.Submit(signatures.Require(http, digest), message, cancellationToken));
    }
}

using Microsoft.AspNetCore.Http;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;
using Render.Network.Messages;

namespace Render.Api.Jobs;

/// <summary><c>POST /v1/jobs/{job}/topup</c>: the cap is raised.</summary>
internal static class TopUpJobEndpoint
{
    public static async Task<IResult> Handle(string job, HttpContext http, ICreatorDesk desk, CancellationToken cancellationToken) =>
        ProblemResult.Of(await desk.TopUp(RouteText.Job(job), await WireBody.Read<TopUpJob>(http, cancellationToken), cancellationToken));
}

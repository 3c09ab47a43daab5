using Microsoft.AspNetCore.Http;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;
using Render.Network.Messages;

namespace Render.Api.Jobs;

/// <summary><c>POST /v1/jobs/{job}/accept</c>: the cap is locked. Without a body: the latest quote, the spec's tier.</summary>
internal static class AcceptQuoteEndpoint
{
    public static async Task<IResult> Handle(string job, HttpContext http, ICreatorDesk desk, CancellationToken cancellationToken) =>
        ProblemResult.Of(await desk.Accept(
            RouteText.Job(job), await WireBody.ReadOr(http, new AcceptQuote(), cancellationToken), cancellationToken));
}

using Microsoft.AspNetCore.Http;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;
using Render.Network.Messages;

namespace Render.Api.Jobs;

/// <summary><c>POST /v1/jobs</c>: answers as soon as the job is durable; what follows is seen in its events.</summary>
internal static class SubmitJobEndpoint
{
    public static async Task<IResult> Handle(HttpContext http, ICreatorDesk desk, CancellationToken cancellationToken)
    {
        var message = await WireBody.Read<SubmitJob>(http, cancellationToken);
        if (message.IdempotencyKey.Length is 0 or > WireLimits.NameLength)
            throw new ApiProblemException(ApiProblems.BadValue("idempotencyKey", FormattableString.Invariant($"1 to {WireLimits.NameLength} characters")));
        var outcome = await desk.Submit(message, cancellationToken);
        if (!outcome.IsRefused)
            http.Response.Headers.Location = $"/v1/jobs/{outcome.Value.Id}";
        return ProblemResult.Of(outcome, StatusCodes.Status202Accepted);
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Render.Functions.Coordination;
using Render.Functions.Durable;
using Render.Network.Messages;

namespace Render.Functions.Http;

/// <summary>Answers the API's requests: here, where this process holds the seat, else with a word on when to ask again.</summary>
internal sealed class ApiRequests(CoordinatorKeeper keeper, DurableClients durable)
{
    /// <summary>A take-over recovers in seconds; nodes and commands try again by themselves after that.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly Problem Elsewhere = new(
        "coordinator-elsewhere", "Not now", StatusCodes.Status503ServiceUnavailable, "Another instance holds the coordinator's seat, or is taking it over.", "Try again in a moment.");

    private static readonly ReadinessView Standby = new("standby", [new ReadinessCheck("seat", false, Elsewhere.Detail)]);

    /// <summary>The answer to a request, found by its path and method as in every host.</summary>
    /// <param name="client">The durable backend's client that came with the invocation.</param>
    public IResult Answer(DurableTaskClient client) =>
        Answer(client, Patience, Results.Json(Elsewhere, WireJson.Options, WireHeaders.ProblemJson, Elsewhere.Status));

    /// <summary>As <see cref="Answer(DurableTaskClient)"/>, at once: a process that stands by lives too.</summary>
    public IResult Alive(DurableTaskClient client) => Answer(client, TimeSpan.Zero, Results.Json(Standby, WireJson.Options));

    /// <summary>As <see cref="Answer(DurableTaskClient)"/>, at once: a process that stands by is not ready.</summary>
    public IResult Ready(DurableTaskClient client) =>
        Answer(client, TimeSpan.Zero, Results.Json(Standby, WireJson.Options, statusCode: StatusCodes.Status503ServiceUnavailable));

    private Served Answer(DurableTaskClient client, TimeSpan patience, IResult otherwise)
    {
        durable.Use(client);
        return new Served(keeper, patience, otherwise);
    }

    private sealed class Served(CoordinatorKeeper keeper, TimeSpan patience, IResult otherwise) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            if (await keeper.Term(patience, httpContext.RequestAborted) is { } term)
            {
                await term.Serve(httpContext);
                return;
            }

            httpContext.Response.Headers.RetryAfter = "2";
            await otherwise.ExecuteAsync(httpContext);
        }
    }
}

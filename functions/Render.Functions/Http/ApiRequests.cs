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

    /// <summary>The answer to a request, found by its path and method as in every host.</summary>
    /// <param name="client">The durable backend's client that came with the invocation.</param>
    public IResult Answer(DurableTaskClient client)
    {
        durable.Use(client);
        return new Served(keeper);
    }

    private sealed class Served(CoordinatorKeeper keeper) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            if (await keeper.Term(Patience, httpContext.RequestAborted) is { } term)
                await term.Serve(httpContext);
            else
                await Elsewhere(httpContext);
        }

        private static async Task Elsewhere(HttpContext http)
        {
            http.Response.Headers.RetryAfter = "2";
            var problem = new Problem(
                "coordinator-elsewhere", "Not now", StatusCodes.Status503ServiceUnavailable, "Another instance holds the coordinator's seat, or is taking it over.", "Try again in a moment.");
            await Results.Json(problem, WireJson.Options, WireHeaders.ProblemJson, problem.Status).ExecuteAsync(http);
        }
    }
}

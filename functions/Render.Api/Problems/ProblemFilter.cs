using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Render.Network.Messages;

namespace Render.Api.Problems;

/// <summary>Turns what an endpoint throws into a problem; unknown faults are logged under a correlation id and never shown.</summary>
internal sealed class ProblemFilter(ILogger<ProblemFilter> logger)
{
    public static EndpointFilterDelegate Create(EndpointFilterFactoryContext factory, EndpointFilterDelegate next)
    {
        var filter = factory.ApplicationServices.GetRequiredService<ProblemFilter>();
        return context => filter.Invoke(context, next);
    }

    private async ValueTask<object?> Invoke(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        try
        {
            return await next(context);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
            return Microsoft.AspNetCore.Http.Results.StatusCode(StatusCodes.Status499ClientClosedRequest);
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            return ProblemResult.Of(Answer(e, http));
        }
    }

    private Problem Answer(Exception exception, HttpContext http)
    {
        if (ProblemExceptions.Find(exception) is { } known)
        {
            logger.RequestRefused(http.Request.Method, http.Request.Path, known.Code);
            return known;
        }

        logger.RequestFailed(exception, http.Request.Method, http.Request.Path, http.TraceIdentifier);
        return new Problem(
            "internal-error", "Internal error", StatusCodes.Status500InternalServerError,
            "Something went wrong on the coordinator's side.", $"Try again; if it stays, look for '{http.TraceIdentifier}' in the coordinator's log.",
            TraceId: http.TraceIdentifier);
    }
}

using Microsoft.AspNetCore.Http;
using Render.Lifecycle.Results;
using Render.Network.Messages;

namespace Render.Api.Problems;

/// <summary>Problems as HTTP answers (RFC 9457).</summary>
internal static class ProblemResult
{
    /// <summary>The answer to a problem.</summary>
    public static IResult Of(Problem problem) =>
        Microsoft.AspNetCore.Http.Results.Json(problem, WireJson.Options, WireHeaders.ProblemJson, problem.Status);

    /// <summary>The answer to a use case: its value as JSON, or its refusal.</summary>
    public static IResult Of<T>(Outcome<T> outcome, int status = StatusCodes.Status200OK)
        where T : class =>
        outcome.IsRefused ? Of(From(outcome.Refusal)) : Json(outcome.Value, status);

    /// <summary>A value as JSON.</summary>
    public static IResult Json<T>(T value, int status = StatusCodes.Status200OK) =>
        Microsoft.AspNetCore.Http.Results.Json(value, WireJson.Options, statusCode: status);

    /// <summary>A refusal as a problem.</summary>
    public static Problem From(Refusal refusal)
    {
        var (status, title) = refusal.Kind switch
        {
            RefusalKind.Invalid => (StatusCodes.Status422UnprocessableEntity, "Refused by the rules"),
            RefusalKind.Unauthorized => (StatusCodes.Status401Unauthorized, "Unauthorized"),
            RefusalKind.Forbidden => (StatusCodes.Status403Forbidden, "Forbidden"),
            RefusalKind.NotFound => (StatusCodes.Status404NotFound, "Not found"),
            RefusalKind.Conflict => (StatusCodes.Status409Conflict, "Not in this state"),
            RefusalKind.PaymentRequired => (StatusCodes.Status402PaymentRequired, "Payment required"),
            RefusalKind.Unavailable => (StatusCodes.Status503ServiceUnavailable, "Not now"),
            _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal.Kind, "A new kind of refusal needs its status here."),
        };
        return new Problem(refusal.Code, title, status, refusal.Detail, refusal.Fix, refusal.Errors);
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Render.Network.Messages;

namespace Render.Worker.Client;

/// <summary>How an HTTP exchange ends: in an answer, a refusal, or "try again".</summary>
internal static class CoordinatorAnswer
{
    private static readonly HttpStatusCode[] Transient =
    [
        HttpStatusCode.RequestTimeout, HttpStatusCode.TooManyRequests, HttpStatusCode.BadGateway,
        HttpStatusCode.ServiceUnavailable, HttpStatusCode.GatewayTimeout, HttpStatusCode.InsufficientStorage, HttpStatusCode.InternalServerError,
    ];

    /// <summary>Sends; only headers are awaited.</summary>
    /// <exception cref="CoordinatorUnreachableException">No answer.</exception>
    public static async Task<HttpResponseMessage> Send(HttpClient http, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw new CoordinatorUnreachableException(e.HttpRequestError == HttpRequestError.ConnectionError ? "no connection" : e.Message, e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CoordinatorUnreachableException("no answer in time", e);
        }
    }

    /// <summary>Lets a success pass; anything else throws and disposes the answer.</summary>
    /// <exception cref="CoordinatorRefusedException">It refused.</exception>
    /// <exception cref="CoordinatorUnreachableException">It cannot now.</exception>
    public static async Task Require(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.IsSuccessStatusCode)
            return;
        using (answer)
        {
            var problem = await ReadProblem(answer, cancellationToken);
            if (Transient.Contains(answer.StatusCode))
                throw new CoordinatorUnreachableException(problem.Detail, new CoordinatorRefusedException(problem)) { RetryAfter = answer.Headers.RetryAfter?.Delta };
            throw new CoordinatorRefusedException(problem);
        }
    }

    /// <summary>Reads a JSON answer.</summary>
    /// <exception cref="CoordinatorUnreachableException">It broke off, or is not what the protocol says.</exception>
    public static async Task<T> Read<T>(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync<T>(WireJson.Options, cancellationToken)
                ?? throw new CoordinatorUnreachableException("an empty answer");
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException or JsonException)
        {
            throw new CoordinatorUnreachableException("an answer that broke off or is not understood", e);
        }
    }

    private static async Task<Problem> ReadProblem(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            if (answer.Content.Headers.ContentType?.MediaType == WireHeaders.ProblemJson
                && await answer.Content.ReadFromJsonAsync<Problem>(WireJson.Options, cancellationToken) is { } problem)
                return problem;
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException or JsonException)
        {
            // The status says enough.
        }

        var status = (int)answer.StatusCode;
        return new Problem("http-error", answer.ReasonPhrase ?? "Error", status, FormattableString.Invariant($"HTTP {status} without problem details."));
    }
}

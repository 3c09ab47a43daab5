using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Render.Functions.Durable;
using Render.Functions.Settings;
using Render.Lifecycle;
using Render.Worker.Client;

namespace Render.Functions.Triggers;

/// <summary>How functions that are not HTTP's reach the coordinator: by the API, as everybody does, since the platform runs them in other instances.</summary>
internal sealed class CoordinatorCalls(RenderSettings settings, HttpClient http)
{
    /// <summary>The API with the admin token.</summary>
    public AdminClient Api { get; } = new(http, settings.AdminToken);

    /// <summary>Has an activity run where the seat is.</summary>
    /// <param name="name">Its registered name.</param>
    /// <param name="call">An <see cref="ActivityCall"/>.</param>
    /// <param name="stop">The host stops.</param>
    /// <returns>An <see cref="ActivityAnswer"/>: where the coordinator does not answer, one that says so, and the workflow's policy tries again.</returns>
    public async Task<JsonElement> RunActivity(string name, JsonElement call, CancellationToken stop)
    {
        try
        {
            using var answer = await Post($"/v1/activities/{name}", JsonContent.Create(call, options: LifecycleJson.Options), stop);
            if (answer.IsSuccessStatusCode)
                return await answer.Content.ReadFromJsonAsync<JsonElement>(stop);
            return Away($"{(int)answer.StatusCode} {answer.ReasonPhrase}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return Away(e.Message);
        }
    }

    /// <summary>Has what ran out taken away.</summary>
    /// <exception cref="HttpRequestException">The coordinator does not answer; the timer comes again.</exception>
    public async Task Sweep(CancellationToken stop)
    {
        using var answer = await Post("/v1/sweep", null, stop);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The answer, read to its end within the client's time: an activity must not wait for half of one.</summary>
    private async Task<HttpResponseMessage> Post(string target, HttpContent? body, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.AdminToken);
        return await http.SendAsync(request, stop);
    }

    private static JsonElement Away(string why) =>
        DurableJson.Write(new ActivityAnswer(null, typeof(HttpRequestException).FullName, $"The coordinator did not answer: {why}"));
}

namespace Render.TestStorage;

/// <summary>Carries HTTP, and loses answers: the server has done what it was asked, and the client hears nothing of it. Or loses requests.</summary>
public sealed class LostAnswers() : DelegatingHandler(new SocketsHttpHandler())
{
    private int _lost;

    /// <summary>Which answer is lost next; null: none. It is lost once.</summary>
    public Func<HttpRequestMessage, bool>? Lose { get; set; }

    /// <summary>Runs before a request is sent; where it throws, the request never was.</summary>
    public Func<HttpRequestMessage, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs after the answer was lost, before the client hears of it.</summary>
    public Func<Task> Meanwhile { get; set; } = () => Task.CompletedTask;

    /// <summary>How many were lost.</summary>
    public int Lost => _lost;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Before(request);
        var answer = await base.SendAsync(request, cancellationToken);
        if (Lose?.Invoke(request) != true)
            return answer;
        Lose = null;
        answer.Dispose();
        Interlocked.Increment(ref _lost);
        await Meanwhile();
        throw new HttpRequestException(HttpRequestError.ResponseEnded, "The answer is lost.");
    }
}

using Azure.Core;
using Azure.Core.Pipeline;

namespace Render.Functions.Storage;

/// <summary>Counts how often the client sent a request: more than once means that an answer was lost, and that the first try may have done what the last one then met.</summary>
internal sealed class TriesPolicy : HttpPipelineSynchronousPolicy
{
    private const string Property = "render.tries";

    /// <summary>Counts the requests sent in the current asynchronous flow until it is disposed.</summary>
    public static IDisposable Count(out Tries tries) =>
        HttpPipeline.CreateHttpMessagePropertiesScope(new Dictionary<string, object?> { [Property] = tries = new Tries() });

    /// <inheritdoc/>
    public override void OnSendingRequest(HttpMessage message)
    {
        if (message.TryGetProperty(Property, out var found) && found is Tries tries)
            tries.Sent++;
    }

    /// <summary>How often.</summary>
    internal sealed class Tries
    {
        /// <summary>Requests sent.</summary>
        public int Sent { get; set; }
    }
}

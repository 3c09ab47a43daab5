using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace Render.Worker.Client;

/// <summary>One server-sent event.</summary>
/// <param name="Id">Its id; null: none.</param>
/// <param name="Data">Its data.</param>
internal readonly record struct ServerSentEvent(string? Id, string Data)
{
    /// <summary>Reads a stream of them to its end.</summary>
    /// <exception cref="CoordinatorUnreachableException">The connection broke.</exception>
    public static async IAsyncEnumerable<ServerSentEvent> Read(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var items = SseParser.Create(stream).EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await items.MoveNextAsync())
                    yield break;
            }
            catch (Exception e) when (e is IOException or HttpRequestException)
            {
                throw new CoordinatorUnreachableException("the connection broke", e);
            }

            yield return new ServerSentEvent(items.Current.EventId, items.Current.Data);
        }
    }
}

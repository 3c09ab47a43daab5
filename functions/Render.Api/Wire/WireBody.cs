using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Render.Api.Problems;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Api.Wire;

/// <summary>Reads request bodies within their bounds.</summary>
internal static class WireBody
{
    /// <summary>A JSON body's bytes, at most <see cref="WireLimits.JsonBytes"/>.</summary>
    /// <exception cref="ApiProblemException">Not JSON by its type, or too large.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadBytes(HttpContext http, CancellationToken cancellationToken)
    {
        if (!http.Request.HasJsonContentType())
            throw new ApiProblemException(ApiProblems.NotJson);
        using var buffer = new MemoryStream();
        await using var body = Limit(http, WireLimits.JsonBytes);
        await body.CopyToAsync(buffer, cancellationToken);
        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    /// <summary>A message.</summary>
    /// <exception cref="ApiProblemException">It is malformed.</exception>
    public static T Parse<T>(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(bytes.Span, WireJson.Options) ?? throw new ApiProblemException(ApiProblems.BadJson("The body is null."));
        }
        catch (JsonException e)
        {
            var where = e.Path is { Length: > 1 } path ? $" at {path}" : "";
            throw new ApiProblemException(ApiProblems.BadJson(FormattableString.Invariant(
                $"The body is not the message expected here{where} (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}): {Shorten(e.Message)}")));
        }
        catch (Exception e) when (e is NotSupportedException or FormatException or OverflowException or ArgumentException)
        {
            throw new ApiProblemException(ApiProblems.BadJson("The body is not the message expected here."));
        }
    }

    /// <summary>A JSON message.</summary>
    public static async Task<T> Read<T>(HttpContext http, CancellationToken cancellationToken) => Parse<T>(await ReadBytes(http, cancellationToken));

    /// <summary>A JSON message that may be left out.</summary>
    public static async Task<T> ReadOr<T>(HttpContext http, T otherwise, CancellationToken cancellationToken) =>
        http.Request.ContentLength is null or 0 && !http.Request.HasJsonContentType() ? otherwise : await Read<T>(http, cancellationToken);

    /// <summary>A signed JSON message of a registered node.</summary>
    public static async Task<(T Message, Digest Digest)> ReadSigned<T>(HttpContext http, CancellationToken cancellationToken)
    {
        var bytes = await ReadBytes(http, cancellationToken);
        return (Parse<T>(bytes), Digest.Of(bytes.Span));
    }

    /// <summary>The body, cut off with a problem beyond the limit.</summary>
    /// <exception cref="ApiProblemException">Its length is announced and too large.</exception>
    public static Stream Limit(HttpContext http, long limit)
    {
        if (http.Request.ContentLength > limit)
            throw new ApiProblemException(ApiProblems.TooLarge(limit));
        // The server's own limit is for all paths; here the stream's is the one that counts.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
            feature.MaxRequestBodySize = limit + 1;
        return new LimitedStream(http.Request.Body, limit);
    }

    private static string Shorten(string text)
    {
        var end = text.IndexOf(" Path:", StringComparison.Ordinal);
        return (end < 0 ? text : text[..end]) is { Length: > 200 } tooLong ? tooLong[..200] : end < 0 ? text : text[..end];
    }
}

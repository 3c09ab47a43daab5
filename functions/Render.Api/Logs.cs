using Microsoft.Extensions.Logging;

namespace Render.Api;

/// <summary>What the API logs.</summary>
internal static partial class Logs
{
    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "{Method} {Path} failed; correlation {TraceId}")]
    public static partial void RequestFailed(this ILogger logger, Exception exception, string method, string path, string traceId);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Warning, Message = "{Method} {Path} refused: {Code}")]
    public static partial void RequestRefused(this ILogger logger, string method, string path, string code);
}

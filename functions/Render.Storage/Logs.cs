using Microsoft.Extensions.Logging;

namespace Render.Storage;

/// <summary>Every log line of the project; ids 2200 to 2299.</summary>
internal static partial class Logs
{
    [LoggerMessage(2200, LogLevel.Warning, "wake-ups: the queues do not answer ({Reason}); until they do, waiting nodes look for work themselves")]
    internal static partial void WakeUpsFail(this ILogger logger, string reason);

    [LoggerMessage(2201, LogLevel.Information, "wake-ups: the queues answer again")]
    internal static partial void WakeUpsWork(this ILogger logger);

    [LoggerMessage(2202, LogLevel.Information, "wake-ups: {Count} queues that nobody uses any more were removed")]
    internal static partial void QueuesRemoved(this ILogger logger, int count);
}

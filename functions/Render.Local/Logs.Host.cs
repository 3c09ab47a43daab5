using Microsoft.Extensions.Logging;

namespace Render.Local;

/// <summary>The host's log lines; ids 2100 to 2199.</summary>
internal static partial class Logs
{
    [LoggerMessage(2100, LogLevel.Information, "inbox: {Name} became {Job}")]
    internal static partial void InboxTook(this ILogger logger, string name, string job);

    [LoggerMessage(2101, LogLevel.Warning, "inbox: {Name} was refused: {Reason}")]
    internal static partial void InboxRefused(this ILogger logger, string name, string reason);

    [LoggerMessage(2102, LogLevel.Warning, "inbox: {Name} waits: {Reason}")]
    internal static partial void InboxWaits(this ILogger logger, string name, string reason);
}

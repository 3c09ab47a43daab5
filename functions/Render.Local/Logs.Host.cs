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

    [LoggerMessage(2103, LogLevel.Warning, "Azurite ended and is started again in {Pause}; requests that need blobs wait or are told to come later")]
    internal static partial void AzuriteEnded(this ILogger logger, TimeSpan pause);

    [LoggerMessage(2104, LogLevel.Warning, "Azurite serves again")]
    internal static partial void AzuriteServes(this ILogger logger);

    [LoggerMessage(2105, LogLevel.Error, "Azurite does not start: {Reason}")]
    internal static partial void AzuriteFails(this ILogger logger, string reason);
}

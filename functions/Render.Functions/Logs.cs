using Microsoft.Extensions.Logging;

namespace Render.Functions;

/// <summary>Every log line of the project; ids 2300 to 2399.</summary>
internal static partial class Logs
{
    [LoggerMessage(2300, LogLevel.Information, "coordinator: the seat is taken, tenure {Epoch}; recovering")]
    public static partial void SeatTaken(this ILogger logger, long epoch);

    [LoggerMessage(2301, LogLevel.Information, "coordinator: tenure {Epoch} serves")]
    public static partial void TermBegun(this ILogger logger, long epoch);

    [LoggerMessage(2302, LogLevel.Warning, "coordinator: tenure {Epoch} ended; another instance may serve from now on")]
    public static partial void TermEnded(this ILogger logger, long epoch);

    [LoggerMessage(2303, LogLevel.Error, "coordinator: a tenure failed and the seat is striven for again")]
    public static partial void TermFailed(this ILogger logger, Exception exception);

    [LoggerMessage(2304, LogLevel.Warning, "storage: {Missing}")]
    public static partial void Unprotected(this ILogger logger, string missing);

    [LoggerMessage(2310, LogLevel.Information, "drop: {Name} became job {Job}")]
    public static partial void DropTook(this ILogger logger, string name, string job);

    [LoggerMessage(2311, LogLevel.Warning, "drop: {Name} did not become a job: {Why}")]
    public static partial void DropRefused(this ILogger logger, string name, string why);

    [LoggerMessage(2312, LogLevel.Warning, "receipts: a queued receipt of {Node} for {Task} is refused for good: {Code}: {Detail}")]
    public static partial void QueuedReceiptRefused(this ILogger logger, string node, string task, string code, string detail);

    [LoggerMessage(2313, LogLevel.Information, "epochs: epoch {Number} was overdue and is closed")]
    public static partial void EpochClosed(this ILogger logger, int number);

    [LoggerMessage(2314, LogLevel.Information, "wake-ups: {Workflow} heard '{Event}': {Result}")]
    public static partial void WokenUp(this ILogger logger, string workflow, string @event, string result);
}

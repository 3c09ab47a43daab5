using Microsoft.Extensions.Logging;

namespace Render.Chain;

/// <summary>Every log line of the project.</summary>
internal static partial class Logs
{
    [LoggerMessage(7001, LogLevel.Warning, "The block {Height} that held '{Key}' is not the chain's any more; it is sent again")]
    public static partial void BlockGone(this ILogger logger, string key, long height);

    [LoggerMessage(7002, LogLevel.Warning, "'{Key}' is not mined at {Before} wei per gas; {After} are offered")]
    public static partial void FeeRaised(this ILogger logger, string key, UInt128 before, UInt128 after);

    [LoggerMessage(7003, LogLevel.Error, "'{Key}' is not mined at {Fee} wei per gas, and more is not allowed")]
    public static partial void FeeAtCeiling(this ILogger logger, string key, UInt128 fee);

    [LoggerMessage(7004, LogLevel.Information, "The local chain's clock is moved forward by {Seconds} s: {Why}")]
    public static partial void TimeMoved(this ILogger logger, long seconds, string why);

    [LoggerMessage(7005, LogLevel.Error, "The chain does not follow the book: {Reason} It is tried again in {Pause}")]
    public static partial void FollowFailed(this ILogger logger, string reason, TimeSpan pause);

    [LoggerMessage(7006, LogLevel.Warning, "The chain follows the book again after {Count} failures")]
    public static partial void Follows(this ILogger logger, int count);

    [LoggerMessage(7007, LogLevel.Warning, "Epoch {Number} of the escrow was rejected by the guardian; its jobs are settled in the next one")]
    public static partial void EpochRejected(this ILogger logger, long number);

    [LoggerMessage(7008, LogLevel.Warning, "The report of epoch {Number} was rejected by the guardian; it is posted again")]
    public static partial void ReportRejected(this ILogger logger, int number);

    [LoggerMessage(7009, LogLevel.Information, "{Account} is credited with {Units} units, deposited by {Transaction}")]
    public static partial void Credited(this ILogger logger, string account, UInt128 units, string transaction);

    [LoggerMessage(7010, LogLevel.Warning, "The deposit of {Transaction} for {Account} is not credited: the least is {Least}")]
    public static partial void TooSmallToCredit(this ILogger logger, string account, string transaction, Network.Economics.Tokens least);
}

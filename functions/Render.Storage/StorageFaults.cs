using Azure;
using Render.Lifecycle.Ports;

namespace Render.Storage;

/// <summary>What Azure Storage's failures mean to the ports. What is not here, such as a refused identity, is a fault of ours and stays as it is.</summary>
internal static class StorageFaults
{
    private const int InsufficientStorage = 507;

    /// <summary>Runs a call, after whose own retries a failure is final, and tells its failure in the ports' words.</summary>
    /// <param name="where">The store.</param>
    /// <param name="needed">Bytes of room that the call needs.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Tells the caller's end from a time limit.</param>
    public static async Task<T> Tell<T>(Uri where, long needed, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (InWords(e, where, needed, cancellationToken) is { } told)
        {
            throw told;
        }
    }

    /// <summary>The port's exception of a failure; null: it has none.</summary>
    public static Exception? InWords(Exception failure, Uri where, long needed, CancellationToken cancellationToken)
    {
        // Of several tries that failed alike the last says enough.
        failure = failure is AggregateException { InnerExceptions: [.., var last] } && IsOutage(failure, cancellationToken) ? last : failure;
        // A name only: a whole address may carry a signature.
        var store = $"{where.Host}{where.AbsolutePath}";
        return IsFull(failure) ? new StorageFullException(store, needed, inner: failure)
            : IsOutage(failure, cancellationToken) ? new StorageUnavailableException(store, Reason(failure), failure)
            : null;
    }

    /// <summary>Whether there was no answer, or one that says "later".</summary>
    public static bool IsOutage(Exception failure, CancellationToken cancellationToken) => failure switch
    {
        // Several tries that all failed.
        AggregateException all => all.InnerExceptions.All(one => IsOutage(one, cancellationToken)),
        RequestFailedException { Status: 0 or 408 or 429 or >= 500 } => true,
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        HttpRequestException or IOException => true,
        _ => false,
    };

    /// <summary>A failure in a few words, without the headers that the library adds.</summary>
    public static string Reason(Exception failure) => failure switch
    {
        AggregateException { InnerExceptions: [.., var last] } => Reason(last),
        RequestFailedException { Status: > 0 } refused => FormattableString.Invariant($"{refused.Status} {refused.ErrorCode}").TrimEnd(),
        _ => failure.Message.Split('\n')[0].Trim(),
    };

    /// <summary>Azure Storage documents no code of its own for a full account: 507, and refusals whose code speaks of a quota or of capacity.</summary>
    private static bool IsFull(Exception failure) => failure switch
    {
        AggregateException { InnerExceptions: [.., var last] } => IsFull(last),
        RequestFailedException { Status: InsufficientStorage } => true,
        RequestFailedException { Status: 403 or 409 or 413, ErrorCode: { } code } =>
            code.Contains("Quota", StringComparison.Ordinal) || code.Contains("Capacity", StringComparison.Ordinal),
        _ => false,
    };
}

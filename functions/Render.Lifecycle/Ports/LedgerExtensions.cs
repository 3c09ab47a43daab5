using Render.Network.Economics.Payloads;

namespace Render.Lifecycle.Ports;

/// <summary>What is often asked of the book.</summary>
internal static class LedgerExtensions
{
    /// <summary>Appends an entry, unless its key holds another already: then that one stands, whoever was first.</summary>
    /// <returns>The payload that stands: <paramref name="payload"/> itself where it was appended, now or before.</returns>
    public static async Task<TPayload> AppendFirst<TPayload>(this ILedger ledger, TPayload payload, CancellationToken cancellationToken)
        where TPayload : LedgerPayload
    {
        try
        {
            await ledger.Append(payload.ToDraft(), cancellationToken);
            return payload;
        }
        catch (LedgerConflictException)
        {
            return await ledger.FindFirst(payload, cancellationToken);
        }
    }

    /// <summary>What stands under a payload's key, where something does.</summary>
    public static async Task<TPayload> FindFirst<TPayload>(this ILedger ledger, TPayload payload, CancellationToken cancellationToken)
        where TPayload : LedgerPayload =>
        PayloadJson.Read<TPayload>((await ledger.Find(payload.Key(), cancellationToken))!);
}

using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Economics.Payloads;

/// <summary>A creator disputes an accepted result by a result of its own, and locks a bond.</summary>
/// <param name="Task">The task.</param>
/// <param name="Receipt">The disputed receipt's digest; a receipt is disputed once.</param>
/// <param name="Creator">Who disputes: whose job it is.</param>
/// <param name="Bond">What it locks, by the policy that the job was funded under.</param>
/// <param name="ClaimRoot">The root of the creator's tree.</param>
/// <param name="ClaimBlob">Digest of the creator's result file.</param>
/// <param name="Difference">The first block on which the two trees differ, with its proof.</param>
public sealed record DisputeOpened(
    TaskId Task, Digest Receipt, CreatorId Creator, Tokens Bond, MerkleSum ClaimRoot, Digest ClaimBlob, FirstDifference Difference) : LedgerPayload
{
    /// <inheritdoc/>
    public override LedgerEntryKind EntryKind() => LedgerEntryKind.DisputeOpened;

    /// <inheritdoc/>
    public override string Key() => KeyOf(Receipt);

    /// <summary>The key of the dispute of a receipt.</summary>
    public static string KeyOf(Digest receipt) => $"dispute/{receipt}";

    /// <inheritdoc/>
    protected override IEnumerable<Posting> Moves() => [Posting.From(Accounts.Creator(Creator), Bond), Posting.To(Accounts.Bond(Receipt), Bond)];
}

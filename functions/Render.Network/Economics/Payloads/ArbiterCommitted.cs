using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Economics.Payloads;

/// <summary>An arbiter commits to what it computed, before any of the panel shows it.</summary>
/// <param name="Receipt">The disputed receipt's digest.</param>
/// <param name="Arbiter">The arbiter.</param>
/// <param name="Commitment">See <see cref="ArbiterVote"/>.</param>
public sealed record ArbiterCommitted(Digest Receipt, NodeId Arbiter, Digest Commitment) : LedgerPayload
{
    /// <inheritdoc/>
    public override LedgerEntryKind EntryKind() => LedgerEntryKind.ArbiterCommitted;

    /// <inheritdoc/>
    public override string Key() => KeyOf(Receipt, Arbiter);

    /// <summary>The key of an arbiter's commitment: the first stands.</summary>
    public static string KeyOf(Digest receipt, NodeId arbiter) => $"dispute-commit/{receipt}/{arbiter}";

    /// <inheritdoc/>
    protected override IEnumerable<Posting> Moves() => [];
}

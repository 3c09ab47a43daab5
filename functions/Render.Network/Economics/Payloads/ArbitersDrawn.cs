using Render.Network.Proof;

namespace Render.Network.Economics.Payloads;

/// <summary>The panel for a dispute.</summary>
/// <param name="Receipt">The disputed receipt's digest.</param>
/// <param name="Candidates">Digest of the list it was drawn from; see <see cref="AuditorDraw"/>.</param>
/// <param name="Panel">The arbiters, in the order drawn; none where too few operators have fit nodes.</param>
public sealed record ArbitersDrawn(Digest Receipt, Digest Candidates, IReadOnlyList<ArbiterSeat> Panel) : LedgerPayload
{
    /// <inheritdoc/>
    public override LedgerEntryKind EntryKind() => LedgerEntryKind.ArbitersDrawn;

    /// <inheritdoc/>
    public override string Key() => KeyOf(Receipt);

    /// <summary>The key of the panel for a receipt.</summary>
    public static string KeyOf(Digest receipt) => $"dispute-panel/{receipt}";

    /// <inheritdoc/>
    protected override IEnumerable<Posting> Moves() => [];
}

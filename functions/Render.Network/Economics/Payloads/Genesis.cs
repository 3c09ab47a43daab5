using Render.Network.Governance;
using Render.Network.Proof;

namespace Render.Network.Economics.Payloads;

/// <summary>The first entry: what network this is, and its first policy.</summary>
/// <param name="Name">The network's name.</param>
/// <param name="Network">SHA-256 of the name; the network in receipts and task digests.</param>
/// <param name="Policy">All policy values.</param>
public sealed record Genesis(string Name, Digest Network, Policy Policy) : LedgerPayload
{
    /// <summary>The first entry of the network of that name.</summary>
    public static Genesis Of(string name, Policy policy) => new(name, Digest.OfText(name), policy);

    /// <inheritdoc/>
    public override LedgerEntryKind EntryKind() => LedgerEntryKind.Genesis;

    /// <inheritdoc/>
    public override string Key() => "genesis";

    /// <inheritdoc/>
    protected override IEnumerable<Posting> Moves() => [];
}

using Render.Network.Economics.Payloads;
using Render.Network.Proof;
using Render.Network.Reputation;

namespace Render.Network.Governance;

/// <summary>Every value that governance may change, and no other. A job keeps the policy it was funded under.</summary>
/// <param name="Split">How charges are split.</param>
/// <param name="Tiers">What tiers cost and demand.</param>
/// <param name="AuditRepeatPpm">Share of audits that is repeated on the reference CPU, in parts per million, 0 to 1,000,000. Default 10,000.</param>
/// <param name="Leases">How tasks are held.</param>
/// <param name="Prices">Bounds of the price.</param>
/// <param name="Work">The reference machine.</param>
/// <param name="Emission">How tokens are minted.</param>
/// <param name="Reputation">How evidence becomes a score.</param>
/// <param name="Penalties">What faults cost.</param>
/// <param name="Quarantine">How quarantines grow into exclusions.</param>
/// <param name="ExactMode">When a class of devices leaves exact mode.</param>
/// <param name="Statistical">How results are compared whose bytes may differ.</param>
/// <param name="Creators">What counts for and against creators.</param>
/// <param name="Disputes">How disputes are held.</param>
/// <param name="Places">Where places are, and who is believed about them.</param>
public sealed record Policy(
    ChargeSplit Split,
    TierPolicies Tiers,
    int AuditRepeatPpm,
    LeasePolicy Leases,
    PricePolicy Prices,
    WorkCoefficients Work,
    EmissionPolicy Emission,
    ReputationPolicy Reputation,
    PenaltyTable Penalties,
    QuarantinePolicy Quarantine,
    ExactModePolicy ExactMode,
    StatisticalPolicy Statistical,
    CreatorPolicy Creators,
    DisputePolicy Disputes,
    PlacePolicy Places)
{
    /// <summary>The defaults, which are valid.</summary>
    public static Policy Default { get; } = new(
        new ChargeSplit(), TierPolicies.Default, 10_000, new LeasePolicy(), PricePolicy.Default, new WorkCoefficients(),
        EmissionPolicy.Default, new ReputationPolicy(), PenaltyTable.Default, new QuarantinePolicy(), new ExactModePolicy(),
        new StatisticalPolicy(), new CreatorPolicy(), DisputePolicy.Default, PlacePolicy.Default);

    /// <summary>SHA-256(tag ‖ canonical JSON): what orders and settlements name.</summary>
    public Digest Digest()
    {
        var json = CanonicalJson.Write(this, CanonicalJson.Types.Policy);
        var bytes = new byte[DomainTags.Size + json.Length];
        DomainTags.Policy.CopyTo(bytes);
        json.CopyTo(bytes.AsSpan(DomainTags.Size));
        return Proof.Digest.Of(bytes);
    }

    /// <summary>What is out of bounds; empty where the policy is valid.</summary>
    public IReadOnlyList<PolicyError> Validate() => PolicyBounds.Check(this);
}

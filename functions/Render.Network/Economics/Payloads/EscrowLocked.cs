using System.Text.Json.Serialization;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Economics.Payloads;

/// <summary>A creator's order is funded: the quote's terms are fixed and its cap is locked.</summary>
/// <param name="Job">The job.</param>
/// <param name="Creator">Who pays.</param>
/// <param name="Tier">The tier.</param>
/// <param name="Order">The order hash of <paramref name="Quote"/>, <paramref name="Spec"/> and <paramref name="Package"/>; see <see cref="OrderHash"/>.</param>
/// <param name="Quote">Digest of the quote.</param>
/// <param name="Spec">Digest of the spec.</param>
/// <param name="Package">Digest of the scene package.</param>
/// <param name="Settings">Digest of the render settings of all the job's tasks.</param>
/// <param name="Policy">Digest of the policy in force, by which the job is audited and settled.</param>
/// <param name="Salt">The creator's commitment to its salt; see <see cref="CreatorSalt"/>.</param>
/// <param name="PricePerMillionRays">Price of 10⁶ accepted rays.</param>
/// <param name="MicroWorkUnitsPerMillionRays">Work in 10⁶ rays, in millionths of a work unit.</param>
/// <param name="Cap">What is locked.</param>
/// <param name="Statistical">Whether the job is decided by statistics: see <see cref="JobSpec.Statistical"/>. Left out where it is not.</param>
public sealed record EscrowLocked(
    JobId Job,
    CreatorId Creator,
    Tier Tier,
    Digest Order,
    Digest Quote,
    Digest Spec,
    Digest Package,
    Digest Settings,
    Digest Policy,
    Digest Salt,
    Tokens PricePerMillionRays,
    ulong MicroWorkUnitsPerMillionRays,
    Tokens Cap,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Statistical = false) : LedgerPayload
{
    /// <inheritdoc/>
    public override LedgerEntryKind EntryKind() => LedgerEntryKind.EscrowLocked;

    /// <inheritdoc/>
    public override string Key() => KeyOf(Job);

    /// <summary>The key of a job's order.</summary>
    public static string KeyOf(JobId job) => $"escrow-locked/{job}";

    /// <summary>Whether <see cref="Order"/> is the hash of quote, spec and package.</summary>
    public bool OrderMatches() => OrderHash.Of(Quote, Spec, Package) == Order;

    /// <inheritdoc/>
    protected override IEnumerable<Posting> Moves() => [Posting.From(Accounts.Creator(Creator), Cap), Posting.To(Accounts.Escrow(Job), Cap)];
}

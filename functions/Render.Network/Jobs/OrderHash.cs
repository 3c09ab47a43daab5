using Render.Network.Proof;

namespace Render.Network.Jobs;

/// <summary>What was bought, in one digest: the same in ledger, escrow and every task.</summary>
public static class OrderHash
{
    /// <summary>SHA-256(tag 16 ‖ quote 32 ‖ spec 32 ‖ package 32), where quote and spec stand as digests of their canonical encodings.</summary>
    /// <param name="quote">Digest of the quote that was accepted.</param>
    /// <param name="spec">The spec.</param>
    public static Digest Of(Digest quote, JobSpec spec) =>
        Of(quote, JobSpecDigest.Of(spec), spec.Package);

    /// <summary>The same from the three digests.</summary>
    public static Digest Of(Digest quote, Digest spec, Digest package) =>
        new CanonicalWriter(DomainTags.Order).Digest(quote).Digest(spec).Digest(package).ToDigest();
}

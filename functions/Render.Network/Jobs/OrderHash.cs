using Render.Network.Proof;

namespace Render.Network.Jobs;

/// <summary>What was bought, in one digest: the same in ledger, escrow and every task.</summary>
public static class OrderHash
{
    /// <summary>Domain tag of the encoding.</summary>
    public const string Tag = "render.ordr.v1";

    /// <summary>SHA-256(tag 16 ‖ quote 32 ‖ spec 32 ‖ package 32), where quote and spec stand as digests of their canonical encodings.</summary>
    /// <param name="quote">Digest of the quote that was accepted.</param>
    /// <param name="spec">The spec.</param>
    public static Digest Of(Digest quote, JobSpec spec) =>
        new CanonicalWriter(Tag).Digest(quote).Digest(JobSpecDigest.Of(spec)).Digest(spec.Package).ToDigest();
}

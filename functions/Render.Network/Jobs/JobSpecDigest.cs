using Render.Network.Proof;

namespace Render.Network.Jobs;

/// <summary>The digest of all that was ordered, see <see cref="OrderHash"/>.</summary>
public static class JobSpecDigest
{
    /// <summary>SHA-256 of <see cref="Encode"/>.</summary>
    public static Digest Of(JobSpec spec) => Digest.Of(Encode(spec));

    /// <summary>The canonical encoding, by the rules of <see cref="CanonicalWriter"/>, in this order: kind, name?, package, first and last frame, rate, size,
    /// samples, bounces, tier, deadline?, maximum price?, bid?, camera?, environment, shot (see <see cref="ShotSettings"/>), exposure, curve, placement of scene, output and logs (each:
    /// regions, jurisdictions, denied, evidence), denoise, seed, creator, salt commitment, statistical.</summary>
    public static byte[] Encode(JobSpec spec) => Place(
        Place(Place(Head(spec), spec.Placement.Scene), spec.Placement.Output), spec.Placement.Logs)
        .Flag(spec.Denoise)
        .U32(spec.Seed)
        .Text(spec.Creator.Value)
        .Digest(spec.SaltCommitment)
        .Flag(spec.Statistical)
        .ToArray();

    private static CanonicalWriter Head(JobSpec spec) => spec.Shot.Write(new CanonicalWriter(DomainTags.Spec)
        .I32((int)spec.Kind)
        .OptionalText(spec.Name)
        .Digest(spec.Package)
        .I32(spec.Frames.First).I32(spec.Frames.Last)
        .I32(spec.FramesPerSecond.Numerator).I32(spec.FramesPerSecond.Denominator)
        .I32(spec.Size.Width).I32(spec.Size.Height)
        .I32(spec.Samples).I32(spec.Bounces)
        .I32((int)spec.Tier)
        .Optional(spec.DeadlineSeconds, static (w, seconds) => w.I64(seconds))
        .Optional(spec.MaxPrice, static (w, price) => w.U128(price.Units))
        .Optional(spec.Bid, static (w, bid) => w.U128(bid.Units))
        .OptionalText(spec.Camera)
        .Text(spec.Environment))
        .I32(spec.View.ExposureMillistops).I32((int)spec.View.Transform);

    private static CanonicalWriter Place(CanonicalWriter writer, PlacementPolicy policy) => writer
        .Texts(policy.Regions).Texts(policy.Jurisdictions).Texts(policy.DeniedJurisdictions)
        .I32((int)policy.MinimumEvidence);
}

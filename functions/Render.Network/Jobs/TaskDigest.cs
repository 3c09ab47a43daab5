using Render.Network.Proof;

namespace Render.Network.Jobs;

/// <summary>What a task's leaves, receipt and audits are bound to: the same for every replica and auditor of it.</summary>
public static class TaskDigest
{
    /// <summary>Length of the encoding in bytes.</summary>
    public const int EncodedSize = DomainTags.Size + (4 * Digest.Size) + (7 * 4);

    /// <summary>SHA-256 of <see cref="Encode"/>.</summary>
    public static Digest Of(Digest network, Digest order, Digest package, Digest settings, int frame, PixelRegion region, SampleRange samples) =>
        Write(network, order, package, settings, frame, region, samples).ToDigest();

    /// <summary>SHA-256 of the task's encoding.</summary>
    public static Digest Of(Digest network, TaskSpec task) =>
        Of(network, task.Order, task.Package, task.Settings, task.Id.Frame, task.Id.Region, task.Id.Samples);

    /// <summary>
    /// 172 bytes: tag 16 ‖ network 32 ‖ order hash 32 ‖ package 32 ‖ settings 32 ‖ frame ‖ x ‖ y ‖ width ‖ height ‖ first sample ‖ sample
    /// count, each i32 big-endian. The job's id is not in it: the order hash is what was bought.
    /// </summary>
    /// <param name="network">Which network, so that a receipt of one is worth nothing in another.</param>
    /// <param name="order">The funded order, see <see cref="OrderHash"/>.</param>
    /// <param name="package">The scene package.</param>
    /// <param name="settings">The settings that decide bytes, see <see cref="RenderSettings.ToDigest"/>.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="region">The pixels.</param>
    /// <param name="samples">The samples of each pixel.</param>
    public static byte[] Encode(Digest network, Digest order, Digest package, Digest settings, int frame, PixelRegion region, SampleRange samples) =>
        Write(network, order, package, settings, frame, region, samples).ToArray();

    private static CanonicalWriter Write(Digest network, Digest order, Digest package, Digest settings, int frame, PixelRegion region, SampleRange samples) =>
        new CanonicalWriter(DomainTags.Task)
            .Digest(network).Digest(order).Digest(package).Digest(settings)
            .I32(frame)
            .I32(region.X).I32(region.Y).I32(region.Width).I32(region.Height)
            .I32(samples.Start).I32(samples.Count);
}

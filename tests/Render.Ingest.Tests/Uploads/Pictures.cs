namespace Render.Ingest.Tests.Uploads;

/// <summary>Pictures that light a scene from afar.</summary>
internal static class Pictures
{
    /// <summary>Two texels: (1, ½, 0) and (2, 4, 6).</summary>
    public static byte[] Sky { get; } = [.. "#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 1 +X 2\n"u8, 128, 64, 0, 129, 64, 128, 192, 131];
}

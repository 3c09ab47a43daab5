using Render.Tracing.Gltf;
using Render.Tracing.Scenes;

namespace Render.Ingest.Images;

/// <summary>Decodes the image formats that glTF allows (PNG and JPEG), told apart by content, and names the others.</summary>
public sealed class UploadImageDecoder : IImageDecoder
{
    /// <summary>The one instance.</summary>
    public static UploadImageDecoder Instance { get; } = new();

    /// <inheritdoc/>
    public Image Decode(string name, ReadOnlyMemory<byte> content, SceneLimits limits)
    {
        var bytes = content.Span;
        if (PngReader.Is(bytes))
            return PngReader.Read(name, bytes, limits);
        if (JpegReader.Is(bytes))
            return JpegReader.Read(name, content, limits);
        throw new SceneException(
            SceneErrorCodes.ImageUnsupported, $"{name} is {Format(bytes)}; only PNG and JPEG are supported.", "Export the scene with PNG or JPEG textures.");
    }

    private static string Format(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) ? "a WebP image"
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xAB, (byte)'K', (byte)'T', (byte)'X']) ? "a KTX2 image"
        : bytes.StartsWith("DDS "u8) ? "a DDS image"
        : bytes.StartsWith("GIF8"u8) ? "a GIF image"
        : bytes.StartsWith("BM"u8) ? "a BMP image"
        : bytes.StartsWith("#?RADIANCE"u8) ? "a Radiance HDR image"
        : bytes.IsEmpty ? "empty"
        : "in an unknown format";
}

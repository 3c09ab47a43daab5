using System.Buffers.Binary;
using System.Globalization;
using Render.Tracing.Gltf;
using Render.Tracing.Scenes;

namespace Render.Tracing.Imaging;

/// <summary>
/// The canonical form of an image in a package (<c>.rgba</c>): <c>RGBA8.v1</c> in ASCII, width and height as little-endian uint32, then
/// 4 · width · height bytes, rows from the top. There is nothing to decode, so no decoder can make two nodes' pixels differ.
/// </summary>
public sealed class CanonicalImage : IImageDecoder
{
    /// <summary>Bytes before the pixels.</summary>
    public const int HeaderBytes = 16;

    private static ReadOnlySpan<byte> Magic => "RGBA8.v1"u8;

    /// <summary>The one instance.</summary>
    public static CanonicalImage Instance { get; } = new();

    /// <summary>Writes an image in canonical form.</summary>
    public static byte[] Encode(Image image)
    {
        var bytes = new byte[HeaderBytes + image.Rgba.Length];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), image.Width);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), image.Height);
        image.Rgba.CopyTo(bytes.AsSpan(HeaderBytes));
        return bytes;
    }

    /// <inheritdoc/>
    public Image Decode(string name, ReadOnlyMemory<byte> content, SceneLimits limits)
    {
        var bytes = content.Span;
        if (bytes.Length < HeaderBytes || !bytes.StartsWith(Magic))
            throw new SceneException(
                SceneErrorCodes.ImageUnsupported, $"{name} is not in canonical form.", "Load the scene through a package built from the upload.");
        var width = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        var height = BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]);
        RequireSize(name, width, height, limits);
        if (bytes.Length - HeaderBytes != 4L * width * height)
            throw new SceneException(SceneErrorCodes.ImageCorrupt, $"{name} is not as long as its header says.", "Build the package again.");
        return new((int)width, (int)height, bytes[HeaderBytes..].ToArray());
    }

    /// <summary>Refuses an image that is empty or above the limits.</summary>
    /// <exception cref="SceneException"><see cref="SceneErrorCodes.ImageCorrupt"/> or <see cref="SceneErrorCodes.LimitExceeded"/>.</exception>
    public static void RequireSize(string name, uint width, uint height, SceneLimits limits)
    {
        if (width == 0 || height == 0)
            throw new SceneException(SceneErrorCodes.ImageCorrupt, $"{name} has no pixels.", "Save the image again.");
        if (width > limits.ImageSide || height > limits.ImageSide || (long)width * height > limits.TexturePixels || 4L * width * height > limits.MemoryBytes)
            throw new SceneException(
                SceneErrorCodes.LimitExceeded,
                string.Create(CultureInfo.InvariantCulture, $"{name} has {width} × {height} pixels; at most {limits.ImageSide} a side and {limits.TexturePixels:N0} in all are allowed."),
                "Scale the image down.");
    }
}

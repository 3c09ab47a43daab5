using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>Turns an image's stored bytes into pixels. Nodes use the canonical form only; ingest also decodes PNG and JPEG.</summary>
public interface IImageDecoder
{
    /// <summary>Decodes an image.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="content">As stored; untrusted.</param>
    /// <param name="limits">The largest side and pixel count, checked before memory is taken.</param>
    /// <exception cref="SceneException">Corrupt, unsupported or too large.</exception>
    Image Decode(string name, ReadOnlyMemory<byte> content, SceneLimits limits);
}

using Render.Tracing.Packages;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>Embedded files: <c>data:[media type];base64,…</c> (RFC 2397).</summary>
public static class DataUri
{
    /// <summary>True when the URI embeds its content.</summary>
    public static bool Is(string uri) => uri.StartsWith("data:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Decodes the content.</summary>
    /// <exception cref="SceneException"><see cref="SceneErrorCodes.ValueInvalid"/>: not base64.</exception>
    public static byte[] Decode(string uri)
    {
        var comma = uri.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0 || !uri.AsSpan(0, comma).EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
            throw Broken(uri);
        try
        {
            return Convert.FromBase64String(uri[(comma + 1)..]);
        }
        catch (FormatException)
        {
            throw Broken(uri);
        }
    }

    private static SceneException Broken(string uri) => new(
        SceneErrorCodes.ValueInvalid,
        $"The embedded file '{PackagePath.Shorten(uri)}' is not valid base64.",
        "Export again, or keep the data in separate files.");
}

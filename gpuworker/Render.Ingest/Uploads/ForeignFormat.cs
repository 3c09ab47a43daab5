using Render.Tracing.Packages;
using Render.Tracing.Scenes;

namespace Render.Ingest.Uploads;

/// <summary>Recognises scene formats that this network does not read, and says what to do instead.</summary>
public static class ForeignFormat
{
    /// <summary>Refuses a file of a known foreign format.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="content">Its first bytes, or all.</param>
    /// <exception cref="SceneException"><see cref="SceneErrorCodes.FormatUnsupported"/>.</exception>
    public static void Refuse(string name, ReadOnlySpan<byte> content)
    {
        var shown = PackagePath.Shorten(name);
        if (name.EndsWith(".orbx", StringComparison.OrdinalIgnoreCase))
            throw new SceneException(
                SceneErrorCodes.FormatUnsupported,
                $"'{shown}' is an ORBX package: it needs a node with an Octane engine, and this network has none.",
                "Export glTF instead: in the modelling program that the scene was made in, choose File › Export › glTF 2.0 (.glb); in Octane Standalone, export the geometry as Alembic or FBX and convert it with Blender (File › Import, then File › Export › glTF 2.0).");
        var program = name.EndsWith(".blend", StringComparison.OrdinalIgnoreCase) || content.StartsWith("BLENDER"u8) ? "Blender"
            : Path.GetExtension(name).ToUpperInvariant() switch
            {
                ".FBX" or ".OBJ" or ".DAE" or ".ABC" or ".USD" or ".USDA" or ".USDC" or ".USDZ" or ".STL" or ".PLY" or ".3DS" or ".MAX" or ".MA" or ".MB" or ".C4D" => "Blender or the program it was made in",
                _ => null,
            };
        if (program is not null)
            throw new SceneException(
                SceneErrorCodes.FormatUnsupported,
                $"'{shown}' is not a glTF scene.",
                $"Open it in {program} and choose File › Export › glTF 2.0 (.glb).");
    }
}

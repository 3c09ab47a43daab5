using Render.Tracing.Packages;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>Which glTF extensions are honoured. A required one that is not ends loading; an optional one gives a notice.</summary>
internal static class ExtensionPolicy
{
    /// <summary>Emission above 1.</summary>
    public const string EmissiveStrength = "KHR_materials_emissive_strength";

    /// <summary>Directional, point and spot lights.</summary>
    public const string Lights = "KHR_lights_punctual";

    /// <summary>Offset, rotation and scale of texture coordinates.</summary>
    public const string TextureTransform = "KHR_texture_transform";

    /// <summary>Base colour as radiance.</summary>
    public const string Unlit = "KHR_materials_unlit";

    /// <summary>Index of refraction.</summary>
    public const string Ior = "KHR_materials_ior";

    /// <summary>Strength and tint of the dielectric reflection.</summary>
    public const string Specular = "KHR_materials_specular";

    /// <summary>Light through the surface.</summary>
    public const string Transmission = "KHR_materials_transmission";

    /// <summary>Surfaces that bound volumes.</summary>
    public const string Volume = "KHR_materials_volume";

    /// <summary>A clear coat.</summary>
    public const string Clearcoat = "KHR_materials_clearcoat";

    /// <summary>The sheen of cloth.</summary>
    public const string Sheen = "KHR_materials_sheen";

    private const string Quantization = "KHR_mesh_quantization";

    private static readonly HashSet<string> Honoured =
        new(StringComparer.Ordinal)
        {
            EmissiveStrength, Lights, TextureTransform, Quantization, Unlit, Ior, Specular, Transmission, Volume, Clearcoat, Sheen,
        };

    /// <summary>True when the extension is applied.</summary>
    public static bool IsHonoured(string name) => Honoured.Contains(name);

    /// <summary>Checks the version and the extensions that the file uses and requires.</summary>
    public static void Check(GltfElement root, SceneLimits limits, NoticeList notices)
    {
        var asset = root.Child("asset") ?? throw root.Invalid("asset", "is missing, so this is not a glTF 2.0 file");
        var version = asset.String("minVersion") ?? asset.String("version") ?? "";
        if (!version.StartsWith("2.", StringComparison.Ordinal) || version.Length > 8)
            throw new SceneException(
                SceneErrorCodes.VersionUnsupported, $"The file is glTF version '{PackagePath.Shorten(version)}'; 2.0 is supported.", "Export as glTF 2.0.");
        foreach (var name in root.Strings("extensionsRequired", limits))
            if (!Honoured.Contains(name))
                throw new SceneException(
                    SceneErrorCodes.ExtensionUnsupported,
                    $"The file requires the extension '{PackagePath.Shorten(name)}', which is not supported.",
                    Advice(name));
        foreach (var name in root.Strings("extensionsUsed", limits))
            if (!Honoured.Contains(name))
                notices.Add("extension-ignored", $"The optional extension '{PackagePath.Shorten(name)}' is not applied.");
    }

    private static string Advice(string name) => name switch
    {
        "KHR_draco_mesh_compression" or "EXT_meshopt_compression" or "KHR_meshopt_compression" => "Export again with mesh compression turned off.",
        "KHR_texture_basisu" or "EXT_texture_webp" => "Export again with PNG or JPEG textures.",
        _ => "Export again without this feature.",
    };
}

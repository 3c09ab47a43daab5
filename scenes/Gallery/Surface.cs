using System.Numerics;
using System.Text.Json.Nodes;

namespace Gallery;

/// <summary>A material as it is asked for; glTF's names in comments where they differ. Colours are linear.</summary>
/// <param name="Color">Base colour factor.</param>
/// <param name="Roughness">Perceptual roughness, [0, 1].</param>
/// <param name="Metallic">Metalness, [0, 1].</param>
internal sealed record Surface(Vector3 Color, float Roughness = 0.7f, float Metallic = 0f)
{
    /// <summary>PNG of base colours, with alpha when <see cref="Cutoff"/> or <see cref="Fades"/> is set.</summary>
    public byte[]? Picture { get; init; }

    /// <summary>The picture lies on the second set of texture coordinates, once.</summary>
    public bool PictureIsSecond { get; init; }

    /// <summary>PNG of tangent-space normals.</summary>
    public byte[]? Normals { get; init; }

    /// <summary>Scale of the normals.</summary>
    public float Relief { get; init; } = 1f;

    /// <summary>How often the pictures repeat along a unit of texture coordinates (KHR_texture_transform).</summary>
    public Vector2 Repeats { get; init; } = Vector2.One;

    /// <summary>Emitted radiance; what exceeds 1 goes into KHR_materials_emissive_strength.</summary>
    public Vector3 Glow { get; init; }

    /// <summary>PNG of emission, times <see cref="Glow"/>.</summary>
    public byte[]? GlowPicture { get; init; }

    /// <summary>Alpha below which nothing is drawn; null: opaque.</summary>
    public float? Cutoff { get; init; }

    /// <summary>Alpha is how much is seen of it (BLEND).</summary>
    public bool Fades { get; init; }

    /// <summary>Shows its colour as it is, whatever the light (KHR_materials_unlit).</summary>
    public bool Unlit { get; init; }

    /// <summary>How much light goes straight through, as through a sheet without thickness (KHR_materials_transmission).</summary>
    public float Through { get; init; }

    /// <summary>Index of refraction of what is not clear: how much it reflects (KHR_materials_ior).</summary>
    public float Index { get; init; } = 1.5f;

    /// <summary>Clearcoat strength.</summary>
    public float Coat { get; init; }

    /// <summary>Clearcoat roughness.</summary>
    public float CoatRoughness { get; init; }

    /// <summary>Sheen colour.</summary>
    public Vector3 Sheen { get; init; }

    /// <summary>Sheen roughness.</summary>
    public float SheenRoughness { get; init; } = 0.4f;

    /// <summary>Index of refraction of a solid, clear body; 0: not clear.</summary>
    public float Clear { get; init; }

    /// <summary>Of a clear body: what is left of white light after <see cref="TintDistance"/>.</summary>
    public Vector3 Tint { get; init; } = Vector3.One;

    /// <summary>Of a clear body: attenuation distance in metres.</summary>
    public float TintDistance { get; init; } = 1f;

    /// <summary>Seen from both sides.</summary>
    public bool TwoSided { get; init; }

    /// <summary>The material's JSON.</summary>
    /// <param name="texture">Adds a picture to the file and returns its texture.</param>
    public JsonObject ToJson(Func<byte[], int> texture)
    {
        var body = new JsonObject { ["baseColorFactor"] = new JsonArray(Color.X, Color.Y, Color.Z, 1f), ["metallicFactor"] = Metallic, ["roughnessFactor"] = Roughness };
        var extensions = new JsonObject();
        var material = new JsonObject { ["pbrMetallicRoughness"] = body, ["doubleSided"] = TwoSided };
        if (Picture is not null)
            body["baseColorTexture"] = PictureIsSecond ? new JsonObject { ["index"] = texture(Picture), ["texCoord"] = 1 } : Info(texture(Picture));
        if (Normals is not null)
            (material["normalTexture"] = Info(texture(Normals)))["scale"] = Relief;
        if (Cutoff is { } cutoff)
            (material["alphaMode"], material["alphaCutoff"]) = ("MASK", cutoff);
        if (Fades)
            material["alphaMode"] = "BLEND";
        if (Unlit)
            extensions["KHR_materials_unlit"] = new JsonObject();
        if (Index != 1.5f)
            extensions["KHR_materials_ior"] = new JsonObject { ["ior"] = Index };
        if (Through > 0f)
            extensions["KHR_materials_transmission"] = new JsonObject { ["transmissionFactor"] = Through };
        if (Glow != Vector3.Zero)
        {
            var strength = MathF.Max(MathF.Max(Glow.X, Glow.Y), Glow.Z);
            material["emissiveFactor"] = Array(Glow / strength);
            if (GlowPicture is not null)
                material["emissiveTexture"] = Info(texture(GlowPicture));
            extensions["KHR_materials_emissive_strength"] = new JsonObject { ["emissiveStrength"] = strength };
        }
        if (Coat > 0f)
            extensions["KHR_materials_clearcoat"] = new JsonObject { ["clearcoatFactor"] = Coat, ["clearcoatRoughnessFactor"] = CoatRoughness };
        if (Sheen != Vector3.Zero)
            extensions["KHR_materials_sheen"] = new JsonObject { ["sheenColorFactor"] = Array(Sheen), ["sheenRoughnessFactor"] = SheenRoughness };
        if (Clear > 0f)
        {
            extensions["KHR_materials_ior"] = new JsonObject { ["ior"] = Clear };
            extensions["KHR_materials_transmission"] = new JsonObject { ["transmissionFactor"] = 1f };
            extensions["KHR_materials_volume"] = new JsonObject { ["thicknessFactor"] = 1f, ["attenuationColor"] = Array(Tint), ["attenuationDistance"] = TintDistance };
        }
        if (extensions.Count > 0)
            material["extensions"] = extensions;
        return material;
    }

    private JsonObject Info(int texture)
    {
        var info = new JsonObject { ["index"] = texture };
        if (Repeats != Vector2.One)
            info["extensions"] = new JsonObject { ["KHR_texture_transform"] = new JsonObject { ["scale"] = new JsonArray(Repeats.X, Repeats.Y) } };
        return info;
    }

    private static JsonArray Array(Vector3 v) => new(v.X, v.Y, v.Z);
}

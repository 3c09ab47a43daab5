using Render.Tracing.Numerics;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>A light of the file at its node.</summary>
/// <param name="Position">Of its node in <see cref="NodeTree.Order"/>.</param>
/// <param name="Light">The light, at the origin along −z.</param>
internal sealed record SceneLight(int Position, PunctualLight Light);

/// <summary>Reads KHR_lights_punctual.</summary>
/// <remarks>
/// Numbers are read as the file says: the tracer takes lux as irradiance and candela as radiant intensity. Blender's standard export multiplies
/// watts by 683 lm/W, so that its lights come out that much brighter unless the job divides them again; a notice says so.
/// </remarks>
internal static class LightReader
{
    // The least of Blender's lights that its standard export would write: 1 W in all directions, 683 / 4π cd.
    private static readonly Real Photometric = 54f;

    /// <summary>The lights that nodes of the scene carry, in node order.</summary>
    public static SceneLight[] Read(GltfElement root, NodeTree tree, SceneLimits limits, NoticeList notices)
    {
        var lights = root.Extension(ExtensionPolicy.Lights)?.Items("lights", limits) ?? [];
        var found = new List<SceneLight>();
        var strongest = Real.Zero;
        for (var i = 0; i < tree.Order.Count; i++)
        {
            var node = tree.Elements[tree.Order[i]];
            if (node.Extension(ExtensionPolicy.Lights)?.RequiredIndex("light", lights.Length) is not { } index)
                continue;
            var light = Read(lights[index]);
            if (!(light.Intensity.Largest > 0f))
                continue;
            strongest = Real.Max(strongest, light.Intensity.Largest);
            found.Add(new(i, light));
        }

        if (strongest >= Photometric && root.Child("asset")?.String("generator") is { } generator && generator.Contains("Blender", StringComparison.OrdinalIgnoreCase))
        {
            notices.Add(
                "light-units",
                "Lights are used with the file's numbers. Blender's standard export multiplies them by 683: if the picture is too bright, ask for Blender's light units, or export with lighting mode Unitless.");
        }

        return [.. found];
    }

    /// <summary>A light placed in the world; null when its direction is lost to a zero scale.</summary>
    public static PunctualLight? Place(PunctualLight light, Affine world) =>
        light.Kind == LightKind.Point ? light with { Position = world.T }
        : TangentBuilder.Unit(-world.Z) is { } direction ? light with { Position = world.T, Direction = direction }
        : null;

    private static PunctualLight Read(GltfElement light)
    {
        var kind = light.String("type") switch
        {
            "directional" => LightKind.Directional,
            "point" => LightKind.Point,
            "spot" => LightKind.Spot,
            _ => throw light.Invalid("type", "must be directional, point or spot"),
        };
        var spot = light.Child("spot");
        var inner = spot?.Real("innerConeAngle", 0f) ?? Real.Zero;
        var outer = spot?.Real("outerConeAngle", 0.78539816f) ?? new Real(0.78539816f);
        if (kind == LightKind.Spot && !(inner >= 0f && inner < outer && outer <= 1.5707964f))
            throw light.Invalid("spot", "must have 0 ≤ innerConeAngle < outerConeAngle ≤ π/2");
        var intensity = Float3.Max(light.Vector("color", new(1f)), Float3.Zero) * Real.Max(light.Real("intensity", 1f), 0f);
        if (!intensity.IsFinite)
            throw light.Fault(SceneErrorCodes.NotFinite, "its intensity is not finite.", "Lower the light's intensity.");
        Trigonometry.SinCos(inner, out _, out var cosInner);
        Trigonometry.SinCos(outer, out _, out var cosOuter);
        return new(kind, Float3.Zero, new(0f, 0f, -1f), intensity, cosInner, cosOuter);
    }
}

using Render.Tracing.Acceleration;
using Render.Tracing.Numerics;
using Render.Tracing.Scenes;

namespace Render.Tracing.Compilation;

/// <summary>Everything the tracer assumes of a scene, checked before it is believed.</summary>
internal static class SceneValidation
{
    /// <summary>Largest coordinate and transform entry, so that no intermediate result overflows.</summary>
    private const float MaxCoordinate = 1e9f;

    /// <summary>Largest radiance or intensity.</summary>
    private const float MaxRadiance = 1e12f;

    private const int MaxImageSide = 16_384;

    internal static void Check(SceneAssets assets)
    {
        for (var i = 0; i < assets.Images.Count; i++)
            CheckImage(assets.Images[i], $"image {i}");
        for (var i = 0; i < assets.Materials.Count; i++)
            CheckMaterial(assets, assets.Materials[i], $"material {i}");
        var triangles = 0L;
        for (var i = 0; i < assets.Meshes.Count; i++)
        {
            CheckMesh(assets, assets.Meshes[i], $"mesh {i}");
            triangles += assets.Meshes[i].Indices.Length / 3;
        }
        Require(triangles <= TreeBuilder.MaxBoxes, SceneErrorCodes.LimitExceeded, $"{triangles} triangles; at most {TreeBuilder.MaxBoxes} are taken");
    }

    internal static void Check(SceneAssets assets, Snapshot snapshot)
    {
        Require(snapshot.Instances.Count <= SceneCompiler.MaxInstances, SceneErrorCodes.LimitExceeded, $"{snapshot.Instances.Count} instances; at most {SceneCompiler.MaxInstances} are taken");
        for (var i = 0; i < snapshot.Instances.Count; i++)
        {
            Require((uint)snapshot.Instances[i].Mesh < (uint)assets.Meshes.Count, SceneErrorCodes.IndexOutOfRange, $"instance {i} names mesh {snapshot.Instances[i].Mesh} of {assets.Meshes.Count}");
            CheckTransform(snapshot.Instances[i].ToWorld, $"instance {i}");
        }
        CheckPoses(assets, snapshot.Deformed);
        CheckTransform(snapshot.Camera.ToWorld, "camera");
        CheckCamera(snapshot.Camera);
        for (var i = 0; i < snapshot.Lights.Count; i++)
            CheckLight(snapshot.Lights[i], $"light {i}");
        CheckEnvironment(snapshot.Environment);
    }

    private static void CheckCamera(Camera camera)
    {
        var most = camera.IsOrthographic ? MaxCoordinate : 1e4f;
        Require(camera.HalfHeight > 0f && camera.HalfHeight <= most, SceneErrorCodes.ValueInvalid, $"camera: half of its height is {camera.HalfHeight}");
        Require(camera.LensRadius >= 0f && camera.LensRadius <= 1e6f, SceneErrorCodes.ValueInvalid, $"camera: its lens has the radius {camera.LensRadius}");
        Require(camera.LensRadius == 0f || (camera.FocusDistance >= 1e-6f && camera.FocusDistance <= MaxCoordinate), SceneErrorCodes.ValueInvalid, $"camera: it is focused at {camera.FocusDistance}");
    }

    private static void CheckPoses(SceneAssets assets, IReadOnlyList<DeformedMesh> deformed)
    {
        var posed = new HashSet<int>();
        foreach (var (number, mesh) in deformed)
        {
            Require((uint)number < (uint)assets.Meshes.Count && assets.Meshes[number].Deforms, SceneErrorCodes.IndexOutOfRange, $"a pose names mesh {number}, which does not deform");
            Require(posed.Add(number), SceneErrorCodes.ValueInvalid, $"mesh {number} is posed twice");
            Require(
                mesh.Indices.Length == assets.Meshes[number].Indices.Length && mesh.Material == assets.Meshes[number].Material, SceneErrorCodes.ValueInvalid,
                $"the pose of mesh {number} has other triangles than the mesh at rest");
            CheckMesh(assets, mesh, $"the pose of mesh {number}");
        }
        for (var i = 0; i < assets.Meshes.Count; i++)
            Require(!assets.Meshes[i].Deforms || posed.Contains(i), SceneErrorCodes.ValueInvalid, $"mesh {i} deforms, and the moment has no pose of it");
    }

    private static void CheckImage(Image image, string where)
    {
        Require(image.Width is > 0 and <= MaxImageSide && image.Height is > 0 and <= MaxImageSide, SceneErrorCodes.ValueInvalid, $"{where}: {image.Width} × {image.Height} pixels");
        Require(image.Rgba.Length == 4L * image.Width * image.Height, SceneErrorCodes.AccessorInvalid, $"{where}: {image.Rgba.Length} bytes for {image.Width} × {image.Height} pixels");
    }

    private static void CheckMaterial(SceneAssets assets, Material material, string where)
    {
        CheckColor(material.BaseColor, 1f, $"{where}: base colour");
        CheckColor(material.Emission, MaxRadiance, $"{where}: emission");
        Require(material.Metallic >= 0f && material.Metallic <= 1f, SceneErrorCodes.ValueInvalid, $"{where}: metalness {material.Metallic}");
        Require(material.Roughness >= 0f && material.Roughness <= 1f, SceneErrorCodes.ValueInvalid, $"{where}: roughness {material.Roughness}");
        Require(Real.Abs(material.NormalScale) <= 1e4f, SceneErrorCodes.ValueInvalid, $"{where}: normal scale {material.NormalScale}");
        Require(Real.Abs(material.ClearcoatNormalScale) <= 1e4f, SceneErrorCodes.ValueInvalid, $"{where}: scale of the coat's normals {material.ClearcoatNormalScale}");
        Require(material.Ior == 0f || (material.Ior >= 1f && material.Ior <= 100f), SceneErrorCodes.ValueInvalid, $"{where}: index of refraction {material.Ior}");
        Require(material.AttenuationDistance > 0f, SceneErrorCodes.ValueInvalid, $"{where}: attenuation distance {material.AttenuationDistance}");
        Require(material.AlphaCutoff >= 0f, SceneErrorCodes.ValueInvalid, $"{where}: alpha cutoff {material.AlphaCutoff}");
        CheckColor(material.SpecularColor, 1e4f, $"{where}: specular colour");
        CheckColor(material.SheenColor, 1f, $"{where}: sheen colour");
        CheckColor(material.AttenuationColor, 1f, $"{where}: attenuation colour");
        foreach (var (value, what) in ((Real, string)[])
            [
                (material.Alpha, "alpha"), (material.Specular, "specular"), (material.Transmission, "transmission"), (material.Clearcoat, "coat"),
                (material.ClearcoatRoughness, "coat roughness"), (material.SheenRoughness, "sheen roughness"),
            ])
            Require(value >= 0f && value <= 1f, SceneErrorCodes.ValueInvalid, $"{where}: {what} {value}");
        foreach (var slot in material.Textures)
        {
            Require((uint)slot.Image < (uint)assets.Images.Count, SceneErrorCodes.IndexOutOfRange, $"{where} names image {slot.Image} of {assets.Images.Count}");
            Require(slot.UvSet is 0 or 1, SceneErrorCodes.ValueInvalid, $"{where} reads texture coordinates {slot.UvSet}; there are 0 and 1");
        }
    }

    private static void CheckMesh(SceneAssets assets, Mesh mesh, string where)
    {
        Require((uint)mesh.Material < (uint)assets.Materials.Count, SceneErrorCodes.IndexOutOfRange, $"{where} names material {mesh.Material} of {assets.Materials.Count}");
        Require(mesh.Indices.Length % 3 == 0, SceneErrorCodes.AccessorInvalid, $"{where}: {mesh.Indices.Length} indices are not whole triangles");
        foreach (var index in mesh.Indices)
        {
            if ((uint)index >= (uint)mesh.Positions.Length)
                throw Fault(SceneErrorCodes.IndexOutOfRange, $"{where}: vertex {index} of {mesh.Positions.Length}");
        }
        Require((mesh.Normals?.Length ?? mesh.Positions.Length) == mesh.Positions.Length, SceneErrorCodes.AccessorInvalid, $"{where}: {mesh.Normals?.Length} normals for {mesh.Positions.Length} vertices");
        Require((mesh.Uvs?.Length ?? mesh.Positions.Length) == mesh.Positions.Length, SceneErrorCodes.AccessorInvalid, $"{where}: {mesh.Uvs?.Length} texture coordinates for {mesh.Positions.Length} vertices");
        Require((mesh.Tangents?.Length ?? mesh.Positions.Length) == mesh.Positions.Length, SceneErrorCodes.AccessorInvalid, $"{where}: {mesh.Tangents?.Length} tangents for {mesh.Positions.Length} vertices");
        Require((mesh.TangentSigns?.Length ?? -1) == (mesh.Tangents?.Length ?? -1), SceneErrorCodes.AccessorInvalid, $"{where}: tangents and their signs differ in number");
        foreach (var p in mesh.Positions)
            CheckFinite(p, MaxCoordinate, where, "position");
        foreach (var n in mesh.Normals ?? [])
            CheckFinite(n, 1e4f, where, "normal");
        foreach (var t in mesh.Tangents ?? [])
            CheckFinite(t, 1e4f, where, "tangent");
        foreach (var s in mesh.TangentSigns ?? [])
        {
            if (Real.Abs(s) != 1f)
                throw Fault(SceneErrorCodes.ValueInvalid, $"{where}: a tangent's sign is {s}");
        }
        Require((mesh.SecondUvs?.Length ?? mesh.Positions.Length) == mesh.Positions.Length, SceneErrorCodes.AccessorInvalid, $"{where}: {mesh.SecondUvs?.Length} second texture coordinates for {mesh.Positions.Length} vertices");
        Require((mesh.Colors?.Length ?? mesh.Positions.Length) == mesh.Positions.Length, SceneErrorCodes.AccessorInvalid, $"{where}: {mesh.Colors?.Length} colours for {mesh.Positions.Length} vertices");
        Require(mesh.Alphas is null || (mesh.Colors is not null && mesh.Alphas.Length == mesh.Positions.Length), SceneErrorCodes.AccessorInvalid, $"{where}: {mesh.Alphas?.Length} alphas for {mesh.Colors?.Length} colours");
        foreach (var color in mesh.Colors ?? [])
            CheckColor(color, 1f, $"{where}: a vertex colour");
        foreach (var alpha in mesh.Alphas ?? [])
        {
            if (!(alpha >= 0f && alpha <= 1f))
                throw Fault(SceneErrorCodes.ValueInvalid, $"{where}: a vertex's alpha is {alpha}");
        }
        foreach (var uv in (mesh.Uvs ?? []).Concat(mesh.SecondUvs ?? []))
            CheckFinite(new(uv.X, uv.Y, 0f), 1e30f, where, "texture coordinate");
    }

    private static void CheckLight(PunctualLight light, string where)
    {
        CheckColor(light.Intensity, MaxRadiance, $"{where}: intensity");
        CheckFinite(light.Position, MaxCoordinate, where, "position");
        CheckFinite(light.Direction, 2f, where, "direction");
        if (light.Kind == LightKind.Point)
            return;
        Require(Real.Abs(Float3.Length(light.Direction) - 1f) < 1e-3f, SceneErrorCodes.ValueInvalid, $"{where}: direction {light.Direction} is not a unit vector");
        Require(light.Kind != LightKind.Spot || (light.CosOuter >= -1f && light.CosInner <= 1f && light.CosOuter <= light.CosInner), SceneErrorCodes.ValueInvalid, $"{where}: cone cosines {light.CosInner}, {light.CosOuter}");
    }

    private static void CheckEnvironment(SkyEnvironment sky)
    {
        Require(sky.Width is >= 0 and <= MaxImageSide && sky.Height is >= 0 and <= MaxImageSide && (sky.Width == 0) == (sky.Height == 0), SceneErrorCodes.ValueInvalid, $"environment: {sky.Width} × {sky.Height} texels");
        Require(sky.Texels.LongLength == (long)sky.Width * sky.Height, SceneErrorCodes.AccessorInvalid, $"environment: {sky.Texels.Length} radiances for {sky.Width} × {sky.Height} texels");
        CheckColor(sky.Constant, MaxRadiance, "environment: constant radiance");
        foreach (var texel in sky.Texels)
            CheckColor(texel, MaxRadiance, "environment: a radiance");
    }

    private static void CheckTransform(Affine transform, string where)
    {
        CheckFinite(transform.X, MaxCoordinate, where, "transform");
        CheckFinite(transform.Y, MaxCoordinate, where, "transform");
        CheckFinite(transform.Z, MaxCoordinate, where, "transform");
        CheckFinite(transform.T, MaxCoordinate, where, "transform");
    }

    private static void CheckColor(Float3 color, Real most, string where)
    {
        if (!color.IsFinite)
            throw Fault(SceneErrorCodes.NotFinite, $"{where} is {color}");
        if (!(color.X >= 0f && color.Y >= 0f && color.Z >= 0f && color.Largest <= most))
            throw Fault(SceneErrorCodes.ValueInvalid, $"{where} is {color}; allowed is 0 to {most}");
    }

    private static void CheckFinite(Float3 a, Real most, string where, string what)
    {
        if (!a.IsFinite)
            throw Fault(SceneErrorCodes.NotFinite, $"{where}: {what} {a} is not finite");
        if (!(new Float3(Real.Abs(a.X), Real.Abs(a.Y), Real.Abs(a.Z)).Largest <= most))
            throw Fault(SceneErrorCodes.ValueInvalid, $"{where}: {what} {a} exceeds {most}");
    }

    private static void Require(bool holds, string code, FormattableString detail)
    {
        if (!holds)
            throw Fault(code, FormattableString.Invariant(detail));
    }

    /// <summary>The error for a scene that is not what the tracer assumes.</summary>
    internal static SceneException Fault(string code, string detail) => new(code, detail, code == SceneErrorCodes.LimitExceeded
        ? "Reduce the scene, or split it into several."
        : "Export the scene again, or correct the value.");
}

using Render.Tracing.Numerics;

namespace Render.Tracing.Scenes;

/// <summary>A scene at one moment: what a frame is traced from, together with its <see cref="SceneAssets"/>.</summary>
/// <param name="Instances">Placed meshes, in the order of the file's node tree (depth first); the order is part of the primitive ids and so of the bytes.</param>
/// <param name="Camera">The camera.</param>
/// <param name="Lights">Punctual lights, in world space; may be empty.</param>
/// <param name="Environment">What rays that leave the scene see.</param>
public sealed record Snapshot(
    IReadOnlyList<Instance> Instances, Camera Camera, IReadOnlyList<PunctualLight> Lights, SkyEnvironment Environment)
{
    /// <summary>The poses of all meshes that deform, by ascending number.</summary>
    public IReadOnlyList<DeformedMesh> Deformed { get; init; } = [];
}

/// <summary>A mesh in its pose of one moment.</summary>
/// <param name="Number">Index into <see cref="SceneAssets.Meshes"/> of one whose <see cref="Mesh.Deforms"/> is true.</param>
/// <param name="Mesh">The pose: as many triangles as at rest, and the same material.</param>
public readonly record struct DeformedMesh(int Number, Mesh Mesh);

/// <summary>A mesh placed in the world.</summary>
/// <param name="Mesh">Index into <see cref="SceneAssets.Meshes"/>.</param>
/// <param name="ToWorld">Mesh space to world space (+y up, metres); finite; a singular one makes the instance invisible.</param>
public readonly record struct Instance(int Mesh, Affine ToWorld);

/// <summary>A camera that looks along its −z, +y up, as in glTF.</summary>
/// <param name="ToWorld">Camera space to world space, orthonormal.</param>
/// <param name="HalfHeight">
/// Half the height of what it sees, &gt; 0: at distance 1, which is tan(yfov / 2); of an orthographic camera anywhere, which is ymag. Kept when the picture's aspect differs from the
/// file's.
/// </param>
public readonly record struct Camera(Affine ToWorld, Real HalfHeight)
{
    /// <summary>True: its rays are parallel. Default: they meet in it.</summary>
    public bool IsOrthographic { get; init; }

    /// <summary>Radius of its thin lens, m, ≥ 0. Default 0: a pinhole, all is sharp.</summary>
    public Real LensRadius { get; init; }

    /// <summary>How far before it things are sharp, along its axis, m; &gt; 0 where the lens is open.</summary>
    public Real FocusDistance { get; init; }
}

/// <summary>KHR_lights_punctual's three kinds.</summary>
public enum LightKind
{
    /// <summary>Parallel light along the direction; intensity is irradiance.</summary>
    Directional,

    /// <summary>From a point to all sides; intensity is radiant intensity.</summary>
    Point,

    /// <summary>A point with a cone about the direction.</summary>
    Spot,
}

/// <summary>A light without extent.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Position">World position (unused for directional).</param>
/// <param name="Direction">Unit direction in which it shines (unused for point).</param>
/// <param name="Intensity">Colour × intensity, ≥ 0: W·m⁻² (directional) or W·sr⁻¹.</param>
/// <param name="CosInner">Spot: cosine of the inner cone angle.</param>
/// <param name="CosOuter">Spot: cosine of the outer cone angle, &lt; CosInner.</param>
public readonly record struct PunctualLight(
    LightKind Kind, Float3 Position, Float3 Direction, Float3 Intensity, Real CosInner, Real CosOuter);

using Render.Tracing.Scenes;

namespace Render.Ingest.Packaging;

/// <summary>What inspection found out about a scene, for its creator and for the quote.</summary>
/// <param name="Triangles">Of all meshes, each counted once.</param>
/// <param name="PlacedTriangles">Of all instances.</param>
/// <param name="Instances">Placed meshes.</param>
/// <param name="Textures">Images used.</param>
/// <param name="TextureBytes">Of their decoded pixels.</param>
/// <param name="PackageBytes">Of all files of the package.</param>
/// <param name="Frames">At 24 frames a second; 1 for a scene that stands still.</param>
/// <param name="DurationMilliseconds">Of the animation, rounded to the nearest.</param>
/// <param name="Cameras">Names; empty: one is framed.</param>
/// <param name="Animations">Names.</param>
/// <param name="Lights">Punctual lights.</param>
/// <param name="MemoryBytes">Estimated for a node: decoded arrays, 64 bytes a triangle and 128 an instance for the acceleration structures.</param>
/// <param name="Notices">What is shown otherwise than the file says.</param>
public sealed record SceneFacts(
    long Triangles,
    long PlacedTriangles,
    int Instances,
    int Textures,
    long TextureBytes,
    long PackageBytes,
    int Frames,
    long DurationMilliseconds,
    IReadOnlyList<string> Cameras,
    IReadOnlyList<string> Animations,
    int Lights,
    long MemoryBytes,
    IReadOnlyList<SceneNotice> Notices);

namespace Render.Tracing.Scenes;

/// <summary>What of a scene does not change with time: shared by all frames, so that BVHs and textures are prepared once.</summary>
/// <param name="Meshes">Triangle meshes in their own space; a <see cref="Snapshot"/> places instances of them.</param>
/// <param name="Materials">Materials; a mesh names one by index.</param>
/// <param name="Images">Decoded images; a <see cref="TextureSlot"/> names one by index.</param>
public sealed record SceneAssets(IReadOnlyList<Mesh> Meshes, IReadOnlyList<Material> Materials, IReadOnlyList<Image> Images);

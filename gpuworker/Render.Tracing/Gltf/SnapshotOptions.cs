using Render.Tracing.Numerics;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>How a moment of a scene is looked at.</summary>
public sealed record SnapshotOptions
{
    /// <summary>The camera's name, one of <see cref="GltfScene.Cameras"/>; null: the first, or a framed one when there is none.</summary>
    public string? Camera { get; init; }

    /// <summary>Width / height of the picture, for a framed camera; default 16 : 9.</summary>
    public Real Aspect { get; init; } = 1.7777778f;

    /// <summary>What rays that leave the scene see; null: the scene's own environment.</summary>
    public SkyEnvironment? Environment { get; init; }

    /// <summary>The defaults.</summary>
    public static SnapshotOptions Default { get; } = new();
}

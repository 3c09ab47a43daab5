using Render.Tracing.Numerics;

namespace Render.Tracing.Gltf;

/// <summary>A mesh that a node of the scene carries.</summary>
/// <param name="Position">Of the node in <see cref="NodeTree.Order"/>; <see cref="InWorld"/>: the mesh is posed in world space.</param>
/// <param name="Mesh">Its number in the assets.</param>
internal readonly record struct PlacedMesh(int Position, int Mesh)
{
    /// <summary>A skinned mesh ignores the node that carries it.</summary>
    public const int InWorld = -1;

    /// <summary>Mesh space to world space.</summary>
    /// <param name="world">Node space to world space for every node.</param>
    public Affine ToWorld(Affine[] world) => Position == InWorld ? Affine.Identity : world[Position];
}

using Render.Tracing.Animation;
using Render.Tracing.Gltf;
using Render.Tracing.Numerics;
using Render.Tracing.Scenes;

namespace Render.Tracing.Deformation;

/// <summary>A mesh of the scene that is posed anew at each moment.</summary>
/// <param name="Number">Its number in <see cref="SceneAssets.Meshes"/>.</param>
/// <param name="Source">What is posed.</param>
/// <param name="Skin">What bends it; null: nothing.</param>
/// <param name="Weights">How much of each morph target is added, where nothing moves that.</param>
/// <param name="WeightKeys">Keys of the weights, or null.</param>
internal sealed record MeshPose(int Number, DeformableMesh Source, Skin? Skin, Real[] Weights, KeyTrack? WeightKeys)
{
    /// <summary>The mesh at a time.</summary>
    /// <param name="time">Seconds.</param>
    /// <param name="world">Node space to world space then, for every node of the tree.</param>
    /// <param name="memory">Takes what is allocated.</param>
    public Mesh At(Real time, Affine[] world, MemoryBudget memory) => Source.Pose(WeightKeys?.Numbers(time) ?? Weights, Skin?.Matrices(world), memory);
}

using Render.Tracing.Numerics;

namespace Render.Tracing.Deformation;

/// <summary>A skeleton as a mesh is bound to it.</summary>
/// <param name="Joints">Positions of the joints' nodes in the node tree.</param>
/// <param name="InverseBinds">Mesh space to each joint's space when the mesh was bound.</param>
internal sealed record Skin(int[] Joints, Affine[] InverseBinds)
{
    /// <summary>Where each joint takes the mesh, in the world: the node that carries the mesh has no say (glTF 2.0, §3.7.3.3).</summary>
    /// <param name="world">Node space to world space for every node of the tree.</param>
    public Affine[] Matrices(Affine[] world)
    {
        var matrices = new Affine[Joints.Length];
        for (var i = 0; i < matrices.Length; i++)
            matrices[i] = world[Joints[i]] * InverseBinds[i];
        return matrices;
    }
}

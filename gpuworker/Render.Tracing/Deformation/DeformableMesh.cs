using Render.Tracing.Gltf;
using Render.Tracing.Numerics;
using Render.Tracing.Scenes;

namespace Render.Tracing.Deformation;

/// <summary>A mesh that can be posed: first morphed, then bent by joints (glTF 2.0, §3.7.2.2 and §3.7.3.3).</summary>
/// <param name="rest">As the file has it: normals and tangents not yet completed.</param>
/// <param name="tangents">The file's tangents, four numbers a vertex, or null.</param>
/// <param name="targets">Morph targets; may be none.</param>
/// <param name="influences">What joints do to it; null: nothing.</param>
/// <param name="complete">Completes a posed mesh as it would the one at rest.</param>
internal sealed class DeformableMesh(
    Mesh rest, Real[]? tangents, MorphTarget[] targets, JointInfluences? influences, Func<Mesh, Real[]?, MemoryBudget, Mesh> complete)
{
    /// <summary>How many morph targets there are.</summary>
    public int TargetCount => targets.Length;

    /// <summary>What joints do to it; null: nothing.</summary>
    public JointInfluences? Influences => influences;

    /// <summary>Vertices, as the file has them.</summary>
    public int VertexCount => rest.Positions.Length;

    /// <summary>The mesh in a pose.</summary>
    /// <param name="weights">How much of each target is added.</param>
    /// <param name="joints">Where joints take it, as <see cref="Skin.Matrices"/> says; null: it is not bound.</param>
    /// <param name="memory">Takes what is allocated.</param>
    public Mesh Pose(Real[] weights, Affine[]? joints, MemoryBudget memory)
    {
        var positions = Morphed(rest.Positions, weights, target => target.Positions);
        var normals = rest.Normals is null ? null : Morphed(rest.Normals, weights, target => target.Normals);
        var across = tangents is null ? null : Morphed(tangents, weights);
        var indices = rest.Indices;
        if (joints is not null && influences is not null)
        {
            Bend(influences, joints, positions, normals, across);
            if (Array.TrueForAll(joints, joint => joint.Determinant < 0f))
                indices = Mirrored(indices);
        }
        return complete(rest with { Positions = positions, Normals = normals, Indices = indices }, across, memory);
    }

    private Float3[] Morphed(Float3[] values, Real[] weights, Func<MorphTarget, Float3[]?> part)
    {
        var result = (Float3[])values.Clone();
        for (var k = 0; k < targets.Length; k++)
        {
            if (weights[k] == 0f || part(targets[k]) is not { } delta)
                continue;
            for (var i = 0; i < result.Length; i++)
                result[i] += delta[i] * weights[k];
        }
        return result;
    }

    private Real[] Morphed(Real[] fours, Real[] weights)
    {
        var result = (Real[])fours.Clone();
        for (var k = 0; k < targets.Length; k++)
        {
            if (weights[k] == 0f || targets[k].Tangents is not { } delta)
                continue;
            for (var i = 0; i < delta.Length; i++)
            {
                result[4 * i] += delta[i].X * weights[k];
                result[4 * i + 1] += delta[i].Y * weights[k];
                result[4 * i + 2] += delta[i].Z * weights[k];
            }
        }
        return result;
    }

    private static void Bend(JointInfluences influences, Affine[] joints, Float3[] positions, Float3[]? normals, Real[]? tangents)
    {
        for (var i = 0; i < positions.Length; i++)
        {
            var map = influences.At(i, joints);
            positions[i] = map.Point(positions[i]);
            if (normals is null)
                continue;
            Real side = map.Determinant < 0f ? -1f : 1f;
            // By the cofactors: the inverse transpose times the determinant, which is there for flattening maps too.
            var normal = normals[i];
            normals[i] = (Float3.Cross(map.Y, map.Z) * normal.X + Float3.Cross(map.Z, map.X) * normal.Y + Float3.Cross(map.X, map.Y) * normal.Z) * side;
            if (tangents is null)
                continue;
            var tangent = map.Direction(new(tangents[4 * i], tangents[4 * i + 1], tangents[4 * i + 2]));
            (tangents[4 * i], tangents[4 * i + 1], tangents[4 * i + 2]) = (tangent.X, tangent.Y, tangent.Z);
            tangents[4 * i + 3] *= side;
        }
    }

    /// <summary>The same triangles seen from the other side: a skeleton of mirrored joints turns the mesh inside out.</summary>
    private static int[] Mirrored(int[] indices)
    {
        var result = (int[])indices.Clone();
        for (var i = 0; i < result.Length; i += 3)
            (result[i + 1], result[i + 2]) = (result[i + 2], result[i + 1]);
        return result;
    }
}

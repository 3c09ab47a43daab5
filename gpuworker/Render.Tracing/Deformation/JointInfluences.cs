using Render.Tracing.Numerics;

namespace Render.Tracing.Deformation;

/// <summary>Which joints of a skin move a vertex, and how much.</summary>
/// <param name="Joints"><see cref="PerVertex"/> joints a vertex.</param>
/// <param name="Weights">As many weights, ≥ 0; those of a vertex sum to 1.</param>
/// <param name="PerVertex">A multiple of four.</param>
internal sealed record JointInfluences(int[] Joints, Real[] Weights, int PerVertex)
{
    /// <summary>The largest joint that is named.</summary>
    public int Largest { get; } = Joints.Length == 0 ? 0 : Joints.Max();

    /// <summary>The mean of the joints' maps at a vertex, weighted: linear blend skinning, as glTF defines it.</summary>
    /// <param name="vertex">Which vertex.</param>
    /// <param name="matrices">The map of each joint.</param>
    public Affine At(int vertex, Affine[] matrices)
    {
        var (x, y, z, t) = (Float3.Zero, Float3.Zero, Float3.Zero, Float3.Zero);
        for (var i = vertex * PerVertex; i < (vertex + 1) * PerVertex; i++)
        {
            var weight = Weights[i];
            if (!(weight > 0f))
                continue;
            ref readonly var matrix = ref matrices[Joints[i]];
            x += matrix.X * weight;
            y += matrix.Y * weight;
            z += matrix.Z * weight;
            t += matrix.T * weight;
        }
        return new(x, y, z, t);
    }
}

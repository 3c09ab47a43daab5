using Render.Tracing.Deformation;
using Render.Tracing.Numerics;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>Reads skins, each when first asked for.</summary>
internal sealed class SkinReader(GltfElement root, NodeTree tree, GltfAccessors accessors, SceneLimits limits)
{
    private readonly GltfElement[] _skins = root.Items("skins", limits);
    private readonly Dictionary<int, Skin> _read = [];

    /// <summary>How many skins the file has.</summary>
    public int Count => _skins.Length;

    /// <summary>A skin.</summary>
    public Skin Get(int index) => _read.TryGetValue(index, out var known) ? known : _read[index] = Read(_skins[index]);

    private Skin Read(GltfElement skin)
    {
        var joints = skin.Indices("joints", tree.Elements.Length, limits);
        if (joints.Length == 0)
            throw skin.Invalid("joints", "must name at least one node");
        foreach (var joint in joints)
            if (tree.Positions[joint] < 0)
                throw skin.Fault(
                    SceneErrorCodes.NodeGraphInvalid, $"joint '{tree.Elements[joint].Title}' is not in the scene.", "Export the skeleton together with the mesh.");
        return new([.. joints.Select(joint => tree.Positions[joint])], InverseBinds(skin, joints.Length));
    }

    private Affine[] InverseBinds(GltfElement skin, int joints)
    {
        if (skin.Index("inverseBindMatrices", accessors.Count) is not { } accessor)
            return [.. Enumerable.Repeat(Affine.Identity, joints)];
        var values = accessors.Matrices(accessor);
        if (values.Length < 16 * joints)
            throw skin.Fault(SceneErrorCodes.AccessorInvalid, $"it has {values.Length / 16} inverse bind matrices for {joints} joints.", "Export the scene again.");
        var matrices = new Affine[joints];
        for (var i = 0; i < joints; i++)
            matrices[i] = Matrix(skin, values.AsSpan(16 * i, 16));
        return matrices;
    }

    /// <summary>A matrix by its columns. Exporters that invert in single precision leave crumbs in the last row.</summary>
    private static Affine Matrix(GltfElement skin, ReadOnlySpan<Real> m) =>
        Real.Abs(m[3]) + Real.Abs(m[7]) + Real.Abs(m[11]) + Real.Abs(m[15] - 1f) < 1e-3f
            ? new(new(m[0], m[1], m[2]), new(m[4], m[5], m[6]), new(m[8], m[9], m[10]), new(m[12], m[13], m[14]))
            : throw skin.Invalid("inverseBindMatrices", "has a matrix whose last row is not 0 0 0 1");
}

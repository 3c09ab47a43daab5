using Render.Tracing.Animation;
using Render.Tracing.Deformation;
using Render.Tracing.Numerics;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>Says which mesh each node carries, and which meshes are posed: those get numbers of their own, since every node poses its own way.</summary>
/// <remarks>A pose that nothing moves is taken once, here; a pose that moves is taken at each moment. Nodes that pose alike share the mesh.</remarks>
internal sealed class PlacementReader
{
    private readonly NodeTree _tree;
    private readonly MeshReader _meshes;
    private readonly SkinReader _skins;
    private readonly SceneLimits _limits;
    private readonly MemoryBudget _memory;
    private readonly NoticeList _notices;
    private readonly bool[] _moving;
    private readonly List<Mesh> _all;
    private readonly List<PlacedMesh> _placed = [];
    private readonly List<MeshPose> _poses = [];
    private readonly Dictionary<(int Primitive, Skin? Skin, KeyTrack? Keys, string Weights), int> _numbers = [];
    private readonly HashSet<int> _taken = [];
    private long _triangles;

    private PlacementReader(NodeTree tree, MeshReader meshes, SkinReader skins, SceneLimits limits, MemoryBudget memory, NoticeList notices)
    {
        (_tree, _meshes, _skins, _limits, _memory, _notices) = (tree, meshes, skins, limits, memory, notices);
        _moving = tree.Moving();
        var carried = Carried();
        _all = [.. meshes.Meshes];
        _triangles = _all.Sum(mesh => mesh.Indices.Length / 3L);
        _taken.UnionWith(carried.Where(entry => entry.Pose is null).Select(entry => entry.Primitive));
        foreach (var (position, primitive, pose) in carried)
            _placed.Add(pose is null ? new(position, primitive) : new(pose.Skin is null ? position : PlacedMesh.InWorld, NumberOf(primitive, pose)));
    }

    /// <summary>All meshes, by number.</summary>
    public IReadOnlyList<Mesh> Meshes => _all;

    /// <summary>What is placed, in node order.</summary>
    public PlacedMesh[] Placed => [.. _placed];

    /// <summary>What is posed at each moment.</summary>
    public MeshPose[] Poses => [.. _poses];

    /// <summary>Reads what the scene's nodes carry; animations have been read.</summary>
    public static PlacementReader Read(NodeTree tree, MeshReader meshes, SkinReader skins, SceneLimits limits, MemoryBudget memory, NoticeList notices)
    {
        var read = new PlacementReader(tree, meshes, skins, limits, memory, notices);
        return read._placed.Count > 0
            ? read
            : throw new SceneException(SceneErrorCodes.Empty, "The scene has no triangles to draw.", "Check that the objects were included in the export.");
    }

    private List<(int Position, int Primitive, MeshPose? Pose)> Carried()
    {
        var carried = new List<(int, int, MeshPose?)>();
        for (var i = 0; i < _tree.Order.Count; i++)
        {
            var node = _tree.Elements[_tree.Order[i]];
            if (node.Index("mesh", _meshes.Count) is not { } mesh)
                continue;
            var skin = node.Index("skin", _skins.Count) is { } index ? _skins.Get(index) : null;
            foreach (var primitive in _meshes.Primitives(mesh))
                carried.Add((i, primitive, Pose(node, _tree.Motions[i].WeightKeys, mesh, primitive, skin)));
            if (carried.Count > _limits.Instances)
                throw node.Fault(SceneErrorCodes.LimitExceeded, "the scene places too many meshes.", "Join small objects.");
        }
        return carried;
    }

    /// <summary>How a node poses a primitive, its number yet open; null: it does not.</summary>
    private MeshPose? Pose(GltfElement node, KeyTrack? keys, int mesh, int primitive, Skin? skin)
    {
        var source = _meshes.Deformable(primitive);
        if (skin is not null && source?.Influences is null)
        {
            _notices.Add("skin-incomplete", $"'{node.Title}' has a skeleton, but a part of its mesh hangs on no joint; that part stands where its node is.");
            skin = null;
        }
        if (source is null)
            return null;
        if (skin is not null && source.Influences!.Largest >= skin.Joints.Length)
            throw node.Fault(
                SceneErrorCodes.IndexOutOfRange, $"a vertex hangs on joint {source.Influences.Largest}, but its skin has {skin.Joints.Length}.", "Export the scene again.");
        var weights = node.Reals("weights", source.TargetCount) ?? _meshes.Weights(mesh, source.TargetCount);
        if (source.TargetCount == 0)
            keys = null;
        return skin is null && keys is null && Array.TrueForAll(weights, weight => weight == 0f) ? null : new(-1, source, skin, weights, keys);
    }

    private int NumberOf(int primitive, MeshPose pose)
    {
        var key = (primitive, pose.Skin, pose.WeightKeys, string.Join(' ', pose.Weights.Select(Real.Bits)));
        return _numbers.TryGetValue(key, out var known) ? known : _numbers[key] = Add(primitive, pose);
    }

    private int Add(int primitive, MeshPose pose)
    {
        var rest = _meshes.Meshes[primitive];
        var number = primitive;
        if (!_taken.Add(primitive))
        {
            number = _all.Count;
            _all.Add(rest);
            _triangles += rest.Indices.Length / 3;
            if (_triangles > _limits.Triangles)
                throw new SceneException(SceneErrorCodes.LimitExceeded, "The scene has too many triangles: each object that deforms has its own.", "Reduce the meshes that deform.");
        }
        if (pose.WeightKeys is null && !(pose.Skin?.Joints.Any(joint => _moving[joint]) ?? false))
        {
            _all[number] = pose.At(Real.Zero, _tree.Place(Real.Zero), _memory);
            return number;
        }
        _memory.Take(pose.Source.VertexCount, 64, "A mesh that deforms");
        _all[number] = rest with { Deforms = true };
        _poses.Add(pose with { Number = number });
        return number;
    }
}

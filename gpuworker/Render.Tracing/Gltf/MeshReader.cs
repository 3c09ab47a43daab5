using Render.Tracing.Deformation;
using Render.Tracing.Numerics;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>Reads the primitives of meshes into <see cref="Mesh"/>es: one a primitive, numbered through the file.</summary>
internal sealed class MeshReader(
    GltfElement root, GltfAccessors accessors, MaterialReader materialReader, SceneLimits limits, MemoryBudget memory, NoticeList notices)
{
    private readonly GltfElement[] _meshes = root.Items("meshes", limits);
    private readonly GltfElement[] _materialElements = root.Items("materials", limits);
    private readonly DeformationReader _deformations = new(accessors, limits, memory);
    private readonly Dictionary<int, DeformableMesh> _deformable = [];
    private readonly List<Mesh> _result = [];
    private readonly List<Material> _materials = [];
    private readonly Dictionary<int, (int Index, MaterialEntry Entry)> _materialOf = [];
    private readonly Dictionary<int, int[]> _primitivesOf = [];
    private long _triangles;

    /// <summary>How many meshes the file has.</summary>
    public int Count => _meshes.Length;

    /// <summary>The primitives read so far.</summary>
    public IReadOnlyList<Mesh> Meshes => _result;

    /// <summary>The materials used so far.</summary>
    public IReadOnlyList<Material> Materials => _materials;

    /// <summary>The numbers of a file mesh's primitives in <see cref="Meshes"/>; reads it on first use.</summary>
    public int[] Primitives(int mesh)
    {
        if (_primitivesOf.TryGetValue(mesh, out var known))
            return known;
        var element = _meshes[mesh];
        var numbers = new List<int>();
        foreach (var primitive in element.Items("primitives", limits))
        {
            if (Read(primitive, element) is not { } read)
                continue;
            numbers.Add(_result.Count);
            _result.Add(read);
        }

        return _primitivesOf[mesh] = [.. numbers];
    }

    /// <summary>What of a primitive that was read can be posed; null: nothing.</summary>
    public DeformableMesh? Deformable(int primitive) => _deformable.GetValueOrDefault(primitive);

    /// <summary>How many morph targets a file mesh has.</summary>
    public int TargetCount(int mesh) => _meshes[mesh].Items("primitives", limits) is { Length: > 0 } primitives ? primitives[0].Items("targets", limits).Length : 0;

    /// <summary>The weights of a file mesh's morph targets where its node says nothing.</summary>
    public Real[] Weights(int mesh, int targets) => _meshes[mesh].Reals("weights", targets) ?? new Real[targets];

    private Mesh? Read(GltfElement primitive, GltfElement mesh)
    {
        var mode = primitive.Int("mode", TriangleTopology.Triangles);
        if (mode is < TriangleTopology.Triangles or > TriangleTopology.Fan)
        {
            notices.Add("points-and-lines-ignored", $"Mesh '{mesh.Title}' has points or lines, which are not drawn.");
            return null;
        }

        var attributes = primitive.Child("attributes") ?? throw primitive.Invalid("attributes", "is missing");
        if (attributes.Index("POSITION", accessors.Count) is not { } position)
            return null;
        var positions = accessors.Vectors3(position);
        var (material, entry) = MaterialOf(primitive.Index("material", _materialElements.Length) ?? -1);
        var indices = Triangles(primitive, mode, positions.Length);
        if (indices.Length == 0)
            return null;
        var (colors, alphas) = Colors(attributes, positions, primitive);
        var rest = new Mesh(positions, indices, material)
        {
            Normals = attributes.Index("NORMAL", accessors.Count) is { } normal ? Matching(accessors.Vectors3(normal), positions, primitive) : null,
            Uvs = Coordinates(attributes, entry, 0, positions, primitive),
            SecondUvs = Coordinates(attributes, entry, 1, positions, primitive),
            Colors = colors,
            Alphas = alphas,
        };
        var tangents = attributes.Index("TANGENT", accessors.Count) is { } tangent ? accessors.Vectors4(tangent) : null;
        Mesh Complete(Mesh posed, Real[]? across, MemoryBudget budget) => MeshAssembly.Complete(posed, across, entry.Material.NormalTexture ?? entry.Material.ClearcoatNormalTexture, primitive, budget);
        if (_deformations.Read(primitive, rest, tangents, Complete) is { } deformable)
            _deformable[_result.Count] = deformable;
        return Complete(rest, tangents, memory);
    }

    private int[] Triangles(GltfElement primitive, int mode, int vertices)
    {
        var indices = primitive.Index("indices", accessors.Count) is { } accessor ? accessors.Indices(accessor) : null;
        var triangles = TriangleTopology.Count(mode, indices?.Length ?? vertices);
        _triangles += triangles;
        if (_triangles > limits.Triangles)
            throw primitive.Fault(SceneErrorCodes.LimitExceeded, "the scene has too many triangles.", "Reduce the meshes, or place copies as instances.");
        if (mode != TriangleTopology.Triangles || indices is null)
            memory.Take(3L * triangles, 4, primitive.Place);
        return TriangleTopology.Expand(mode, indices, vertices, primitive);
    }

    private Float2[]? Coordinates(GltfElement attributes, MaterialEntry entry, int set, Float3[] positions, GltfElement primitive)
    {
        if (set >= entry.CoordinateSets.Count)
            return null;
        var name = FormattableString.Invariant($"TEXCOORD_{entry.CoordinateSets[set]}");
        return attributes.Index(name, accessors.Count) is { } accessor ? Matching(accessors.Vectors2(accessor), positions, primitive) : null;
    }

    /// <summary>COLOR_0: linear, clamped to [0, 1]; alphas only where it has four components.</summary>
    private (Float3[]? Colors, Real[]? Alphas) Colors(GltfElement attributes, Float3[] positions, GltfElement primitive)
    {
        if (attributes.Index("COLOR_0", accessors.Count) is not { } accessor)
            return (null, null);
        var hasAlpha = accessors.IsFourWide(accessor);
        var values = hasAlpha ? accessors.Vectors4(accessor) : accessors.Triples(accessor);
        var width = hasAlpha ? 4 : 3;
        if (values.Length != width * positions.Length)
            throw primitive.Fault(SceneErrorCodes.AccessorInvalid, "its vertex attributes differ in length.", "Export the scene again.");
        memory.Take(positions.Length, 24, primitive.Place);
        var colors = new Float3[positions.Length];
        var alphas = hasAlpha ? new Real[positions.Length] : null;
        for (var i = 0; i < colors.Length; i++)
        {
            colors[i] = new(Real.Clamp(values[width * i], 0f, 1f), Real.Clamp(values[width * i + 1], 0f, 1f), Real.Clamp(values[width * i + 2], 0f, 1f));
            if (alphas is not null)
                alphas[i] = Real.Clamp(values[width * i + 3], 0f, 1f);
        }

        return (colors, alphas);
    }

    private static T[] Matching<T>(T[] values, Float3[] positions, GltfElement primitive) => values.Length == positions.Length
        ? values
        : throw primitive.Fault(SceneErrorCodes.AccessorInvalid, "its vertex attributes differ in length.", "Export the scene again.");

    private (int Index, MaterialEntry Entry) MaterialOf(int element)
    {
        if (_materialOf.TryGetValue(element, out var known))
            return known;
        var entry = element < 0
            ? new(new(), [0])
            : materialReader.Read(_materialElements[element]);
        _materials.Add(entry.Material);
        return _materialOf[element] = (_materials.Count - 1, entry);
    }
}

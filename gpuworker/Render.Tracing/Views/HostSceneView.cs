using System.Runtime.CompilerServices;
using Render.Tracing.Acceleration;
using Render.Tracing.Compilation;
using Render.Tracing.Numerics;
using Render.Tracing.Sampling;
using Render.Tracing.Shading;

namespace Render.Tracing.Views;

/// <summary>Pointers into a compiled scene's arrays. Unchecked: indices come from the compiler, which has checked them; the scene must stay reachable.</summary>
public readonly unsafe struct HostSceneView : ITreeView
{
    internal readonly BvhNode* TopNodes;
    internal readonly BvhNode* Nodes;
    internal readonly TrianglePacket* Packets;
    internal readonly InstanceRecord* Instances;
    private readonly SceneHeader* _header;
    private readonly TriangleRecord* _triangles;
    private readonly VertexRecord* _vertices;
    private readonly VertexExtraRecord* _vertexExtras;
    private readonly Real* _albedos;
    private readonly MaterialRecord* _materials;
    private readonly HostTexelView _texels;
    private readonly LightRecord* _lights;
    private readonly LightNodeRecord* _lightNodes;
    private readonly Real* _farLightCumulative;
    private readonly Float3* _environmentTexels;
    private readonly Real* _environmentRows;
    private readonly Real* _environmentGuides;
    private readonly Real* _environmentColumns;

    /// <summary>A view of a scene.</summary>
    public HostSceneView(CompiledScene scene)
    {
        var assets = scene.Assets;
        TopNodes = scene.TopNodes.Pointer;
        Nodes = assets.Nodes.Pointer;
        Packets = assets.Packets.Pointer;
        Instances = scene.Instances.Pointer;
        _header = scene.Header.Pointer;
        _triangles = assets.Triangles.Pointer;
        _vertices = assets.Vertices.Pointer;
        _vertexExtras = assets.Meshes.Extras.Pointer;
        _albedos = assets.Albedos.Pointer;
        _materials = assets.Materials.Pointer;
        _texels = new(assets.Texels.Pointer, assets.Linear.Pointer);
        _lights = scene.Lights.Records.Pointer;
        _lightNodes = scene.Lights.Nodes.Pointer;
        _farLightCumulative = scene.Lights.Cumulative.Pointer;
        _environmentTexels = scene.Environment.Texels.Pointer;
        _environmentRows = scene.Environment.Rows.Pointer;
        _environmentGuides = scene.Environment.Guides.Pointer;
        _environmentColumns = scene.Environment.Columns.Pointer;
    }

    /// <inheritdoc/>
    public ref SceneHeader Header
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref *_header;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref BvhNode TopNode(int index) => ref TopNodes[index];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref BvhNode Node(int index) => ref Nodes[index];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref TrianglePacket Packet(int index) => ref Packets[index];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public InstanceRecord Instance(int index) => Instances[index];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TriangleRecord Triangle(int index) => _triangles[index];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public VertexRecord Vertex(int index) => _vertices[index];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public VertexExtraRecord VertexExtra(int index) => _vertexExtras[index];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Real Albedo(int index) => _albedos[index];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref MaterialRecord Material(int index) => ref _materials[index];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Float3 SampleColor(ref TextureRecord texture, Float2 uv) => Texture.SampleColor(_texels, texture, uv);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Float3 SampleData(ref TextureRecord texture, Float2 uv) => Texture.SampleData(_texels, texture, uv);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Real SampleAlpha(ref TextureRecord texture, Float2 uv) => Texture.SampleAlpha(_texels, texture, uv);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LightRecord Light(int index) => _lights[index];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LightNodeRecord LightNode(int index) => _lightNodes[index];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FindFarLight(Real u) => UnitDistribution.Find(_farLightCumulative, _header->FarLightCount, u);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref Float3 EnvironmentTexel(int index) => ref _environmentTexels[index];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Real EnvironmentRow(int index) => _environmentRows[index];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Real EnvironmentColumn(int index) => _environmentColumns[index];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FindEnvironmentRow(Real u) => UnitDistribution.Find(_environmentRows, _header->EnvironmentHeight, u);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FindEnvironmentColumn(int row, Real u)
    {
        var width = _header->EnvironmentWidth;
        var guides = EnvironmentArrays.GuidesPerRow(width);
        var first = UnitDistribution.Find(_environmentGuides + (nint)row * guides, guides, u) * EnvironmentArrays.GuideRun;
        return first + UnitDistribution.Find(_environmentColumns + (nint)row * width + first, Math.Min(width - first, EnvironmentArrays.GuideRun), u);
    }
}

/// <summary>Pointers to a scene's texels.</summary>
internal readonly unsafe struct HostTexelView(uint* texels, Real* linear) : ITexelView
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Texel(int index) => texels[index];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Real Linear(int encoded) => linear[encoded];
}

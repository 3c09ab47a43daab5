using System.Runtime.CompilerServices;
using ILGPU;
using Render.Tracing.Compilation;
using Render.Tracing.Numerics;
using Render.Tracing.Sampling;
using Render.Tracing.Shading;
using Render.Tracing.Views;

namespace Render.Tracing.Ilgpu.Kernels;

/// <summary>A compiled scene in a device's memory, as kernels read it.</summary>
internal struct DeviceSceneView : ISceneView
{
    internal ArrayView<SceneHeader> Headers;
    internal ArrayView<InstanceRecord> Instances;
    internal ArrayView<TriangleRecord> Triangles;
    internal ArrayView<VertexRecord> Vertices;
    internal ArrayView<VertexExtraRecord> VertexExtras;
    internal ArrayView<Real> Albedos;
    internal ArrayView<MaterialRecord> Materials;
    internal DeviceTexelView Texels;
    internal ArrayView<LightRecord> Lights;
    internal ArrayView<LightNodeRecord> LightNodes;
    internal ArrayView<Real> FarLightCumulatives;
    internal ArrayView<Float3> EnvironmentTexels;
    internal ArrayView<Real> EnvironmentRows;
    internal ArrayView<Real> EnvironmentGuides;
    internal ArrayView<Real> EnvironmentColumns;

    /// <inheritdoc/>
    public readonly ref SceneHeader Header
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Headers[0];
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly InstanceRecord Instance(int index) => DeviceMemory.Instance(ref Instances[index]);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TriangleRecord Triangle(int index) => DeviceMemory.Triangle(ref Triangles[index]);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly VertexRecord Vertex(int index) => DeviceMemory.Vertex(ref Vertices[index]);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly VertexExtraRecord VertexExtra(int index) => DeviceMemory.VertexExtra(ref VertexExtras[index]);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Real Albedo(int index) => Albedos[index];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref MaterialRecord Material(int index) => ref Materials[index];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Float3 SampleColor(ref TextureRecord texture, Float2 uv) => Texture.SampleColor(Texels, texture, uv);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Float3 SampleData(ref TextureRecord texture, Float2 uv) => Texture.SampleData(Texels, texture, uv);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Real SampleAlpha(ref TextureRecord texture, Float2 uv) => Texture.SampleAlpha(Texels, texture, uv);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly LightRecord Light(int index) => DeviceMemory.Light(ref Lights[index]);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly LightNodeRecord LightNode(int index) => DeviceMemory.LightNode(ref LightNodes[index]);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int FindFarLight(Real u) => Find(FarLightCumulatives, 0, Header.FarLightCount, u);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref Float3 EnvironmentTexel(int index) => ref EnvironmentTexels[index];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Real EnvironmentRow(int index) => EnvironmentRows[index];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Real EnvironmentColumn(int index) => EnvironmentColumns[index];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int FindEnvironmentRow(Real u) => Find(EnvironmentRows, 0, Header.EnvironmentHeight, u);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int FindEnvironmentColumn(int row, Real u)
    {
        var width = Header.EnvironmentWidth;
        var guides = EnvironmentArrays.GuidesPerRow(width);
        var first = Find(EnvironmentGuides, row * guides, guides, u) * EnvironmentArrays.GuideRun;
        var count = width - first < EnvironmentArrays.GuideRun ? width - first : EnvironmentArrays.GuideRun;
        return first + Find(EnvironmentColumns, row * width + first, count, u);
    }

    /// <summary>The first item of a run whose cumulative probability exceeds u, counted from the run's start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Find(ArrayView<Real> cumulative, int first, int count, Real u)
    {
        var low = first;
        while (count > 1)
        {
            var half = count >> 1;
            low += UnitDistribution.Step(u, cumulative[low + half - 1], half);
            count -= half;
        }
        return low - first;
    }
}

/// <summary>A scene's texels in a device's memory.</summary>
internal struct DeviceTexelView : ITexelView
{
    internal ArrayView<uint> Texels;
    internal ArrayView<Real> LinearValues;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint Texel(int index) => Texels[index];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Real Linear(int encoded) => LinearValues[encoded];
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Render.Tracing.Compilation;
using Render.Tracing.Ilgpu.Kernels;
using Render.Tracing.Ilgpu.Scenes;
using Render.Tracing.Numerics;
using Render.Tracing.Rendering;
using Render.Tracing.Views;

namespace Render.Benchmarks.Cuda;

/// <summary>Writes what a launch reads, as it lies in a device's memory, for <c>peer.cu</c>.</summary>
internal static class SceneDump
{
    /// <summary>What a launch over all of a frame is told.</summary>
    public static TraceLaunch Launch(RenderSettings settings, TileSamples samples, int samplesPerThread) => TraceLaunch.Of(settings) with
    {
        BlockCount = new TileRegion(0, 0, settings.Width, settings.Height).BlockCount,
        FirstSample = samples.Start,
        EndSample = samples.Start + samples.Count,
        SamplesPerThread = samplesPerThread,
    };

    /// <summary>Writes a file: its mark, the launch, then each array as the size of a record, their number, and the records.</summary>
    public static void Write(string path, CompiledScene scene, DeviceMeshes meshes, TraceLaunch launch)
    {
        using var file = File.Create(path);
        file.Write("RTDUMP02"u8);
        file.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<TraceLaunch>(in launch)));
        var assets = scene.Assets;
        var instances = DeviceInstances.Build(scene, meshes);
        Write<SceneHeader>(file, scene.Header.Span);
        Write<InstanceRecord>(file, instances.Records);
        Write<DeviceNode>(file, instances.Nodes);
        Write<DeviceNode>(file, meshes.Nodes);
        Write<int>(file, instances.Placed);
        Write<DeviceTriangle>(file, meshes.Triangles);
        Write<TriangleRecord>(file, assets.Triangles.Span);
        Write<VertexRecord>(file, assets.Vertices.Span);
        Write<VertexExtraRecord>(file, assets.Meshes.Extras.Span);
        Write<Real>(file, assets.Albedos.Span);
        Write<MaterialRecord>(file, assets.Materials.Span);
        Write<uint>(file, assets.Texels.Span);
        Write<Real>(file, assets.Linear.Span);
        Write<LightRecord>(file, scene.Lights.Records.Span);
        Write<LightNodeRecord>(file, scene.Lights.Nodes.Span);
        Write<Real>(file, scene.Lights.Cumulative.Span);
        Write<Float3>(file, scene.Environment.Texels.Span);
        Write<Real>(file, scene.Environment.Rows.Span);
        Write<Real>(file, scene.Environment.Guides.Span);
        Write<Real>(file, scene.Environment.Columns.Span);
    }

    private static void Write<T>(FileStream file, ReadOnlySpan<T> records)
        where T : unmanaged
    {
        file.Write(MemoryMarshal.AsBytes<long>([Unsafe.SizeOf<T>(), records.Length]));
        file.Write(MemoryMarshal.AsBytes(records));
    }
}

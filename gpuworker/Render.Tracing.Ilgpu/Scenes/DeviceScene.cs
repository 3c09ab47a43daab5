using System.Runtime.CompilerServices;
using ILGPU.Runtime;
using Render.Tracing.Compilation;
using Render.Tracing.Ilgpu.Kernels;
using Render.Tracing.Numerics;
using Render.Tracing.Views;

namespace Render.Tracing.Ilgpu.Scenes;

/// <summary>A scene in a device's memory: what all frames share, and the latest frame.</summary>
internal sealed class DeviceScene : IDisposable
{
    private readonly Accelerator accelerator;
    private readonly DeviceMeshes meshes;
    private readonly DeviceBuffers shared;
    private DeviceBuffers? own;
    private EnvironmentArrays? environment;
    private DeviceBuffers? sky;
    private DeviceSceneView view;
    private DeviceTrees trees;

    private DeviceScene(Accelerator accelerator, PreparedAssets assets, DeviceMeshes meshes)
    {
        (this.accelerator, Assets, this.meshes) = (accelerator, assets, meshes);
        shared = new(accelerator);
        try
        {
            trees.Nodes = shared.Upload<DeviceNode>(meshes.Nodes);
            trees.Triangles = shared.Upload<DeviceTriangle>(meshes.Triangles);
            view.Triangles = shared.Upload<TriangleRecord>(assets.Triangles.Span);
            view.Vertices = shared.Upload<VertexRecord>(assets.Vertices.Span);
            view.VertexExtras = shared.Upload<VertexExtraRecord>(assets.Meshes.Extras.Span);
            view.Albedos = shared.Upload<Real>(assets.Albedos.Span);
            view.Materials = shared.Upload<MaterialRecord>(assets.Materials.Span);
            view.Texels.Texels = shared.Upload<uint>(assets.Texels.Span);
            view.Texels.LinearValues = shared.Upload<Real>(assets.Linear.Span);
        }
        catch
        {
            shared.Dispose();
            throw;
        }
    }

    /// <summary>What is here.</summary>
    public PreparedAssets Assets { get; }

    /// <summary>The frame that is here; null: none.</summary>
    public CompiledScene? Frame { get; private set; }

    /// <summary>How kernels read it.</summary>
    public (DeviceSceneView View, DeviceTrees Trees) Views => (view, trees);

    /// <summary>Bytes that a frame and what it shares with others take on a device.</summary>
    public static long BytesOf(CompiledScene scene, DeviceMeshes meshes)
    {
        var assets = scene.Assets;
        return Size<DeviceNode>(meshes.Nodes.Length) + Size<DeviceTriangle>(meshes.Triangles.Length) + Size<TriangleRecord>(assets.Triangles.Length)
            + Size<VertexRecord>(assets.Vertices.Length) + Size<VertexExtraRecord>(assets.Meshes.Extras.Length) + Size<Real>(assets.Albedos.Length)
            + Size<MaterialRecord>(assets.Materials.Length) + Size<uint>(assets.Texels.Length) + Size<Real>(assets.Linear.Length)
            + Size<SceneHeader>(1) + Size<InstanceRecord>(scene.Instances.Length) + Size<int>(scene.Instances.Length) + Size<DeviceNode>(scene.TopNodes.Length)
            + Size<LightRecord>(scene.Lights.Records.Length) + Size<LightNodeRecord>(scene.Lights.Nodes.Length) + Size<Real>(scene.Lights.Cumulative.Length) + Size<Float3>(scene.Environment.Texels.Length)
            + Size<Real>(scene.Environment.Rows.Length) + Size<Real>(scene.Environment.Guides.Length) + Size<Real>(scene.Environment.Columns.Length);
    }

    /// <summary>Copies what frames share.</summary>
    public static DeviceScene Upload(Accelerator accelerator, PreparedAssets assets, DeviceMeshes meshes) => new(accelerator, assets, meshes);

    /// <summary>Makes a frame of this scene the one that is here.</summary>
    public void Show(CompiledScene frame)
    {
        if (ReferenceEquals(frame, Frame))
            return;
        Frame = null;
        own?.Dispose();
        own = new(accelerator);
        var instances = DeviceInstances.Build(frame, meshes);
        trees.TopNodes = own.Upload<DeviceNode>(instances.Nodes);
        trees.Placed = own.Upload<int>(instances.Placed);
        trees.Instances = view.Instances = own.Upload<InstanceRecord>(instances.Records);
        trees.Headers = view.Headers = own.Upload<SceneHeader>(frame.Header.Span);
        view.Lights = own.Upload<LightRecord>(frame.Lights.Records.Span);
        view.LightNodes = own.Upload<LightNodeRecord>(frame.Lights.Nodes.Span);
        view.FarLightCumulatives = own.Upload<Real>(frame.Lights.Cumulative.Span);
        ShowSky(frame.Environment);
        Frame = frame;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        own?.Dispose();
        sky?.Dispose();
        shared.Dispose();
    }

    private void ShowSky(EnvironmentArrays next)
    {
        if (ReferenceEquals(next, environment))
            return;
        environment = null;
        sky?.Dispose();
        sky = new(accelerator);
        view.EnvironmentTexels = sky.Upload<Float3>(next.Texels.Span);
        view.EnvironmentRows = sky.Upload<Real>(next.Rows.Span);
        view.EnvironmentGuides = sky.Upload<Real>(next.Guides.Span);
        view.EnvironmentColumns = sky.Upload<Real>(next.Columns.Span);
        environment = next;
    }

    private static long Size<T>(int count)
        where T : unmanaged => (long)Math.Max(count, 1) * Unsafe.SizeOf<T>();
}

using Render.Tracing.Acceleration;
using Render.Tracing.Scenes;
using Render.Tracing.Views;

namespace Render.Tracing.Compilation;

/// <summary>One frame's scene, ready to trace. Immutable; safe to trace from many threads.</summary>
public sealed class CompiledScene
{
    internal CompiledScene(
        PreparedAssets assets,
        Snapshot snapshot,
        SceneHeader header,
        FlatArray<InstanceRecord> instances,
        FlatArray<BvhNode> topNodes,
        LightArrays lights,
        EnvironmentArrays environment)
    {
        Assets = assets;
        Snapshot = snapshot;
        Header = new([header]);
        Instances = instances;
        TopNodes = topNodes;
        Lights = lights;
        Environment = environment;
    }

    /// <summary>What this frame shares with others.</summary>
    public PreparedAssets Assets { get; }

    /// <summary>Bytes that this moment shares with no other: placements and lights, and its meshes where any deforms.</summary>
    public long OwnBytes => (Assets.IsPosed ? Assets.MeshBytes : 0) + Instances.Bytes + TopNodes.Bytes + Lights.Records.Bytes + Lights.Nodes.Bytes + Lights.Cumulative.Bytes;

    /// <summary>What this was compiled from.</summary>
    public Snapshot Snapshot { get; }

    internal FlatArray<SceneHeader> Header { get; }

    internal FlatArray<InstanceRecord> Instances { get; }

    internal FlatArray<BvhNode> TopNodes { get; }

    internal LightArrays Lights { get; }

    internal EnvironmentArrays Environment { get; }
}

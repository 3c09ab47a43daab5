using Render.Tracing.Compilation;
using Render.Tracing.Views;

namespace Render.Tracing.Ilgpu.Scenes;

/// <summary>A frame's instances and the tree over them as devices read them, still in this machine's memory.</summary>
/// <param name="Records">The instances, pointing to the roots of <see cref="DeviceMeshes"/>.</param>
/// <param name="Nodes">The tree; 0 is the root.</param>
/// <param name="Placed">Instances in the order of its leaves.</param>
internal sealed record DeviceInstances(InstanceRecord[] Records, DeviceNode[] Nodes, int[] Placed)
{
    /// <summary>Those of a frame.</summary>
    public static DeviceInstances Build(CompiledScene frame, DeviceMeshes meshes)
    {
        var nodes = new List<DeviceNode>();
        var placed = new List<int>();
        var records = frame.Instances.Span.ToArray();
        foreach (ref var record in records.AsSpan())
            record.Root = meshes.RootOf(record.Root);
        if (records.Length > 0)
            DeviceTree.Append(frame.TopNodes.Span.ToArray(), leaf => new[] { leaf }, nodes, placed);
        return new(records, [.. nodes], [.. placed]);
    }
}

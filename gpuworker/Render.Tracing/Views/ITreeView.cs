using Render.Tracing.Acceleration;

namespace Render.Tracing.Views;

/// <summary>A scene with the CPU's trees; a GPU has nodes of its own, since the hit does not depend on them.</summary>
public interface ITreeView : ISceneView
{
    /// <summary>A node of the tree over instances; 0 is the root.</summary>
    ref BvhNode TopNode(int index);

    /// <summary>A node of the meshes' trees.</summary>
    ref BvhNode Node(int index);

    /// <summary>A leaf of the meshes' trees.</summary>
    ref TrianglePacket Packet(int index);
}

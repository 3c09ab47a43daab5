using Render.Tracing.Numerics;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>The box around all that is placed, for framing a camera.</summary>
internal static class MeshBounds
{
    /// <summary>The box around all placed meshes, from their own boxes' corners.</summary>
    /// <param name="meshes">All meshes.</param>
    /// <param name="instances">Where they are.</param>
    /// <param name="deformed">The poses of those that deform.</param>
    public static (Float3 Low, Float3 High) World(IReadOnlyList<Mesh> meshes, IReadOnlyList<Instance> instances, IReadOnlyList<DeformedMesh> deformed)
    {
        var boxes = deformed.ToDictionary(pose => pose.Number, pose => Box(pose.Mesh));
        var low = new Float3(Real.Infinity);
        var high = -low;
        foreach (var instance in instances)
        {
            if (!boxes.TryGetValue(instance.Mesh, out var box))
                boxes[instance.Mesh] = box = Box(meshes[instance.Mesh]);
            for (var corner = 0; corner < 8; corner++)
            {
                var point = instance.ToWorld.Point(new(
                    (corner & 1) == 0 ? box.Low.X : box.High.X, (corner & 2) == 0 ? box.Low.Y : box.High.Y, (corner & 4) == 0 ? box.Low.Z : box.High.Z));
                low = Float3.Min(low, point);
                high = Float3.Max(high, point);
            }
        }

        return (low, high);
    }

    private static (Float3 Low, Float3 High) Box(Mesh mesh)
    {
        var low = new Float3(Real.Infinity);
        var high = -low;
        foreach (var index in mesh.Indices)
        {
            low = Float3.Min(low, mesh.Positions[index]);
            high = Float3.Max(high, mesh.Positions[index]);
        }

        return (low, high);
    }
}

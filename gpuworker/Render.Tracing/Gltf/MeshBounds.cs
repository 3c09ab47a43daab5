using Render.Tracing.Numerics;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>The meshes' bounding boxes, for framing a camera.</summary>
internal sealed class MeshBounds(IReadOnlyList<Mesh> meshes)
{
    private readonly (Float3 Low, Float3 High)[] _boxes = [.. meshes.Select(Box)];

    /// <summary>The box around all placed meshes, from their own boxes' corners.</summary>
    public (Float3 Low, Float3 High) World((int Position, int[] Meshes)[] placed, Affine[] world)
    {
        var low = new Float3(Real.Infinity);
        var high = -low;
        foreach (var (position, numbers) in placed)
            foreach (var mesh in numbers)
                for (var corner = 0; corner < 8; corner++)
                {
                    var (from, to) = _boxes[mesh];
                    var point = world[position].Point(
                        new((corner & 1) == 0 ? from.X : to.X, (corner & 2) == 0 ? from.Y : to.Y, (corner & 4) == 0 ? from.Z : to.Z));
                    low = Float3.Min(low, point);
                    high = Float3.Max(high, point);
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

using Render.Tracing.Compilation;
using Render.Tracing.Numerics;

namespace Render.Benchmarks.Rays;

/// <summary>A scene's triangles by their primitive number, in world space.</summary>
internal sealed class WorldTriangles
{
    private readonly CompiledScene _scene;
    private readonly int[] _first;

    internal WorldTriangles(CompiledScene scene)
    {
        _scene = scene;
        var first = new List<int>();
        var primitives = 0;
        foreach (var instance in scene.Snapshot.Instances)
        {
            first.Add(primitives);
            primitives += scene.Assets.Source.Meshes[instance.Mesh].Indices.Length / 3;
        }
        _first = [.. first];
    }

    /// <summary>Unit normal of the side that sees the corners counterclockwise.</summary>
    internal Float3 Normal(int primitive)
    {
        var at = Array.BinarySearch(_first, primitive);
        // The last of those that start here: instances without triangles start where their successor does.
        for (at = at < 0 ? ~at - 1 : at; at + 1 < _first.Length && _first[at + 1] <= primitive;)
            at++;
        var instance = _scene.Snapshot.Instances[at];
        var mesh = _scene.Assets.Source.Meshes[instance.Mesh];
        var corner = 3 * (primitive - _first[at]);
        var a = instance.ToWorld.Point(mesh.Positions[mesh.Indices[corner]]);
        var b = instance.ToWorld.Point(mesh.Positions[mesh.Indices[corner + 1]]);
        var c = instance.ToWorld.Point(mesh.Positions[mesh.Indices[corner + 2]]);
        return Float3.Normalize(Float3.Cross(b - a, c - a));
    }
}

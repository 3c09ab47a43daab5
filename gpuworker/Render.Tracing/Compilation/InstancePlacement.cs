using Render.Tracing.Acceleration;
using Render.Tracing.Numerics;
using Render.Tracing.Views;

namespace Render.Tracing.Compilation;

/// <summary>Places a mesh: its transforms, and the world box that its rays' rounding cannot leave.</summary>
internal static class InstancePlacement
{
    /// <summary>Transforms worse conditioned than this are as good as singular: the instance is invisible.</summary>
    private const float MaxCondition = 1048576f;

    /// <summary>Makes the record of an instance, or returns false when it cannot be seen.</summary>
    internal static bool TryPlace(Affine toWorld, MeshRange mesh, int primitiveOffset, out InstanceRecord record)
    {
        record = default;
        var determinant = toWorld.Determinant;
        if (mesh.RootNode < 0 || determinant == 0f || !determinant.IsFinite)
            return false;
        var inverse = toWorld.Inverse();
        var condition = Norm(toWorld) * Norm(inverse);
        if (!inverse.IsFinite || !(condition <= MaxCondition))
            return false;
        record = new()
        {
            ToWorld = toWorld,
            ToObject = inverse,
            Extent = mesh.Bounds.Extent,
            RelativeOffset = condition * 5.9604645e-8f,
            WorldSize = Largest(toWorld.T),
            Orientation = determinant < 0f ? -1f : 1f,
            Root = mesh.RootNode,
            PrimitiveOffset = primitiveOffset - mesh.FirstTriangle,
            ExtraOffset = mesh.ExtraOffset,
        };
        return true;
    }

    /// <summary>A world box around the mesh as rays meet it, that is, mapped by the exact inverse of the rounded world-to-mesh transform.</summary>
    /// <remarks>
    /// With r the residual |ToObject∘ToWorld − 1| measured on the box's corners (relative to the mesh's size), a corner mapped by ToWorld is off by at most
    /// ‖ToWorld‖·r, and a ray's own rounding on its way to mesh space adds 16·2⁻²⁴·condition·extent. Both are doubled.
    /// </remarks>
    internal static Box WorldBox(in InstanceRecord record, Box mesh, Real extent)
    {
        var box = Box.Empty;
        var residual = Real.Zero;
        for (var i = 0; i < 8; i++)
        {
            var corner = new Float3(
                (i & 1) == 0 ? mesh.Min.X : mesh.Max.X,
                (i & 2) == 0 ? mesh.Min.Y : mesh.Max.Y,
                (i & 4) == 0 ? mesh.Min.Z : mesh.Max.Z);
            var world = record.ToWorld.Point(corner);
            residual = Real.Max(residual, Largest(record.ToObject.Point(world) - corner));
            box = box.With(world);
        }
        var pad = new Float3(Norm(record.ToWorld) * residual * 2f + record.RelativeOffset * extent * 32f);
        return new(box.Min - pad, box.Max + pad);
    }

    /// <summary>The maximum norm of the linear part.</summary>
    private static Real Norm(Affine a) => Real.Max(
        Real.Abs(a.X.X) + Real.Abs(a.Y.X) + Real.Abs(a.Z.X),
        Real.Max(Real.Abs(a.X.Y) + Real.Abs(a.Y.Y) + Real.Abs(a.Z.Y), Real.Abs(a.X.Z) + Real.Abs(a.Y.Z) + Real.Abs(a.Z.Z)));

    private static Real Largest(Float3 a) => new Float3(Real.Abs(a.X), Real.Abs(a.Y), Real.Abs(a.Z)).Largest;
}

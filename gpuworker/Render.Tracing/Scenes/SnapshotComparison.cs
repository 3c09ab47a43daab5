using Render.Tracing.Numerics;

namespace Render.Tracing.Scenes;

/// <summary>Says whether two moments of a scene show the same.</summary>
public static class SnapshotComparison
{
    /// <summary>True where every part of both is equal.</summary>
    public static bool ShowsSameAs(this Snapshot a, Snapshot b) =>
        Same(a.Camera, b.Camera) && ReferenceEquals(a.Environment, b.Environment)
        && All(a.Lights, b.Lights, Same) && All(a.Instances, b.Instances, Same) && All(a.Deformed, b.Deformed, Same);

    private static bool Same(Camera a, Camera b) =>
        Same(a.ToWorld, b.ToWorld) && a.HalfHeight == b.HalfHeight && a.IsOrthographic == b.IsOrthographic && a.LensRadius == b.LensRadius && a.FocusDistance == b.FocusDistance;

    private static bool Same(PunctualLight a, PunctualLight b) =>
        a.Kind == b.Kind && Same(a.Position, b.Position) && Same(a.Direction, b.Direction) && Same(a.Intensity, b.Intensity) && a.CosInner == b.CosInner && a.CosOuter == b.CosOuter;

    private static bool Same(Instance a, Instance b) => a.Mesh == b.Mesh && Same(a.ToWorld, b.ToWorld);

    private static bool Same(DeformedMesh a, DeformedMesh b) =>
        a.Number == b.Number && All(a.Mesh.Positions, b.Mesh.Positions, Same) && All(a.Mesh.Normals ?? [], b.Mesh.Normals ?? [], Same)
        && All(a.Mesh.Tangents ?? [], b.Mesh.Tangents ?? [], Same) && a.Mesh.Indices.AsSpan().SequenceEqual(b.Mesh.Indices);

    private static bool Same(Affine a, Affine b) => Same(a.X, b.X) && Same(a.Y, b.Y) && Same(a.Z, b.Z) && Same(a.T, b.T);

    private static bool Same(Float3 a, Float3 b) => a.X == b.X && a.Y == b.Y && a.Z == b.Z;

    private static bool All<T>(IReadOnlyList<T> a, IReadOnlyList<T> b, Func<T, T, bool> same)
    {
        if (a.Count != b.Count)
            return false;
        for (var i = 0; i < a.Count; i++)
            if (!same(a[i], b[i]))
                return false;
        return true;
    }
}

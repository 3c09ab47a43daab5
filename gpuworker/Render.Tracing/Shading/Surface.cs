using System.Runtime.CompilerServices;
using Render.Tracing.Acceleration;
using Render.Tracing.Numerics;
using Render.Tracing.Views;

namespace Render.Tracing.Shading;

/// <summary>From a hit to a surface point.</summary>
public static class Surface
{
    /// <summary>Resolves a hit.</summary>
    /// <param name="view">The scene.</param>
    /// <param name="hit">What was hit.</param>
    /// <param name="toViewer">Unit direction back along the ray.</param>
    /// <param name="point">The surface point.</param>
    /// <typeparam name="TView">How the scene is read.</typeparam>
    /// <returns>False when rounding left the triangle without a normal in the world; the path ends there.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool Resolve<TView>(ref TView view, ref Hit hit, Float3 toViewer, out SurfacePoint point)
        where TView : struct, ISceneView
    {
        ref var instance = ref view.Instance(hit.Instance);
        ref var triangle = ref view.Triangle(hit.Triangle);
        ref var a = ref view.Vertex(triangle.A);
        ref var b = ref view.Vertex(triangle.B);
        ref var c = ref view.Vertex(triangle.C);
        ref var material = ref view.Material(triangle.Material);
        Barycentric(ref hit, out var weightA, out var weightB, out var weightC);

        point = default;
        point.Position = instance.ToWorld.Point(a.Position * weightA + b.Position * weightB + c.Position * weightC);
        if (!SetGeometry(ref instance, b.Position - a.Position, c.Position - a.Position, toViewer, ref point, out var isFront))
            return false;
        var smooth = ToWorldNormal(ref instance, a.Normal * weightA + b.Normal * weightB + c.Normal * weightC);
        if (!smooth.IsFinite)
            smooth = isFront ? point.GeometricNormal : -point.GeometricNormal;

        point.BaseColor = material.BaseColor;
        point.Metallic = material.Metallic;
        point.Roughness = material.Roughness;
        point.Emission = isFront || material.DoubleSided != 0 ? material.Emission : Float3.Zero;
        point.Light = material.EmissionWeight > 0f ? hit.Triangle + instance.LightOffset : -1;
        if (material.IsTextured != 0)
            smooth = ApplyTextures(ref view, ref hit, ref material, smooth, ref point);
        point.Normal = Visible(isFront ? smooth : -smooth, point.GeometricNormal, toViewer);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Barycentric(ref Hit hit, out Real weightA, out Real weightB, out Real weightC)
    {
        var inverse = (Real)1f / hit.Sum;
        weightB = hit.V * inverse;
        weightC = hit.W * inverse;
        weightA = (Real)1f - weightB - weightC;
    }

    /// <summary>Sets what follows from the triangle alone; false when it has no normal.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool SetGeometry(ref InstanceRecord instance, Float3 meshEdgeB, Float3 meshEdgeC, Float3 toViewer, ref SurfacePoint point, out bool isFront)
    {
        var edgeB = instance.ToWorld.Direction(meshEdgeB);
        var edgeC = instance.ToWorld.Direction(meshEdgeC);
        var normal = Float3.Normalize(Float3.Cross(edgeB, edgeC)) * instance.Orientation;
        isFront = Float3.Dot(normal, toViewer) >= 0f;
        point.GeometricNormal = isFront ? normal : -normal;
        point.Offset = instance.RelativeOffset * Offset(point.Position, instance.WorldSize, edgeB, edgeC);
        return normal.IsFinite;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Float3 ToWorldNormal(ref InstanceRecord instance, Float3 normal) => Float3.Normalize(new(
        Float3.Dot(instance.ToObject.X, normal), Float3.Dot(instance.ToObject.Y, normal), Float3.Dot(instance.ToObject.Z, normal)));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Float3 ApplyTextures<TView>(ref TView view, ref Hit hit, ref MaterialRecord material, Float3 normal, ref SurfacePoint point)
        where TView : struct, ISceneView
    {
        ref var triangle = ref view.Triangle(hit.Triangle);
        ref var a = ref view.Vertex(triangle.A);
        ref var b = ref view.Vertex(triangle.B);
        ref var c = ref view.Vertex(triangle.C);
        Barycentric(ref hit, out var weightA, out var weightB, out var weightC);
        var uv = new Float2(
            a.Uv.X * weightA + b.Uv.X * weightB + c.Uv.X * weightC,
            a.Uv.Y * weightA + b.Uv.Y * weightB + c.Uv.Y * weightC);
        if (material.BaseColorTexture.Texels >= 0)
            point.BaseColor *= Texture.SampleColor(ref view, ref material.BaseColorTexture, uv);
        if (material.EmissionTexture.Texels >= 0 && point.Emission.Largest > 0f)
            point.Emission *= Texture.SampleColor(ref view, ref material.EmissionTexture, uv);
        if (material.MetallicRoughnessTexture.Texels >= 0)
        {
            var data = Texture.SampleData(ref view, ref material.MetallicRoughnessTexture, uv);
            point.Roughness *= data.Y;
            point.Metallic *= data.Z;
        }
        if (material.NormalTexture.Texels < 0)
            return normal;
        ref var instance = ref view.Instance(hit.Instance);
        var tangent = instance.ToWorld.Direction(a.Tangent * weightA + b.Tangent * weightB + c.Tangent * weightC);
        return MapNormal(ref view, ref material, uv, normal, tangent, a.TangentSign * instance.Orientation);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Float3 MapNormal<TView>(ref TView view, ref MaterialRecord material, Float2 uv, Float3 normal, Float3 tangent, Real sign)
        where TView : struct, ISceneView
    {
        var x = Float3.Normalize(tangent - normal * Float3.Dot(normal, tangent));
        var y = Float3.Cross(normal, x) * sign;
        var data = Texture.SampleData(ref view, ref material.NormalTexture, uv) * 2f - new Float3(1f);
        var mapped = Float3.Normalize(x * (data.X * material.NormalScale) + y * (data.Y * material.NormalScale) + normal * data.Z);
        return mapped.IsFinite ? mapped : normal;
    }

    /// <summary>Turns a shading normal that faces away from the viewer just enough to face it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Float3 Visible(Float3 normal, Float3 geometric, Float3 toViewer)
    {
        const float least = 1e-3f;
        var cosine = Float3.Dot(normal, toViewer);
        if (cosine >= least)
            return normal;
        var turned = Float3.Normalize(normal + toViewer * ((Real)least - cosine));
        return turned.IsFinite && Float3.Dot(turned, geometric) > 0f ? turned : geometric;
    }

    /// <summary>Rounding of a point in the world and of the triangle test about it, in units of 2⁻²⁴ × condition.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Real Offset(Float3 position, Real translation, Float3 edgeB, Float3 edgeC)
    {
        var place = Real.Max(Largest(position), translation);
        return place * 64f + Real.Max(Largest(edgeB), Largest(edgeC)) * 8f;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Real Largest(Float3 a) => Real.Max(Real.Abs(a.X), Real.Max(Real.Abs(a.Y), Real.Abs(a.Z)));
}

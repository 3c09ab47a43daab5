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
    public static bool Resolve<TView>(ref TView view, ref Hit hit, Float3 toViewer, out SurfacePoint point)
        where TView : struct, ISceneView
    {
        var instance = view.Instance(hit.Instance);
        var triangle = view.Triangle(hit.Triangle);
        var a = view.Vertex(triangle.A);
        var b = view.Vertex(triangle.B);
        var c = view.Vertex(triangle.C);
        ref var material = ref view.Material(triangle.Material);
        Barycentric(ref hit, out var weightA, out var weightB, out var weightC);

        point = default;
        point.Position = instance.ToWorld.Point(a.Position * weightA + b.Position * weightB + c.Position * weightC);
        if (!SetGeometry(ref instance, b.Position - a.Position, c.Position - a.Position, toViewer, ref point, out var isFront))
            return false;
        var smooth = ToWorldNormal(ref instance, a.Normal * weightA + b.Normal * weightB + c.Normal * weightC);
        if (!smooth.IsFinite)
            smooth = isFront ? point.GeometricNormal : -point.GeometricNormal;

        point.IsFront = isFront ? 1 : 0;
        point.Material = triangle.Material;
        point.Features = material.Features;
        point.BaseColor = material.BaseColor;
        point.Alpha = material.Alpha;
        point.Metallic = material.Metallic;
        point.Roughness = material.Roughness;
        point.Emission = isFront || material.DoubleSided != 0 ? material.Emission : Float3.Zero;
        point.Light = material.EmissionWeight > 0f ? hit.Triangle + instance.LightOffset : -1;
        if ((material.Features & MaterialFeature.Lobes) != 0)
            SetLobes(ref material, ref point);
        var flat = isFront ? smooth : -smooth;
        if ((material.Features & MaterialFeature.Textures) != 0 || instance.ExtraOffset != InstanceRecord.NoExtras)
            smooth = ApplyAttributes(ref view, ref hit, ref material, smooth, toViewer, ref point);
        if ((material.Features & MaterialFeature.Alpha) == 0)
            point.Alpha = 1f;
        else
            point.Alpha = Drawn(ref material, point.Alpha);
        if ((material.Features & MaterialFeature.Unlit) != 0)
            point.Emission = point.BaseColor;
        point.Normal = Visible(isFront ? smooth : -smooth, point.GeometricNormal, toViewer);
        if ((material.Features & MaterialFeature.Clearcoat) != 0 && material.ClearcoatNormalTexture.Texels < 0)
            point.ClearcoatNormal = Visible(flat, point.GeometricNormal, toViewer);
        return true;
    }

    /// <summary>The part of a material that is covered at a point.</summary>
    /// <param name="view">The scene.</param>
    /// <param name="material">The material; its alpha mode is not OPAQUE.</param>
    /// <param name="coordinates">The point's texture coordinates.</param>
    /// <param name="vertexAlpha">The vertices' coverage there.</param>
    /// <typeparam name="TView">How the scene is read.</typeparam>
    public static Real Coverage<TView>(ref TView view, ref MaterialRecord material, in TextureCoordinates coordinates, Real vertexAlpha)
        where TView : struct, ISceneView
    {
        var alpha = material.Alpha * vertexAlpha;
        if (material.BaseColorTexture.Texels >= 0)
            alpha *= view.SampleAlpha(ref material.BaseColorTexture, Texture.Place(ref material.BaseColorTexture, in coordinates));
        return Drawn(ref material, alpha);
    }

    /// <summary>What alpha mode MASK or BLEND makes of coverage.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Real Drawn(ref MaterialRecord material, Real alpha) =>
        !(material.AlphaCutoff > 0f) ? alpha : alpha >= material.AlphaCutoff ? Real.One : Real.Zero;

    /// <summary>Interpolates texture coordinates.</summary>
    /// <param name="view">The scene.</param>
    /// <param name="triangle">The triangle.</param>
    /// <param name="extraOffset">The mesh's <see cref="InstanceRecord.ExtraOffset"/>.</param>
    /// <param name="weights">Barycentric weights.</param>
    /// <param name="coordinates">Both sets.</param>
    /// <param name="color">The vertices' colour.</param>
    /// <typeparam name="TView">How the scene is read.</typeparam>
    /// <returns>The vertices' coverage.</returns>
    public static Real Interpolate<TView>(
        ref TView view, ref TriangleRecord triangle, int extraOffset, Float3 weights, out TextureCoordinates coordinates, out Float3 color)
        where TView : struct, ISceneView
    {
        var a = view.Vertex(triangle.A);
        var b = view.Vertex(triangle.B);
        var c = view.Vertex(triangle.C);
        coordinates = default;
        coordinates.First = Mix(a.Uv, b.Uv, c.Uv, weights);
        color = new(1f);
        if (extraOffset == InstanceRecord.NoExtras)
            return 1f;
        var d = view.VertexExtra(triangle.A + extraOffset);
        var e = view.VertexExtra(triangle.B + extraOffset);
        var f = view.VertexExtra(triangle.C + extraOffset);
        coordinates.Second = Mix(d.Uv, e.Uv, f.Uv, weights);
        color = d.Color * weights.X + e.Color * weights.Y + f.Color * weights.Z;
        return d.Alpha * weights.X + e.Alpha * weights.Y + f.Alpha * weights.Z;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Float2 Mix(Float2 a, Float2 b, Float2 c, Float3 weights) => new(
        a.X * weights.X + b.X * weights.Y + c.X * weights.Z, a.Y * weights.X + b.Y * weights.Y + c.Y * weights.Z);

    private static void SetLobes(ref MaterialRecord material, ref SurfacePoint point)
    {
        point.Ior = material.Ior;
        point.Specular = material.Specular;
        point.SpecularColor = material.SpecularColor;
        point.Transmission = material.Transmission;
        point.GlassTable = material.GlassTable;
        point.Clearcoat = material.Clearcoat;
        point.ClearcoatRoughness = material.ClearcoatRoughness;
        point.SheenColor = material.SheenColor;
        point.SheenRoughness = material.SheenRoughness;
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

    /// <summary>Multiplies what the material says by textures and vertex colours.</summary>
    /// <returns>The normal, mapped where there is a map.</returns>
    private static Float3 ApplyAttributes<TView>(ref TView view, ref Hit hit, ref MaterialRecord material, Float3 normal, Float3 toViewer, ref SurfacePoint point)
        where TView : struct, ISceneView
    {
        var instance = view.Instance(hit.Instance);
        var triangle = view.Triangle(hit.Triangle);
        Barycentric(ref hit, out var weightA, out var weightB, out var weightC);
        var weights = new Float3(weightA, weightB, weightC);
        point.Alpha *= Interpolate(ref view, ref triangle, instance.ExtraOffset, weights, out var coordinates, out var color);
        point.BaseColor *= color;
        if ((material.Features & MaterialFeature.Textures) == 0)
            return normal;
        if (material.BaseColorTexture.Texels >= 0)
        {
            var uv = Texture.Place(ref material.BaseColorTexture, in coordinates);
            point.BaseColor *= view.SampleColor(ref material.BaseColorTexture, uv);
            if ((material.Features & MaterialFeature.Alpha) != 0)
                point.Alpha *= view.SampleAlpha(ref material.BaseColorTexture, uv);
        }
        if (material.EmissionTexture.Texels >= 0 && point.Emission.Largest > 0f)
            point.Emission *= view.SampleColor(ref material.EmissionTexture, Texture.Place(ref material.EmissionTexture, in coordinates));
        if (material.MetallicRoughnessTexture.Texels >= 0)
        {
            var data = view.SampleData(ref material.MetallicRoughnessTexture, Texture.Place(ref material.MetallicRoughnessTexture, in coordinates));
            point.Roughness *= data.Y;
            point.Metallic *= data.Z;
        }
        if ((material.Features & MaterialFeature.Lobes) != 0)
            ApplyLobeTextures(ref view, ref material, in coordinates, ref point);
        var hasCoatMap = (material.Features & MaterialFeature.Clearcoat) != 0 && material.ClearcoatNormalTexture.Texels >= 0;
        if (!hasCoatMap && (material.Features & MaterialFeature.NormalMap) == 0)
            return normal;
        var a = view.Vertex(triangle.A);
        var b = view.Vertex(triangle.B);
        var c = view.Vertex(triangle.C);
        var tangent = instance.ToWorld.Direction(a.Tangent * weightA + b.Tangent * weightB + c.Tangent * weightC);
        var sign = a.TangentSign * instance.Orientation;
        if (hasCoatMap)
        {
            var uv = Texture.Place(ref material.ClearcoatNormalTexture, in coordinates);
            var coat = MapNormal(ref view, ref material.ClearcoatNormalTexture, material.ClearcoatNormalScale, uv, normal, tangent, sign);
            point.ClearcoatNormal = Visible(point.IsFront != 0 ? coat : -coat, point.GeometricNormal, toViewer);
        }
        return (material.Features & MaterialFeature.NormalMap) == 0
            ? normal
            : MapNormal(ref view, ref material.NormalTexture, material.NormalScale, Texture.Place(ref material.NormalTexture, in coordinates), normal, tangent, sign);
    }

    private static void ApplyLobeTextures<TView>(ref TView view, ref MaterialRecord material, in TextureCoordinates coordinates, ref SurfacePoint point)
        where TView : struct, ISceneView
    {
        if (material.SpecularTexture.Texels >= 0)
            point.Specular *= view.SampleAlpha(ref material.SpecularTexture, Texture.Place(ref material.SpecularTexture, in coordinates));
        if (material.SpecularColorTexture.Texels >= 0)
            point.SpecularColor *= view.SampleColor(ref material.SpecularColorTexture, Texture.Place(ref material.SpecularColorTexture, in coordinates));
        if (material.TransmissionTexture.Texels >= 0)
            point.Transmission *= view.SampleData(ref material.TransmissionTexture, Texture.Place(ref material.TransmissionTexture, in coordinates)).X;
        if (material.ClearcoatTexture.Texels >= 0)
            point.Clearcoat *= view.SampleData(ref material.ClearcoatTexture, Texture.Place(ref material.ClearcoatTexture, in coordinates)).X;
        if (material.ClearcoatRoughnessTexture.Texels >= 0)
            point.ClearcoatRoughness *= view.SampleData(ref material.ClearcoatRoughnessTexture, Texture.Place(ref material.ClearcoatRoughnessTexture, in coordinates)).Y;
        if (material.SheenColorTexture.Texels >= 0)
            point.SheenColor *= view.SampleColor(ref material.SheenColorTexture, Texture.Place(ref material.SheenColorTexture, in coordinates));
        if (material.SheenRoughnessTexture.Texels >= 0)
            point.SheenRoughness *= view.SampleAlpha(ref material.SheenRoughnessTexture, Texture.Place(ref material.SheenRoughnessTexture, in coordinates));
    }

    private static Float3 MapNormal<TView>(ref TView view, ref TextureRecord map, Real scale, Float2 uv, Float3 normal, Float3 tangent, Real sign)
        where TView : struct, ISceneView
    {
        var x = Float3.Normalize(tangent - normal * Float3.Dot(normal, tangent));
        var y = Float3.Cross(normal, x) * sign;
        var data = view.SampleData(ref map, uv) * 2f - new Float3(1f);
        var mapped = Float3.Normalize(x * (data.X * scale) + y * (data.Y * scale) + normal * data.Z);
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

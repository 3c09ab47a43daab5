using Render.Tracing.Numerics;
using Render.Tracing.Sampling;
using Render.Tracing.Shading;

namespace Render.Tracing.Compilation;

/// <summary>Makes the tables that <see cref="Albedo"/> reads, by quadrature over the lobes as they are traced; on <see cref="Real"/>, so that they are the same everywhere.</summary>
internal static class AlbedoTables
{
    private const int Points = 32;
    private const int GlassPoints = 16;

    /// <summary>cos θ of the first column, where 0 itself would divide by zero.</summary>
    private const float LeastCosine = 1e-4f;

    private static readonly Lazy<Real[]> Common = new(BuildCommon);

    /// <summary>The tables of a scene.</summary>
    /// <param name="glasses">Indices of refraction of its glasses, each once, in the order of their tables.</param>
    internal static FlatArray<Real> Build(IReadOnlyList<Real> glasses)
    {
        var tables = new FlatArray<Real>(Albedo.Glasses + glasses.Count * Albedo.GlassLength);
        Common.Value.CopyTo(tables.Span);
        for (var i = 0; i < glasses.Count; i++)
        {
            var start = GlassTable(i);
            var glass = new Real[Albedo.GlassLength];
            var ior = glasses[i];
            Parallel.For(0, 2 * Albedo.Rows, row => FillGlass(glass, row, row < Albedo.Rows ? ior : (Real)1f / ior));
            glass.CopyTo(tables.Span[start..]);
        }
        return tables;
    }

    /// <summary>Where the table of a glass starts.</summary>
    internal static int GlassTable(int glass) => Albedo.Glasses + glass * Albedo.GlassLength;

    private static Real[] BuildCommon()
    {
        var tables = new Real[Albedo.Glasses];
        Parallel.For(0, Albedo.Rows, row =>
        {
            for (var column = 0; column < Albedo.Columns; column++)
            {
                var (a, b) = Reflected(Cosine(column), Ggx.Alpha(Roughness(row)));
                tables[Albedo.Reflection + 2 * (row * Albedo.Columns + column)] = a;
                tables[Albedo.Reflection + 2 * (row * Albedo.Columns + column) + 1] = b;
                tables[Albedo.SheenLobe + row * Albedo.Columns + column] = SheenReflected(Cosine(column), Real.Max(Roughness(row), Sheen.LeastRoughness));
            }
            SetMeans(tables, row);
        });
        return tables;
    }

    private static Real Roughness(int row) => Real.FromInt32(row) / Real.FromInt32(Albedo.Rows - 1);

    private static Real Cosine(int column)
    {
        var root = Real.FromInt32(column) / Real.FromInt32(Albedo.Columns - 1);
        return Real.Max(root * root, LeastCosine);
    }

    private static Float3 Direction(Real cosine) => new(Real.Sqrt(Real.Max((Real)1f - cosine * cosine, 0f)), 0f, cosine);

    private static Float2 Point(int i, int points) =>
        new((Real.FromInt32(i % points) + 0.5f) / Real.FromInt32(points), (Real.FromInt32(i / points) + 0.5f) / Real.FromInt32(points));

    private static (Real A, Real B) Reflected(Real cosine, Real alpha)
    {
        var viewer = Direction(cosine);
        Real a = 0f, b = 0f;
        for (var i = 0; i < Points * Points; i++)
        {
            var h = Ggx.SampleNormal(viewer, alpha, Point(i, Points));
            var projected = Float3.Dot(viewer, h);
            var l = h * (projected * 2f) - viewer;
            if (!(l.Z > 0f))
                continue;
            // f · cos / density of a perfect mirror's microfacets: G₂ / G₁.
            var weight = Ggx.Visibility(l.Z, cosine, alpha) * l.Z * (cosine + Ggx.Lambda(cosine, alpha)) * 2f;
            var edge = Fresnel.Edge(projected);
            a += weight * ((Real)1f - edge);
            b += weight * edge;
        }
        return (a / Real.FromInt32(Points * Points), b / Real.FromInt32(Points * Points));
    }

    private static Real SheenReflected(Real cosine, Real roughness)
    {
        var viewer = Direction(cosine);
        var sum = Real.Zero;
        for (var i = 0; i < Points * Points; i++)
        {
            var l = Warp.CosineHemisphere(Point(i, Points));
            var h = Float3.Normalize(l + viewer);
            sum += Sheen.Value(h.Z, l.Z, cosine, roughness);
        }
        return sum / Real.FromInt32(Points * Points) * Trigonometry.Pi;
    }

    /// <summary>The means of what interpolation gives, so that layers built on them neither gain nor lose.</summary>
    private static void SetMeans(Real[] tables, int row)
    {
        const int steps = 8;
        Real a = 0f, b = 0f;
        for (var column = 0; column + 1 < Albedo.Columns; column++)
        {
            var low = Albedo.Reflection + 2 * (row * Albedo.Columns + column);
            for (var step = 0; step < steps; step++)
            {
                var t = (Real.FromInt32(step) + 0.5f) / Real.FromInt32(steps);
                var root = (Real.FromInt32(column) + t) / Real.FromInt32(Albedo.Columns - 1);
                // 2·μ dμ with μ = s² is 4·s³ ds.
                var weight = root * root * root * (4f / (steps * (Albedo.Columns - 1)));
                a += weight * (tables[low] + (tables[low + 2] - tables[low]) * t);
                b += weight * (tables[low + 1] + (tables[low + 3] - tables[low + 1]) * t);
            }
        }
        tables[Albedo.Means + 2 * row] = a;
        tables[Albedo.Means + 2 * row + 1] = b;
    }

    /// <summary>What glass reflects and lets through together, for each angle; less than 1 since light that meets a second microfacet is lost.</summary>
    private static void FillGlass(Real[] glass, int row, Real eta)
    {
        var alpha = Ggx.Alpha(Roughness(row % Albedo.Rows));
        for (var column = 0; column < Albedo.Columns; column++)
        {
            var viewer = Direction(Cosine(column));
            var sum = Real.Zero;
            for (var i = 0; i < GlassPoints * GlassPoints; i++)
            {
                var h = Ggx.SampleNormal(viewer, alpha, Point(i, GlassPoints));
                var cosine = Float3.Dot(viewer, h);
                var reflectance = Fresnel.Dielectric(cosine, eta);
                var l = h * (cosine * 2f) - viewer;
                if (l.Z > 0f)
                    sum += reflectance * (Ggx.Visibility(l.Z, viewer.Z, alpha) * l.Z * (viewer.Z + Ggx.Lambda(viewer.Z, alpha)) * 2f);
                if (Ggx.Refract(viewer, h, eta, out l) && l.Z < 0f)
                    sum += ((Real)1f - reflectance) * Ggx.Unmasked(-l.Z, alpha);
            }
            glass[row * Albedo.Columns + column] = Real.Clamp(sum / Real.FromInt32(GlassPoints * GlassPoints), 0.05f, 1f);
        }
    }
}

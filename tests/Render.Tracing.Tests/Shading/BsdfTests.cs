using Render.Tracing.Compilation;
using Render.Tracing.Numerics;
using Render.Tracing.Sampling;
using Render.Tracing.Shading;
using Render.Tracing.Views;

namespace Render.Tracing.Tests.Shading;

public class BsdfTests
{
    public static TheoryData<float, float, float> Kinds
    {
        get
        {
            var kinds = new TheoryData<float, float, float>();
            foreach (var metallic in (float[])[0f, 0.4f, 1f])
            {
                foreach (var roughness in (float[])[0.35f, 0.6f, 1f])
                {
                    foreach (var cosine in (float[])[0.15f, 0.6f, 1f])
                        kinds.Add(metallic, roughness, cosine);
                }
            }
            return kinds;
        }
    }

    private static readonly CompiledScene Scene = TestScenes.Compile([], [], []);

    private static HostSceneView View => new(Scene);

    private static Bsdf Make(float metallic, float roughness, float cosine, float color = 1f)
    {
        var point = new SurfacePoint
        {
            Normal = new(0f, 0f, 1f),
            GeometricNormal = new(0f, 0f, 1f),
            BaseColor = new(color),
            Metallic = metallic,
            Roughness = roughness,
        };
        return At(point, new(MathF.Sqrt(1 - cosine * cosine), 0f, cosine));
    }

    private static Bsdf At(SurfacePoint point, Float3 toViewer)
    {
        var view = View;
        Bsdf.At(ref view, ref point, toViewer, out var bsdf);
        return bsdf;
    }

    private static Float3 Evaluate(Bsdf bsdf, Float3 direction, out Real pdf)
    {
        var view = View;
        return bsdf.Evaluate(ref view, direction, out pdf);
    }

    private static bool Sample(Bsdf bsdf, Float2 u, Real lobe, out Float3 direction, out Float3 weight)
    {
        var view = View;
        return bsdf.Sample(ref view, u, lobe, out direction, out weight, out _);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Evaluate_InAWhiteFurnace_ReflectsEverything(float metallic, float roughness, float cosine)
    {
        var bsdf = Make(metallic, roughness, cosine);
        var albedo = Sphere.Integrate(direction => Evaluate(bsdf, direction, out _).X.Value, 300);
        Assert.InRange(albedo, 0.985, 1.004);
    }

    [Theory]
    [InlineData(0.35f)]
    [InlineData(0.6f)]
    [InlineData(1f)]
    public void Evaluate_OfAWhiteDielectric_LosesAlmostNothing(float roughness)
    {
        foreach (var cosine in (float[])[0.3f, 0.6f, 1f])
        {
            var bsdf = Make(0f, roughness, cosine);
            Assert.InRange(Sphere.Integrate(direction => Evaluate(bsdf, direction, out _).X.Value, 200), 0.98, 1.003);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Sample_Weights_AverageToTheReflectance(float metallic, float roughness, float cosine)
    {
        var bsdf = Make(metallic, roughness, cosine, 0.8f);
        var expected = Sphere.Integrate(direction => Evaluate(bsdf, direction, out _).X.Value, 300);
        var sum = 0.0;
        const int n = 1 << 15;
        for (var i = 0; i < n; i++)
        {
            var random = new SampleStream(0, 0, 0, 0, i);
            if (Sample(bsdf, random.Pair(1), random.Pair(2).X, out _, out var weight))
                sum += weight.X.Value;
        }
        Assert.InRange(sum / n / expected, 0.99, 1.01);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Sample_Directions_FollowTheDensity(float metallic, float roughness, float cosine)
    {
        var bsdf = Make(metallic, roughness, cosine, 0.8f);
        const int across = 8, around = 12, n = 40_000;
        var expected = new double[across * around + 1];
        Sphere.ForEach(300, (direction, solidAngle) =>
        {
            Evaluate(bsdf, direction, out var pdf);
            expected[Sphere.Bin(direction, across, around)] += pdf.Value * solidAngle * n;
        });
        // What the density leaves to 1 are directions below the surface.
        expected[^1] = n - expected.Sum();
        var counts = new int[expected.Length];
        for (var i = 0; i < n; i++)
        {
            var random = new SampleStream(3, 0, i, 0, 0);
            var isAbove = Sample(bsdf, new(random.Plain(1), random.Plain(2)), random.Plain(3), out var direction, out _);
            counts[isAbove ? Sphere.Bin(direction, across, around) : expected.Length - 1]++;
        }
        Sphere.AssertFollows(expected, counts);
    }

    [Fact]
    public void Evaluate_WithBothDirectionsSwapped_IsReciprocal()
    {
        var a = Float3.Normalize(new(0.3f, 0.5f, 0.6f));
        var b = Float3.Normalize(new(-0.7f, 0.1f, 0.4f));
        var point = new SurfacePoint { Normal = new(0f, 0f, 1f), GeometricNormal = new(0f, 0f, 1f), BaseColor = new(0.5f), Roughness = 0.4f, Metallic = 0.3f };
        var forth = Evaluate(At(point, a), b, out _).X / b.Z;
        var back = Evaluate(At(point, b), a, out _).X / a.Z;
        Assert.InRange((forth / back).Value, 0.9999f, 1.0001f);
    }

    [Fact]
    public void Evaluate_BelowTheGeometricSurface_IsBlack()
    {
        var point = new SurfacePoint
        {
            Normal = new(0f, 0f, 1f),
            GeometricNormal = Float3.Normalize(new(1f, 0f, 1f)),
            BaseColor = new(0.5f),
            Roughness = 0.4f,
        };
        var value = Evaluate(At(point, new(0f, 0f, 1f)), Float3.Normalize(new(-0.9f, 0f, 0.3f)), out var pdf);
        Assert.Equal((0f, 0f), (value.Largest.Value, pdf.Value));
    }
}

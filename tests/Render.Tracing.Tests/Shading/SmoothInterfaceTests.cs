using Render.Tracing.Numerics;
using Render.Tracing.Shading;
using Render.Tracing.Views;

namespace Render.Tracing.Tests.Shading;

public class SmoothInterfaceTests
{
    private const int Choices = 4096;

    private static readonly Float3 Normal = new(0f, 0f, 1f);

    private static SurfacePoint Glass(bool isVolume = true, bool isFront = true) => new()
    {
        Normal = Normal,
        GeometricNormal = Normal,
        BaseColor = new(1f),
        Features = MaterialFeature.Transmission | (isVolume ? MaterialFeature.Volume : 0),
        IsFront = isFront ? 1 : 0,
        Transmission = 1f,
        Specular = 1f,
        Ior = 1.5f,
    };

    private static SurfacePoint Mirror(float color = 1f) => new() { Normal = Normal, GeometricNormal = Normal, BaseColor = new(color), Metallic = 1f };

    private static Float3 From(float cosine) => new(MathF.Sqrt(1 - cosine * cosine), 0f, cosine);

    /// <summary>What goes on above and below the surface, over all choices.</summary>
    private static (double Above, double Below) Scattered(SurfacePoint point, float cosine)
    {
        var (above, below) = (0.0, 0.0);
        for (var i = 0; i < Choices; i++)
        {
            if (!SmoothInterface.Sample(ref point, From(cosine), (i + 0.5f) / Choices, out var direction, out var weight, out _))
                continue;
            if (direction.Z > 0f)
                above += weight.X.Value / Choices;
            else
                below += weight.X.Value / Choices;
        }
        return (above, below);
    }

    [Theory]
    [InlineData(true, 1f)]
    [InlineData(true, 0.3f)]
    [InlineData(false, 0.9f)]
    [InlineData(false, 0.3f)]
    public void Sample_OfGlass_PartsLightByFresnelsEquations(bool isFront, float cosine)
    {
        var expected = Fresnel.Dielectric(cosine, isFront ? 1.5f : 1 / 1.5f).Value;
        var (above, below) = Scattered(Glass(isFront: isFront), cosine);
        Assert.Equal(expected, above, 0.001);
        Assert.Equal(1 - expected, below, 0.001);
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(0.2f)]
    public void Sample_OfAMirror_GivesSchlicksReflectance(float cosine)
    {
        var (above, below) = Scattered(Mirror(0.6f), cosine);
        Assert.Equal(0.6 + 0.4 * Math.Pow(1 - cosine, 5), above, 1e-5);
        Assert.Equal(0, below);
    }

    [Fact]
    public void Sample_OfGlass_BendsBySnell()
    {
        var point = Glass();
        Assert.True(SmoothInterface.Sample(ref point, From(0.6f), 0.999f, out var direction, out _, out var passes));
        Assert.False(passes);
        Assert.Equal(0.8 / 1.5, -direction.X.Value, 5);
        Assert.True(direction.Z < 0f);
    }

    [Fact]
    public void Sample_OfAThinSheet_PassesOnWhatShadowsLetThrough()
    {
        var point = Glass(isVolume: false) with { BaseColor = new(0.8f) };
        Assert.True(SmoothInterface.Sample(ref point, From(0.6f), 0.999f, out var direction, out _, out var passes));
        Assert.True(passes);
        Assert.Equal(-From(0.6f), direction);
        Assert.Equal(Bsdf.Passage(ref point, 0.6f).X.Value, Scattered(point, 0.6f).Below, 0.001);
    }

    [Fact]
    public void Sample_BehindTheTriangle_EndsThePath()
    {
        var point = Mirror() with { GeometricNormal = Float3.Normalize(new(1f, 0f, 0.5f)) };
        Assert.False(SmoothInterface.Sample(ref point, From(0.3f), 0.5f, out _, out _, out _));
    }

    [Fact]
    public void Is_OnlyWhereNothingElseScatters()
    {
        Assert.True(Is(Mirror()));
        Assert.True(Is(Glass()));
        Assert.False(Is(Mirror() with { Roughness = 0.03f }));
        Assert.False(Is(Mirror() with { Metallic = 0.99f }));
        Assert.False(Is(Glass() with { Transmission = 0.99f }));
        Assert.False(Is(Glass() with { Features = MaterialFeature.Volume }));
        Assert.False(Is(Mirror() with { Features = MaterialFeature.Clearcoat }));

        static bool Is(SurfacePoint point) => SmoothInterface.Is(ref point);
    }
}

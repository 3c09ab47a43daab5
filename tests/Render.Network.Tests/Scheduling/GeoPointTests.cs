using FsCheck.Xunit;
using Render.Network.Scheduling;

namespace Render.Network.Tests.Scheduling;

public class GeoPointTests
{
    private static readonly GeoPoint Dublin = new(53_350_000, -6_260_000);

    // Geodesics of WGS 84 by Karney's method, km.
    [Theory]
    [InlineData(51_510_000, -130_000, 464.5)]
    [InlineData(38_950_000, -77_450_000, 5_446)]
    [InlineData(-33_870_000, 151_210_000, 17_217)]
    public void KilometresTo_City_BracketsTheGeodesic(int latitude, int longitude, double geodesic)
    {
        var (least, most) = Dublin.KilometresTo(new GeoPoint(latitude, longitude));
        Assert.InRange(geodesic, least, most);
        Assert.InRange(most - least, 0, (geodesic * 0.0113) + 2);
    }

    [Fact]
    public void KilometresTo_AcrossTheDateLine_IsTheShortWay() => Assert.InRange(new GeoPoint(0, 179_500_000).KilometresTo(new GeoPoint(0, -179_500_000)).Most, 110, 113);

    [Fact]
    public void KilometresTo_Antipode_IsHalfTheEquator() => Assert.InRange(new GeoPoint(0, 0).KilometresTo(new GeoPoint(0, 180_000_000)).Most, 20_015, 20_130);

    [Property]
    public bool KilometresTo_There_IsAsFarAsBack(int a, int b, int c, int d)
    {
        var (one, other) = (Point(a, b), Point(c, d));
        var (there, back) = (one.KilometresTo(other), other.KilometresTo(one));
        return Math.Abs(there.Most - back.Most) <= 1 && there.Least <= there.Most && one.KilometresTo(one) == (0, 0);
    }

    [Theory]
    [InlineData("53.35,-6.26", 53_350_000, -6_260_000)]
    [InlineData("-90, 180", -90_000_000, 180_000_000)]
    public void TryParse_Degrees_AreRead(string text, int latitude, int longitude)
    {
        Assert.True(GeoPoint.TryParse(text, out var point));
        Assert.Equal(new GeoPoint(latitude, longitude), point);
        Assert.True(GeoPoint.TryParse(point.ToString(), out var again));
        Assert.Equal(point, again);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("53.35")]
    [InlineData("53.35,6,1")]
    [InlineData("91,0")]
    [InlineData("0,181")]
    [InlineData("1e1,0")]
    [InlineData("north,0")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(GeoPoint.TryParse(text, out _));

    private static GeoPoint Point(int latitude, int longitude) => new(latitude % 90_000_001, longitude % 180_000_001);
}

using System.Globalization;

namespace Render.Network.Scheduling;

/// <summary>A point on the globe.</summary>
/// <param name="LatitudeMicro">Millionths of a degree, −90,000,000 to 90,000,000, north above zero.</param>
/// <param name="LongitudeMicro">Millionths of a degree, −180,000,000 to 180,000,000, east above zero.</param>
public readonly record struct GeoPoint(int LatitudeMicro, int LongitudeMicro)
{
    // IUGG: the mean radius. By the ellipsoid a distance is at most 0.56 % shorter or longer than by this sphere.
    private const double RadiusKilometres = 6_371.0088;
    private const double Ellipsoid = 0.0056;

    /// <summary>Whether both coordinates are in their range.</summary>
    public bool IsOnGlobe => LatitudeMicro is >= -90_000_000 and <= 90_000_000 && LongitudeMicro is >= -180_000_000 and <= 180_000_000;

    /// <summary>Reads <c>LATITUDE,LONGITUDE</c> in decimal degrees, such as <c>53.35,-6.26</c>; false for anything else.</summary>
    public static bool TryParse(string? text, out GeoPoint point)
    {
        point = default;
        var parts = text?.Split(',') ?? [];
        if (parts.Length != 2 || !Degrees(parts[0], out var latitude) || !Degrees(parts[1], out var longitude))
            return false;
        point = new GeoPoint(latitude, longitude);
        return point.IsOnGlobe;
    }

    /// <summary>How far apart two points are at least and at most, whole kilometres: the great circle (haversine), give or take the ellipsoid.</summary>
    public (long Least, long Most) KilometresTo(GeoPoint other)
    {
        var (a, b) = (Radians(LatitudeMicro), Radians(other.LatitudeMicro));
        var (up, across) = (Math.Sin((b - a) / 2), Math.Sin(Radians((long)other.LongitudeMicro - LongitudeMicro) / 2));
        var haversine = (up * up) + (Math.Cos(a) * Math.Cos(b) * across * across);
        var kilometres = 2 * RadiusKilometres * Math.Asin(Math.Sqrt(Math.Clamp(haversine, 0, 1)));
        return ((long)Math.Floor(kilometres * (1 - Ellipsoid)), (long)Math.Ceiling(kilometres * (1 + Ellipsoid)));
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{LatitudeMicro / 1e6:0.######},{LongitudeMicro / 1e6:0.######}");

    private static double Radians(long micro) => micro / 1e6 * (Math.PI / 180);

    private static bool Degrees(string text, out int micro)
    {
        micro = 0;
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var degrees)
            || Math.Abs(degrees) > 180)
            return false;
        micro = (int)(degrees * 1_000_000);
        return true;
    }
}

using FsCheck.Xunit;
using Render.Tracing.Animation;
using Render.Tracing.Numerics;

namespace Render.Tracing.Tests.Animation;

public sealed class KeyTrackTests
{
    private static readonly Real[] Times = [1f, 2f, 4f];

    [Theory]
    [InlineData(0f, 10f)]
    [InlineData(1f, 10f)]
    [InlineData(1.5f, 15f)]
    [InlineData(3f, 25f)]
    [InlineData(4f, 30f)]
    [InlineData(9f, 30f)]
    public void Vector_Linear_RunsStraightAndHoldsTheEnds(float time, float expected) =>
        Assert.Equal(expected, Track(Interpolation.Linear, 10f, 20f, 30f).Vector(time).X.Value, 1e-5f);

    [Theory]
    [InlineData(1.99f, 10f)]
    [InlineData(2f, 20f)]
    [InlineData(3.99f, 20f)]
    public void Vector_Step_HoldsTheEarlierKey(float time, float expected) =>
        Assert.Equal(expected, Track(Interpolation.Step, 10f, 20f, 30f).Vector(time).X.Value);

    [Fact]
    public void Vector_CubicSpline_ReproducesACubic()
    {
        // x(t) = t³ on keys 0 and 2, with its own derivatives as tangents: a Hermite spline is exact for cubics.
        Real[] values = [0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 12f, 0f, 0f, 8f, 0f, 0f, 12f, 0f, 0f];
        var track = new KeyTrack([0f, 2f], values, 3, Interpolation.CubicSpline);
        foreach (var t in new[] { 0.25f, 0.5f, 1f, 1.75f })
            Assert.Equal(t * t * t, track.Vector(t).X.Value, 1e-5f);
    }

    [Fact]
    public void Rotation_QuarterTurn_PassesThroughTheEighth()
    {
        var track = new KeyTrack([0f, 1f], [0f, 0f, 0f, 1f, 0f, 0.70710678f, 0f, 0.70710678f], 4, Interpolation.Linear);
        var middle = track.Rotation(0.5f)!.Value;
        Assert.Equal(0.38268343f, middle.Y.Value, 1e-6f);
        Assert.Equal(0.92387953f, middle.W.Value, 1e-6f);
    }

    [Fact]
    public void Slerp_OppositeSigns_TakesTheShorterArc()
    {
        var a = Quaternion.Identity;
        var b = new Quaternion(0f, 0f, -0.38268343f, -0.92387953f);
        var middle = Quaternion.Slerp(a, b, 0.5f);
        Assert.Equal(0.19509032f, Real.Abs(middle.Z).Value, 1e-6f);
    }

    [Property]
    public bool Slerp_AnyUnitQuaternions_StaysUnitAndMatchesDoublePrecision(short ax, short ay, short az, short aw, short bx, short by, short bz, short bw, byte step)
    {
        if (Quaternion.TryNormalize(new(ax, ay, az, aw)) is not { } a || Quaternion.TryNormalize(new(bx, by, bz, bw)) is not { } b)
            return true;
        var t = step / 255f;
        var q = Quaternion.Slerp(a, b, t);
        double dot = (double)a.X.Value * b.X.Value + (double)a.Y.Value * b.Y.Value + (double)a.Z.Value * b.Z.Value + (double)a.W.Value * b.W.Value;
        var sign = dot < 0 ? -1 : 1;
        var angle = Math.Acos(Math.Min(1, Math.Abs(dot)));
        var (wa, wb) = angle < 1e-4 ? (1 - t, t) : (Math.Sin((1 - t) * angle) / Math.Sin(angle), Math.Sin(t * angle) / Math.Sin(angle));
        double[] expected = [wa * a.X.Value + sign * wb * b.X.Value, wa * a.Y.Value + sign * wb * b.Y.Value, wa * a.Z.Value + sign * wb * b.Z.Value, wa * a.W.Value + sign * wb * b.W.Value];
        // At 90° apart the sign of the dot product is a coin toss between two right answers.
        return Math.Abs(dot) < 1e-6 || new[] { q.X, q.Y, q.Z, q.W }.Zip(expected).All(pair => Math.Abs(pair.First.Value - pair.Second) < 3e-6);
    }

    [Fact]
    public void ToAffine_TurnAboutY_TakesZToX()
    {
        var turned = new Quaternion(0f, 0.70710678f, 0f, 0.70710678f).ToAffine().Direction(new(0f, 0f, 1f));
        Assert.Equal(1f, turned.X.Value, 1e-6f);
    }

    private static KeyTrack Track(Interpolation interpolation, float a, float b, float c) =>
        new(Times, [a, 0f, 0f, b, 0f, 0f, c, 0f, 0f], 3, interpolation);
}

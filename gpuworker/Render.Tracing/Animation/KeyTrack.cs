using Render.Tracing.Numerics;

namespace Render.Tracing.Animation;

/// <summary>How values between two keys are found (glTF 2.0, §3.11).</summary>
public enum Interpolation
{
    /// <summary>Straight line; slerp for rotations.</summary>
    Linear,

    /// <summary>The earlier key's value.</summary>
    Step,

    /// <summary>Hermite spline with in- and out-tangents.</summary>
    CubicSpline,
}

/// <summary>Keys of one animated property. Before the first key its value holds, after the last key the last one's.</summary>
/// <param name="times">Seconds, ≥ 0, strictly increasing, at least one.</param>
/// <param name="values">Width numbers a key; for cubic splines in-tangent, value, out-tangent.</param>
/// <param name="width">Numbers a value: 3, 4 for rotations, the number of targets for morph weights.</param>
/// <param name="interpolation">Between keys.</param>
internal sealed class KeyTrack(Real[] times, Real[] values, int width, Interpolation interpolation)
{
    /// <summary>The last key's time, seconds.</summary>
    public Real End => times[^1];

    /// <summary>A vector property's value at a time.</summary>
    public Float3 Vector(Real time)
    {
        var (key, next, t) = Locate(time);
        if (interpolation == Interpolation.CubicSpline)
            return new(Spline(key, next, t, 0), Spline(key, next, t, 1), Spline(key, next, t, 2));
        if (key == next || interpolation == Interpolation.Step)
            return new(values[3 * key], values[3 * key + 1], values[3 * key + 2]);
        return new(Mix(key, next, t, 0), Mix(key, next, t, 1), Mix(key, next, t, 2));
    }

    /// <summary>All numbers of the value at a time.</summary>
    public Real[] Numbers(Real time)
    {
        var (key, next, t) = Locate(time);
        var numbers = new Real[width];
        for (var i = 0; i < width; i++)
        {
            numbers[i] = interpolation switch
            {
                Interpolation.CubicSpline => Spline(key, next, t, i),
                Interpolation.Linear when key != next => Mix(key, next, t, i),
                _ => values[width * key + i],
            };
        }
        return numbers;
    }

    /// <summary>A rotation at a time; null when the interpolated quaternion vanishes.</summary>
    public Quaternion? Rotation(Real time)
    {
        var (key, next, t) = Locate(time);
        if (interpolation == Interpolation.CubicSpline)
            return Quaternion.TryNormalize(
                new(Spline(key, next, t, 0), Spline(key, next, t, 1), Spline(key, next, t, 2), Spline(key, next, t, 3)));
        var here = Quaternion.TryNormalize(Four(key));
        if (key == next || interpolation == Interpolation.Step)
            return here;
        return here is { } a && Quaternion.TryNormalize(Four(next)) is { } b ? Quaternion.Slerp(a, b, t) : null;
    }

    private Quaternion Four(int key) => new(values[4 * key], values[4 * key + 1], values[4 * key + 2], values[4 * key + 3]);

    private Real Mix(int key, int next, Real t, int component)
    {
        var a = values[width * key + component];
        return Real.Fma(values[width * next + component] - a, t, a);
    }

    /// <summary>glTF 2.0, appendix C.6: tangents are scaled by the keys' distance.</summary>
    private Real Spline(int key, int next, Real t, int component)
    {
        var value = values[width * (3 * key + 1) + component];
        if (key == next)
            return value;
        var span = times[next] - times[key];
        var outgoing = values[width * (3 * key + 2) + component] * span;
        var incoming = values[width * (3 * next) + component] * span;
        var end = values[width * (3 * next + 1) + component];
        var t2 = t * t;
        var t3 = t2 * t;
        Real two = 2f;
        Real three = 3f;
        return (two * t3 - three * t2 + Real.One) * value + (t3 - two * t2 + t) * outgoing
            + (three * t2 - two * t3) * end + (t3 - t2) * incoming;
    }

    /// <summary>The keys around a time, and where in [0, 1] between them it lies; twice the same key outside the track.</summary>
    private (int Key, int Next, Real T) Locate(Real time)
    {
        var low = 0;
        var high = times.Length - 1;
        if (!(time > times[low]))
            return (low, low, Real.Zero);
        if (!(time < times[high]))
            return (high, high, Real.Zero);
        while (high - low > 1)
        {
            var middle = (low + high) >>> 1;
            if (times[middle] <= time)
                low = middle;
            else
                high = middle;
        }

        return (low, high, (time - times[low]) / (times[high] - times[low]));
    }
}

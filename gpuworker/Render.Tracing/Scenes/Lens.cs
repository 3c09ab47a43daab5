using Render.Tracing.Numerics;

namespace Render.Tracing.Scenes;

/// <summary>Gives a camera a lens.</summary>
public static class Lens
{
    /// <summary>Half of the sensor's longer side, in metres: Blender's default sensor has 36 mm.</summary>
    private static readonly Real HalfSensor = 0.018f;

    /// <summary>A lens by its f-number, as Blender and Cycles reckon: of a perspective camera the focal length that its angle has before the sensor, of an orthographic one 1 m.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="stops">Focal length over the opening's diameter, &gt; 0.</param>
    /// <param name="focus">How far before the camera things are sharp, m, &gt; 0.</param>
    /// <param name="aspect">Width / height of the picture.</param>
    public static Camera OfStops(Camera camera, Real stops, Real focus, Real aspect)
    {
        var focalLength = camera.IsOrthographic ? Real.One : HalfSensor / (camera.HalfHeight * Real.Max(aspect, 1f));
        return OfRadius(camera, focalLength / (stops * 2f), focus);
    }

    /// <summary>A lens by its radius.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="radius">Metres, &gt; 0.</param>
    /// <param name="focus">How far before the camera things are sharp, m, &gt; 0.</param>
    public static Camera OfRadius(Camera camera, Real radius, Real focus) => camera with { LensRadius = radius, FocusDistance = focus };
}

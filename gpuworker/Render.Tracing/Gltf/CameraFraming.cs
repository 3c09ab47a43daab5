using Render.Tracing.Numerics;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>Cameras made orthonormal, and one that frames a scene without any.</summary>
internal static class CameraFraming
{
    /// <summary>tan of half the framed camera's vertical angle: 36° in all.</summary>
    private static readonly Real TanHalf = 0.32491970f;

    /// <summary>Three quarters from the front (glTF's front is +z), slightly from above.</summary>
    private static readonly Float3 Back = Float3.Normalize(new(0.62f, 0.42f, 1f));

    /// <summary>A camera's placement without scale or shear, looking the same way; null when it has no direction.</summary>
    public static Affine? Orthonormal(Affine world)
    {
        if (TangentBuilder.Unit(world.Z) is not { } z || TangentBuilder.Unit(Float3.Cross(world.Y, z)) is not { } x)
            return null;
        return new(x, Float3.Cross(z, x), z, world.T);
    }

    /// <summary>A camera whose picture holds the bounds with a little room, at the given aspect.</summary>
    /// <param name="low">The bounds' least corner.</param>
    /// <param name="high">The bounds' greatest corner.</param>
    /// <param name="aspect">Width / height.</param>
    public static Camera Frame(Float3 low, Float3 high, Real aspect)
    {
        var center = (low + high) * 0.5f;
        var x = Float3.Normalize(Float3.Cross(new(0f, 1f, 0f), Back));
        var y = Float3.Cross(Back, x);
        Real distance = 1e-6f;
        for (var corner = 0; corner < 8; corner++)
        {
            var point = new Float3((corner & 1) == 0 ? low.X : high.X, (corner & 2) == 0 ? low.Y : high.Y, (corner & 4) == 0 ? low.Z : high.Z) - center;
            // Seen from this far the corner lies on the picture's border, or on the border of its sides.
            var aside = Real.Max(Real.Abs(Float3.Dot(point, y)), Real.Abs(Float3.Dot(point, x)) / aspect);
            distance = Real.Max(distance, Float3.Dot(point, Back) + aside / TanHalf);
        }

        return new(new(x, y, Back, center + Back * (distance * 1.08f)), TanHalf);
    }
}

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

    /// <summary>A camera whose picture just holds the sphere around the bounds, at the given aspect.</summary>
    /// <param name="low">The bounds' least corner.</param>
    /// <param name="high">The bounds' greatest corner.</param>
    /// <param name="aspect">Width / height.</param>
    public static PinholeCamera Frame(Float3 low, Float3 high, Real aspect)
    {
        var center = (low + high) * 0.5f;
        var radius = Float3.Length(high - low) * 0.5f;
        if (!(radius > 1e-6f))
            radius = 1e-6f;
        // The sphere touches the cone of the narrower side: distance = radius / sin(angle), sin = tan / √(1 + tan²).
        var tan = aspect < 1f ? TanHalf * aspect : TanHalf;
        var distance = radius * Real.Sqrt(Real.One + tan * tan) / tan;
        var x = Float3.Normalize(Float3.Cross(new(0f, 1f, 0f), Back));
        return new(new(x, Float3.Cross(Back, x), Back, center + Back * distance), TanHalf);
    }
}

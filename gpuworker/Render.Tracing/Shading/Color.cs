using System.Runtime.CompilerServices;
using Render.Tracing.Numerics;

namespace Render.Tracing.Shading;

/// <summary>Linear Rec. 709 colours.</summary>
public static class Color
{
    /// <summary>Relative luminance (ITU-R BT.709).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real Luminance(Float3 color) => color.X * 0.2126f + color.Y * 0.7152f + color.Z * 0.0722f;
}

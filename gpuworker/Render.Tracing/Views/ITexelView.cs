using Render.Tracing.Numerics;

namespace Render.Tracing.Views;

/// <summary>How textures are read: the part of <see cref="ISceneView"/> that their lookup needs, so small that it is passed by value.</summary>
public interface ITexelView
{
    /// <summary>A texel, RGBA8 with red in the low byte.</summary>
    uint Texel(int index);

    /// <summary>The linear value of an sRGB-encoded byte.</summary>
    Real Linear(int encoded);
}

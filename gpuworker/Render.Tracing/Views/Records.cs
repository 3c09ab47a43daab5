using System.Runtime.InteropServices;
using Render.Tracing.Numerics;

namespace Render.Tracing.Views;

/// <summary>A mesh vertex in mesh space, 48 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct VertexRecord
{
    /// <summary>Position.</summary>
    public Float3 Position;

    /// <summary>Unit normal; zero where the mesh is flat shaded.</summary>
    public Float3 Normal;

    /// <summary>Texture coordinate.</summary>
    public Float2 Uv;

    /// <summary>Unit tangent (+u); zero where there is none.</summary>
    public Float3 Tangent;

    /// <summary>Bitangent sign, ±1.</summary>
    public Real TangentSign;
}

/// <summary>A triangle of a mesh, 16 bytes: its vertices in the flat vertex list, and its material.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct TriangleRecord
{
    /// <summary>Vertex indices.</summary>
    public int A, B, C;

    /// <summary>Material index.</summary>
    public int Material;
}

/// <summary>A texture slot, 24 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct TextureRecord
{
    /// <summary>Index of the first texel; −1: no texture.</summary>
    public int Texels;

    /// <summary>Texels a row.</summary>
    public int Width;

    /// <summary>Rows.</summary>
    public int Height;

    /// <summary>How u is brought into range: a <see cref="Scenes.TextureWrap"/>.</summary>
    public int WrapU;

    /// <summary>How v is brought into range.</summary>
    public int WrapV;

    /// <summary>1: nearest texel; 0: bilinear.</summary>
    public int Nearest;
}

/// <summary>A material.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct MaterialRecord
{
    /// <summary>Linear base colour factor.</summary>
    public Float3 BaseColor;

    /// <summary>Metalness factor.</summary>
    public Real Metallic;

    /// <summary>Emitted radiance factor.</summary>
    public Float3 Emission;

    /// <summary>Perceptual roughness factor.</summary>
    public Real Roughness;

    /// <summary>Luminance of the emission averaged over its texture: what lights are chosen by. 0: not a light.</summary>
    public Real EmissionWeight;

    /// <summary>Normal map scale.</summary>
    public Real NormalScale;

    /// <summary>1: emits to both sides.</summary>
    public int DoubleSided;

    /// <summary>1: any of the four textures is present.</summary>
    public int IsTextured;

    /// <summary>Base colour, sRGB.</summary>
    public TextureRecord BaseColorTexture;

    /// <summary>Green: roughness, blue: metalness.</summary>
    public TextureRecord MetallicRoughnessTexture;

    /// <summary>Tangent-space normal.</summary>
    public TextureRecord NormalTexture;

    /// <summary>Emission, sRGB.</summary>
    public TextureRecord EmissionTexture;
}

/// <summary>A placed mesh.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct InstanceRecord
{
    /// <summary>World to mesh space.</summary>
    public Affine ToObject;

    /// <summary>Mesh to world space.</summary>
    public Affine ToWorld;

    /// <summary>Largest absolute coordinate of the mesh.</summary>
    public Real Extent;

    /// <summary>2⁻²⁴ × the transform's condition: the relative rounding of going to mesh space and back, from which new rays' distance off the surface is made.</summary>
    public Real RelativeOffset;

    /// <summary>Largest absolute coordinate of the instance's translation.</summary>
    public Real WorldSize;

    /// <summary>1 or −1: the sign of the transform's determinant, which flips the winding.</summary>
    public Real Orientation;

    /// <summary>Root node of the mesh's tree.</summary>
    public int Root;

    /// <summary>Number added to a triangle's flat index to get its primitive.</summary>
    public int PrimitiveOffset;

    /// <summary>Number added to a triangle's flat index to get its light; meaningful where the material emits.</summary>
    public int LightOffset;
}

/// <summary>One thing next-event estimation can choose.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct LightRecord
{
    /// <summary>A <see cref="LightShape"/>.</summary>
    public int Shape;

    /// <summary>Triangle: its index in the flat list.</summary>
    public int Triangle;

    /// <summary>Probability of being chosen.</summary>
    public Real Probability;

    /// <summary>Triangle: density of its points, 1 / m².</summary>
    public Real AreaPdf;

    /// <summary>Punctual: position. Triangle: first corner.</summary>
    public Float3 Position;

    /// <summary>Punctual: unit direction it shines in. Triangle: second corner less first.</summary>
    public Float3 Direction;

    /// <summary>Triangle: third corner less first.</summary>
    public Float3 Edge;

    /// <summary>Triangle: unit normal of the front. Punctual: intensity.</summary>
    public Float3 Normal;

    /// <summary>Spot: cosine of the outer angle.</summary>
    public Real CosOuter;

    /// <summary>Spot: 1 / (cos inner − cos outer).</summary>
    public Real InverseCosRange;
}

/// <summary>Kinds of <see cref="LightRecord"/>.</summary>
public static class LightShape
{
    /// <summary>Emissive triangle.</summary>
    public const int Triangle = 0;

    /// <summary>Point light.</summary>
    public const int Point = 1;

    /// <summary>Spot light.</summary>
    public const int Spot = 2;

    /// <summary>Directional light.</summary>
    public const int Directional = 3;

    /// <summary>Environment map.</summary>
    public const int Environment = 4;
}

/// <summary>What of a compiled scene is single numbers.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct SceneHeader
{
    /// <summary>Camera to world.</summary>
    public Affine Camera;

    /// <summary>tan(yfov / 2).</summary>
    public Real TanHalfYfov;

    /// <summary>Largest absolute coordinate of the world's boxes.</summary>
    public Real Extent;

    /// <summary>Radiance of a constant environment.</summary>
    public Float3 EnvironmentConstant;

    /// <summary>Environment map columns; 0: constant.</summary>
    public int EnvironmentWidth;

    /// <summary>Environment map rows.</summary>
    public int EnvironmentHeight;

    /// <summary>Density factor of environment directions, sr⁻¹: probability of choosing the environment × texels / 2π²; times the texel's probability, over sin θ. 0: never chosen.</summary>
    public Real EnvironmentPdfScale;

    /// <summary>Number of lights to choose from.</summary>
    public int LightCount;

    /// <summary>Number of instances; 0: nothing to hit.</summary>
    public int InstanceCount;
}

using System.Runtime.InteropServices;
using Render.Tracing.Numerics;

namespace Render.Tracing.Views;

/// <summary>A mesh vertex in mesh space, 48 bytes.</summary>
/// <remarks>
/// Not twelve floats: ILGPU 1.5.3 takes structures with the same flat fields for one type, and this one for an <see cref="Affine"/>, whose fields it then cuts in the wrong places.
/// </remarks>
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

    private int _tangentSign;

    /// <summary>Bitangent sign, ±1.</summary>
    public Real TangentSign
    {
        readonly get => Real.FromBits(_tangentSign);
        set => _tangentSign = Real.Bits(value);
    }
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

/// <summary>What only some meshes' vertices have, 32 bytes.</summary>
/// <remarks>
/// Not six floats, as a <see cref="Acceleration.Ray"/> has: see <see cref="VertexRecord"/>.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public struct VertexExtraRecord
{
    /// <summary>Second texture coordinate.</summary>
    public Float2 Uv;

    /// <summary>Linear colour.</summary>
    public Float3 Color;

    /// <summary>Coverage.</summary>
    public Real Alpha;

    /// <summary>Unused.</summary>
    public int Padding, Padding2;
}

/// <summary>A texture slot, 52 bytes.</summary>
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

    /// <summary>Bit 0: which set of texture coordinates; <see cref="Moved"/>: moved by the transform.</summary>
    public int Coordinates;

    /// <summary>The transform: u' = Ux·u + Uy·v + U0, v' = Vx·u + Vy·v + V0.</summary>
    public Real Ux, Uy, U0, Vx, Vy, V0;

    /// <summary>Bit of <see cref="Coordinates"/>: there is a transform.</summary>
    public const int Moved = 2;
}

/// <summary>What beyond metallic-roughness a <see cref="MaterialRecord"/> has: bits of <see cref="MaterialRecord.Features"/>.</summary>
public static class MaterialFeature
{
    /// <summary>Some texture.</summary>
    public const int Textures = 1;

    /// <summary>A normal map.</summary>
    public const int NormalMap = 2;

    /// <summary>Alpha mode MASK or BLEND.</summary>
    public const int Alpha = 4;

    /// <summary>Shows its base colour as radiance.</summary>
    public const int Unlit = 8;

    /// <summary>Index of refraction or specular other than the default.</summary>
    public const int Specular = 16;

    /// <summary>Lets light through.</summary>
    public const int Transmission = 32;

    /// <summary>Bounds a volume.</summary>
    public const int Volume = 64;

    /// <summary>A coat.</summary>
    public const int Clearcoat = 128;

    /// <summary>Sheen.</summary>
    public const int Sheen = 256;

    /// <summary>Any of the lobes beyond a metallic-roughness surface.</summary>
    public const int Lobes = Specular | Transmission | Clearcoat | Sheen;
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

    /// <summary>Bits of <see cref="MaterialFeature"/>.</summary>
    public int Features;

    /// <summary>Base colour, sRGB; alpha: coverage.</summary>
    public TextureRecord BaseColorTexture;

    /// <summary>Green: roughness, blue: metalness.</summary>
    public TextureRecord MetallicRoughnessTexture;

    /// <summary>Tangent-space normal.</summary>
    public TextureRecord NormalTexture;

    /// <summary>Emission, sRGB.</summary>
    public TextureRecord EmissionTexture;

    /// <summary>Coverage factor.</summary>
    public Real Alpha;

    /// <summary>Least coverage that is drawn, whole; ≤ 0: coverage as it is.</summary>
    public Real AlphaCutoff;

    /// <summary>Index of refraction; 0: reflects everything.</summary>
    public Real Ior;

    /// <summary>Strength of the dielectric reflection.</summary>
    public Real Specular;

    /// <summary>Its tint.</summary>
    public Float3 SpecularColor;

    /// <summary>Part of the inside that is clear.</summary>
    public Real Transmission;

    /// <summary>First place in the tables of glass of this index of refraction.</summary>
    public int GlassTable;

    /// <summary>Attenuation inside, 1/m.</summary>
    public Float3 Extinction;

    /// <summary>Strength of the coat.</summary>
    public Real Clearcoat;

    /// <summary>The coat's perceptual roughness.</summary>
    public Real ClearcoatRoughness;

    /// <summary>Scale of the coat's normal map.</summary>
    public Real ClearcoatNormalScale;

    /// <summary>Sheen colour.</summary>
    public Float3 SheenColor;

    /// <summary>The sheen's perceptual roughness.</summary>
    public Real SheenRoughness;

    /// <summary>Alpha: specular strength.</summary>
    public TextureRecord SpecularTexture;

    /// <summary>Specular tint, sRGB.</summary>
    public TextureRecord SpecularColorTexture;

    /// <summary>Red: transmission.</summary>
    public TextureRecord TransmissionTexture;

    /// <summary>Red: coat strength.</summary>
    public TextureRecord ClearcoatTexture;

    /// <summary>Green: coat roughness.</summary>
    public TextureRecord ClearcoatRoughnessTexture;

    /// <summary>The coat's tangent-space normal.</summary>
    public TextureRecord ClearcoatNormalTexture;

    /// <summary>Sheen colour, sRGB.</summary>
    public TextureRecord SheenColorTexture;

    /// <summary>Alpha: sheen roughness.</summary>
    public TextureRecord SheenRoughnessTexture;
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

    /// <summary>Number added to a vertex's flat index to get what it has beside; <see cref="NoExtras"/>: nothing.</summary>
    public int ExtraOffset;

    /// <summary>The mesh's vertices have nothing beside.</summary>
    public const int NoExtras = int.MinValue;
}

/// <summary>One thing next-event estimation can choose.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct LightRecord
{
    /// <summary>A <see cref="LightShape"/>.</summary>
    public int Shape;

    /// <summary>Triangle: its index in the flat list.</summary>
    public int Triangle;

    /// <summary>Infinitely far: probability of being chosen among those. Others: unused.</summary>
    public Real Probability;

    /// <summary>At a place: the way to it in the tree of lights, from the lowest bit on: 1 is the second child.</summary>
    public uint Trail;

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

    /// <summary>Triangle: its mesh's <see cref="InstanceRecord.ExtraOffset"/>.</summary>
    public int ExtraOffset;
}

/// <summary>A node of the tree of lights, 56 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct LightNodeRecord
{
    /// <summary>Centre of the lights' box.</summary>
    public Float3 Centre;

    /// <summary>Square of half its diagonal.</summary>
    public Real RadiusSquare;

    /// <summary>Unit axis of the cone of their normals.</summary>
    public Float3 Axis;

    /// <summary>Cosine of that cone's half angle; −1: all around.</summary>
    public Real CosSpread;

    /// <summary>Cosine of the angle to a normal up to which they shine.</summary>
    public Real CosReach;

    /// <summary>Least factor for that angle.</summary>
    public Real LeastCosine;

    /// <summary>Sum of their largest radiant intensities, luminance.</summary>
    public Real Intensity;

    /// <summary>First child; the second follows it.</summary>
    public int Child;

    /// <summary>A leaf's light; −1: not a leaf.</summary>
    public int Light;

    /// <summary>Unused.</summary>
    public int Padding;
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

    /// <summary>Half the height of what the camera sees, at distance 1 or, orthographic, anywhere.</summary>
    public Real HalfHeight;

    /// <summary>Radius of the camera's lens; 0: a pinhole.</summary>
    public Real LensRadius;

    /// <summary>1 / the distance at which things are sharp; 0 for a pinhole.</summary>
    public Real InverseFocus;

    /// <summary>1: the camera's rays are parallel.</summary>
    public int IsOrthographic;

    /// <summary>Largest absolute coordinate of the world's boxes.</summary>
    public Real Extent;

    /// <summary>Radiance of a constant environment.</summary>
    public Float3 EnvironmentConstant;

    /// <summary>Environment map columns; 0: constant.</summary>
    public int EnvironmentWidth;

    /// <summary>Environment map rows.</summary>
    public int EnvironmentHeight;

    /// <summary>Density factor of environment directions, sr⁻¹: probability of choosing the environment among the lights infinitely far × texels / 2π²; times the texel's probability, over sin θ. 0: never chosen.</summary>
    public Real EnvironmentPdfScale;

    /// <summary>Number of lights to choose from: those at a place, then those infinitely far.</summary>
    public int LightCount;

    /// <summary>How many of them are infinitely far.</summary>
    public int FarLightCount;

    /// <summary>What those give together, irradiance, luminance.</summary>
    public Real FarIrradiance;

    /// <summary>Number of instances; 0: nothing to hit.</summary>
    public int InstanceCount;

    /// <summary>1: some surface lets rays pass straight through, so that shadow rays ask for the closest hit.</summary>
    public int HasPassage;
}

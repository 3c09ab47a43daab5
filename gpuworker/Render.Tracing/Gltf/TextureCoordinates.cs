using Render.Tracing.Numerics;

namespace Render.Tracing.Gltf;

/// <summary>Which texture coordinates a material's textures read, and how they are moved first (KHR_texture_transform).</summary>
/// <param name="Set">n of TEXCOORD_n.</param>
/// <param name="Offset">Added last.</param>
/// <param name="Rotation">Counter-clockwise in uv space, radians; beyond ±8192 as ±8192.</param>
/// <param name="Scale">Multiplied first.</param>
internal sealed record TextureCoordinates(int Set, Float2 Offset, Real Rotation, Float2 Scale)
{
    private static TextureCoordinates Plain { get; } = new(0, default, Real.Zero, new(1f, 1f));

    /// <summary>True when coordinates are used as they are.</summary>
    public bool IsPlain => Rotation == Real.Zero && Offset.X == Real.Zero && Offset.Y == Real.Zero && Scale.X == Real.One && Scale.Y == Real.One;

    /// <summary>The coordinates that all of a material's textures share; where they differ, the first texture's, with a notice.</summary>
    public static TextureCoordinates Common(GltfElement?[] infos, GltfElement material, NoticeList notices)
    {
        TextureCoordinates? common = null;
        foreach (var info in infos)
        {
            if (info is null)
                continue;
            var own = Read(info);
            common ??= own;
            if (!own.Equals(common))
                notices.Add("texture-coordinates-shared", $"Material '{material.Title}' places its textures differently; all are placed as the first.");
        }

        return common ?? Plain;
    }

    /// <summary>Moves a mesh's coordinates: T · R · S, as the extension defines it.</summary>
    public Float2[] Apply(Float2[] uvs)
    {
        if (IsPlain)
            return uvs;
        Trigonometry.SinCos(Rotation, out var sine, out var cosine);
        var moved = new Float2[uvs.Length];
        for (var i = 0; i < uvs.Length; i++)
        {
            var u = uvs[i].X * Scale.X;
            var v = uvs[i].Y * Scale.Y;
            moved[i] = new(cosine * u + sine * v + Offset.X, cosine * v - sine * u + Offset.Y);
        }

        return moved;
    }

    private static TextureCoordinates Read(GltfElement info)
    {
        var set = info.Int("texCoord", 0);
        if (info.Extension(ExtensionPolicy.TextureTransform) is not { } transform)
            return Plain with { Set = set };
        var offset = transform.Reals("offset", 2) is { } o ? new Float2(o[0], o[1]) : default;
        var scale = transform.Reals("scale", 2) is { } s ? new Float2(s[0], s[1]) : new(1f, 1f);
        return new(transform.Int("texCoord", set), offset, transform.Real("rotation", 0f), scale);
    }
}

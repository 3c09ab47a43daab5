using Render.Tracing.Numerics;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>Which sets of texture coordinates a material's textures read: the first two that are named become sets 0 and 1 of its meshes.</summary>
internal sealed class CoordinateSets(GltfElement material, NoticeList notices)
{
    private readonly List<int> _numbers = [];

    /// <summary>n of TEXCOORD_n for the mesh's sets 0 and 1, as many as are read; the first set where there is no texture.</summary>
    public IReadOnlyList<int> Numbers => _numbers.Count > 0 ? _numbers : [0];

    /// <summary>The coordinates that a textureInfo reads, KHR_texture_transform included.</summary>
    /// <param name="info">The textureInfo.</param>
    /// <param name="slot">Its texture.</param>
    public TextureSlot Place(GltfElement info, TextureSlot slot)
    {
        var transform = info.Extension(ExtensionPolicy.TextureTransform);
        var set = info.Int("texCoord", 0);
        slot = slot with { UvSet = Number(transform?.Int("texCoord", set) ?? set) };
        if (transform is null)
            return slot;
        var offset = transform.Reals("offset", 2) is { } o ? new Float2(o[0], o[1]) : default;
        var scale = transform.Reals("scale", 2) is { } s ? new Float2(s[0], s[1]) : new(1f, 1f);
        var rotation = transform.Real("rotation", 0f);
        return rotation == 0f && offset.X == 0f && offset.Y == 0f && scale.X == 1f && scale.Y == 1f
            ? slot
            : slot with { Transform = TextureTransform.Of(offset, rotation, scale) };
    }

    private int Number(int set)
    {
        var number = _numbers.IndexOf(set);
        if (number >= 0)
            return number;
        if (_numbers.Count == 2)
        {
            notices.Add("texture-coordinates-shared", $"Material '{material.Title}' reads more than two sets of texture coordinates; the others are placed by the first.");
            return 0;
        }

        _numbers.Add(set);
        return _numbers.Count - 1;
    }
}

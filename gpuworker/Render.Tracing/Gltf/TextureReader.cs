using Render.Tracing.Packages;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>Resolves texture references and decodes each image that a material uses, once.</summary>
internal sealed class TextureReader(
    GltfElement root, GltfBuffers buffers, IPackageFiles files, string entry, IImageDecoder decoder, SceneLimits limits, MemoryBudget memory)
{
    private readonly GltfElement[] _textures = root.Items("textures", limits);
    private readonly GltfElement[] _samplers = root.Items("samplers", limits);
    private readonly GltfElement[] _images = root.Items("images", limits);
    private readonly Dictionary<int, int> _decoded = [];
    private readonly List<Image> _result = [];
    private long _pixels;

    /// <summary>The images decoded so far, in order of first use.</summary>
    public IReadOnlyList<Image> Images => _result;

    /// <summary>For each image of the file that was decoded, its number in <see cref="Images"/>.</summary>
    public IReadOnlyDictionary<int, int> Numbers => _decoded;

    /// <summary>The texture that a material's textureInfo names, or null for none.</summary>
    public TextureSlot? Read(GltfElement? info)
    {
        if (info is null)
            return null;
        var texture = _textures[info.RequiredIndex("index", _textures.Length)];
        if (texture.Index("source", _images.Length) is not { } image)
            throw texture.Fault(
                SceneErrorCodes.ImageUnsupported,
                Alternative(texture) is { } extension ? $"its only image is in the format of '{extension}', which is not supported." : "it has no image.",
                "Export again with PNG or JPEG textures.");
        var sampler = texture.Index("sampler", _samplers.Length) is { } index ? _samplers[index] : null;
        return new(
            Decode(image), Wrap(sampler, "wrapS"), Wrap(sampler, "wrapT"), sampler?.Int("magFilter", 9729) == 9728);
    }

    private static string? Alternative(GltfElement texture) =>
        texture.Child("extensions")?.Names.Select(PackagePath.Shorten).FirstOrDefault();

    private static TextureWrap Wrap(GltfElement? sampler, string property) => sampler?.Int(property, 10497) switch
    {
        null or 10497 => TextureWrap.Repeat,
        33071 => TextureWrap.Clamp,
        33648 => TextureWrap.Mirror,
        _ => throw sampler.Invalid(property, "is not a wrapping mode"),
    };

    private int Decode(int index)
    {
        if (_decoded.TryGetValue(index, out var known))
            return known;
        var source = ImageSource.Read(_images[index], index, buffers, files, entry, limits);
        var image = decoder.Decode(source.Name, source.Content, limits);
        _pixels += (long)image.Width * image.Height;
        if (_pixels > limits.TexturePixels)
            throw _images[index].Fault(SceneErrorCodes.LimitExceeded, "the textures together have too many pixels.", "Scale the textures down.");
        memory.Take((long)image.Width * image.Height, 4, source.Name);
        _result.Add(image);
        return _decoded[index] = _result.Count - 1;
    }
}

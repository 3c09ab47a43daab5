using Render.Tracing.Packages;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>Puts the readers together.</summary>
internal static class GltfLoader
{
    private const int BytesOfRadiance = 12;

    /// <summary>Loads a scene; see <see cref="GltfScene.Load"/>.</summary>
    public static GltfScene Load(IPackageFiles files, string entry, SceneLimits limits, IImageDecoder images, SkyEnvironment? environment)
    {
        var content = files.Read(entry, limits.FileBytes) ?? throw new SceneException(
            SceneErrorCodes.FileMissing, $"The scene '{entry}' is not in the upload.", "Upload the .glb or .gltf itself.");
        var file = GltfFile.Open(content, limits);
        var root = new GltfElement(file.Parse(limits), null, "");
        var notices = new NoticeList();
        var memory = new MemoryBudget(limits);
        if (environment is not null)
            memory.Take(environment.Texels.LongLength, BytesOfRadiance, "environment");
        ExtensionPolicy.Check(root, limits, notices);
        var buffers = new GltfBuffers(root, file.Binary, files, entry, limits, memory);
        buffers.CheckAll();
        var accessors = new GltfAccessors(root, buffers, limits, memory);
        accessors.CheckAll();
        var textures = new TextureReader(root, buffers, files, entry, images, limits, memory);
        var meshes = new MeshReader(root, accessors, new(textures, notices), limits, memory, notices);
        var tree = NodeTree.Read(root, limits);
        var cameras = CameraReader.Read(root, tree, limits);
        var lights = LightReader.Read(root, tree, limits, notices);
        var animations = new AnimationReader(root, tree, meshes, accessors, limits, notices);
        animations.Read();
        var placement = PlacementReader.Read(tree, meshes, new(root, tree, accessors, limits), limits, memory, notices);
        if (cameras.Length == 0)
            notices.Add("camera-framed", "No camera in the file: framed one.");
        var assets = new SceneAssets(
            Array.AsReadOnly(placement.Meshes.ToArray()), Array.AsReadOnly(meshes.Materials.ToArray()), Array.AsReadOnly(textures.Images.ToArray()));
        environment ??= Environment(assets, lights, notices);
        var scene = new GltfScene(
            assets, tree, placement, cameras, lights, new(animations.Names, animations.Duration, environment, notices.ToList(), memory.Taken, limits, textures.Numbers));
        // The first moment must be good; later ones are checked when they are asked for.
        scene.At(0f);
        return scene;
    }

    private static SkyEnvironment Environment(SceneAssets assets, SceneLight[] lights, NoticeList notices)
    {
        if (lights.Length > 0 || assets.Materials.Any(material => material.Emission.Largest > 0f))
            return SkyEnvironment.Black;
        notices.Add("default-sky", "The file has no lights and nothing that glows: it is lit by a default sky with a sun.");
        return DefaultSky.Instance;
    }
}

using Render.Tracing.Gltf;
using Render.Tracing.Packages;
using Render.Tracing.Scenes;

namespace Render.TestScenes;

/// <summary>Loads scenes from bytes.</summary>
internal static class SceneLoading
{
    /// <summary>Loads a scene without images.</summary>
    public static GltfScene Load(byte[] file, SceneLimits? limits = null) => GltfScene.Load(new MemoryPackageFiles("scene", file), "scene", limits);

    /// <summary>The code of the fault that loading ends in.</summary>
    public static string FaultOf(byte[] file, SceneLimits? limits = null) => Assert.Throws<SceneException>(() => Load(file, limits)).Code;

    /// <summary>Loads a builder's scene.</summary>
    public static GltfScene Load(this GlbBuilder builder, SceneLimits? limits = null) => Load(builder.ToGlb(), limits);

    /// <summary>The code of the fault that loading a builder's scene ends in.</summary>
    public static string FaultOf(this GlbBuilder builder, SceneLimits? limits = null) => FaultOf(builder.ToGlb(), limits);
}

using System.Text;
using System.Text.Json.Nodes;
using Render.Ingest.Packaging;
using Render.Ingest.Tests.Images;
using Render.Ingest.Tests.Uploads;
using Render.TestScenes;
using Render.Tracing.Gltf;
using Render.Tracing.Imaging;
using Render.Tracing.Packages;
using Render.Tracing.Scenes;

namespace Render.Ingest.Tests.Packaging;

public sealed class PackageBuilderTests
{
    [Fact]
    public void Build_Twice_GivesTheSameBytes()
    {
        var (a, b) = (Build(SampleScenes.Animated()), Build(SampleScenes.Animated()));
        Assert.Equal(a.Manifest.Digest(), b.Manifest.Digest());
        Assert.All(a.Files, file => Assert.Equal(file.Value.ToArray(), b.Files[file.Key].ToArray()));
    }

    [Fact]
    public void Build_Textured_StoresItsTexelsDecoded()
    {
        var package = Build(SampleScenes.TexturedQuad());
        Assert.Equal(["buffer.bin", "images/00000.rgba", "scene.gltf"], package.Manifest.Files.Select(file => file.Path));
        var image = CanonicalImage.Instance.Decode("image", package.Files["images/00000.rgba"], SceneLimits.Default);
        Assert.Equal(SampleScenes.Texels(), image.Rgba.Where((_, i) => i % 4 != 3));
    }

    [Theory]
    [MemberData(nameof(Scenes))]
    public void Build_Loaded_ShowsWhatTheUploadShows(byte[] glb)
    {
        var package = Build(glb);
        var direct = GltfScene.Load(new MemoryPackageFiles("scene.glb", glb), "scene.glb", images: Ingest.Images.UploadImageDecoder.Instance);
        var packaged = PackagedScene.Load(package.Manifest, file => package.Files[file.Path]);
        Assert.Equal(direct.At(0.3f).Instances, packaged.At(0.3f).Instances);
        Assert.Equal(direct.At(0.3f).Camera, packaged.At(0.3f).Camera);
        Assert.Equal(direct.Assets.Meshes.Select(mesh => mesh.Positions), packaged.Assets.Meshes.Select(mesh => mesh.Positions));
        Assert.Equal(direct.Assets.Meshes.Select(mesh => mesh.Uvs), packaged.Assets.Meshes.Select(mesh => mesh.Uvs));
        Assert.Equal(direct.Assets.Materials, packaged.Assets.Materials);
        Assert.Equal(direct.Assets.Images.Select(image => image.Rgba), packaged.Assets.Images.Select(image => image.Rgba));
    }

    public static TheoryData<byte[]> Scenes() =>
        [SampleScenes.Quad(), SampleScenes.Cube(), SampleScenes.TexturedQuad(), SampleScenes.Animated(), SampleScenes.LitCube()];

    [Fact]
    public void Build_FilesOfTheManifest_AreExactlyThoseOfThePackage()
    {
        var package = Build(SampleScenes.TexturedQuad());
        Assert.Equal(package.Files.Keys, package.Manifest.Files.Select(file => file.Path));
        Assert.All(package.Manifest.Files, file => Assert.Equal(file.Length, package.Files[file.Path].Length));
    }

    [Fact]
    public void Build_GlbAndGltfOfOneScene_GiveOnePackage()
    {
        var builder = SampleScenes.CubeBuilder();
        var embedded = builder.ToEmbeddedGltf();
        builder.Root.Remove("buffers");
        Assert.Equal(Build(builder.ToGlb()).Manifest.Digest(), Build(embedded).Manifest.Digest());
    }

    [Fact]
    public void Build_UnusedParts_AreLeftOut()
    {
        var builder = SampleScenes.CubeBuilder();
        builder.AddView(new byte[10_000]);
        builder.Root["extras"] = new JsonObject { ["note"] = "private" };
        builder.Root["nodes"]![0]!["extensions"] = new JsonObject { ["VENDOR_thing"] = new JsonObject() };
        builder.Root["extensionsUsed"] = new JsonArray("VENDOR_thing");
        var package = Build(builder.ToGlb());
        Assert.True(package.Files["buffer.bin"].Length < 2000);
        var json = Encoding.UTF8.GetString(package.Files["scene.gltf"].Span);
        Assert.DoesNotContain("private", json, StringComparison.Ordinal);
        Assert.DoesNotContain("VENDOR", json, StringComparison.Ordinal);
        Assert.Contains(package.Facts.Notices, notice => notice.Code == "extension-ignored");
    }

    [Fact]
    public void Build_Facts_CountWhatThereIs()
    {
        var facts = Build(SampleScenes.Animated()).Facts;
        Assert.Equal((14, 14, 2, 25, 1000, 0), (facts.Triangles, facts.PlacedTriangles, facts.Instances, facts.Frames, facts.DurationMilliseconds, facts.Lights));
        Assert.Equal(["camera"], facts.Cameras);
    }

    [Fact]
    public void Build_CorruptImage_NamesIt()
    {
        var builder = SampleScenes.QuadBuilder();
        var png = PngWriter.Encode(4, 4, 3, SampleScenes.Texels());
        var texture = builder.AddTexture(png[..^30], "image/png");
        builder.Root["images"]![0]!["name"] = "brick wall";
        builder.Root["materials"]![0]!["pbrMetallicRoughness"]!["baseColorTexture"] = new JsonObject { ["index"] = texture };
        var fault = Assert.Throws<SceneException>(() => Build(builder.ToGlb()));
        Assert.Equal(SceneErrorCodes.ImageCorrupt, fault.Code);
        Assert.Contains("brick wall", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_JpegFileBesideTheScene_IsDecoded()
    {
        var builder = SampleScenes.QuadBuilder();
        builder.Add("images", new JsonObject { ["uri"] = "textures/wall%20one.jpg" });
        builder.Add("textures", new JsonObject { ["source"] = 0 });
        builder.Root["materials"]![0]!["pbrMetallicRoughness"]!["baseColorTexture"] = new JsonObject { ["index"] = 0 };
        var upload = new MemoryPackageFiles(new Dictionary<string, ReadOnlyMemory<byte>>
        {
            ["scene.gltf"] = builder.ToGltf("scene.bin"),
            ["scene.bin"] = builder.Binary(),
            ["textures/wall one.jpg"] = JpegFiles.Gradient(20, 10),
        });
        Assert.Equal(800, PackageBuilder.Build(upload, "scene.gltf").Facts.TextureBytes);
    }

    [Fact]
    public void Build_WithEnvironment_LightsTheSceneWithIt()
    {
        var upload = new MemoryPackageFiles(new Dictionary<string, ReadOnlyMemory<byte>> { ["a.glb"] = SampleScenes.Quad(), ["sky.hdr"] = Pictures.Sky });
        var package = PackageBuilder.Build(upload, "a.glb", environment: "sky.hdr");
        Assert.Equal("environment.hdr", package.Manifest.Environment);
        var scene = PackagedScene.Load(package.Manifest, file => package.Files[file.Path]);
        Assert.Equal(2, scene.At(0f).Environment.Width);
        Assert.DoesNotContain(scene.Notices, notice => notice.Code == "default-sky");
    }

    private static ScenePackage Build(byte[] file) => PackageBuilder.Build(new MemoryPackageFiles("scene", file), "scene");
}

using Render.Ingest.Packaging;
using Render.Ingest.Uploads;
using Render.TestScenes;
using Render.Tracing.Packages;
using Render.Tracing.Scenes;

namespace Render.Ingest.Tests.Uploads;

public sealed class LitUploadTests
{
    public static TheoryData<string, byte[]> Scenes => new()
    {
        { "cube.glb", SampleScenes.Cube() },
        { "cube.gltf", SampleScenes.CubeBuilder().ToEmbeddedGltf() },
        { "cube.zip", Zip("cube/scene.gltf", "cube/scene.bin") },
        { "lit.zip", Zip("scene.gltf", "scene.bin", new UploadFile("old.HDR", [1])) },
        { "torn.zip", Zip("scene.gltf", "scene.bin", new UploadFile("a.hdr", [1]), new UploadFile("b.hdr", [2])) },
    };

    [Theory]
    [MemberData(nameof(Scenes))]
    public void Write_AScene_IsTheSameSceneInThePicturesLight(string name, byte[] content)
    {
        var upload = SceneUpload.Open("packed.zip", Packed(name, content));
        var package = PackageBuilder.Build(upload.Files, upload.Entry, environment: upload.Environment);

        Assert.Equal(12, package.Facts.Triangles);
        Assert.Equal(Pictures.Sky, package.Files[package.Manifest.Environment!].ToArray());
        var scene = PackagedScene.Load(package.Manifest, file => package.Files[file.Path]);
        Assert.Equal(new(2f, 4f, 6f), scene.Environment.Texels[1]);
    }

    [Theory]
    [MemberData(nameof(Scenes))]
    public void Write_Twice_GivesTheSameBytes(string name, byte[] content) => Assert.Equal(Packed(name, content), Packed(name, content));

    [Fact]
    public void Write_ABrokenArchive_IsRefused()
    {
        var zip = Zip("scene.gltf", "scene.bin");
        Assert.Equal(SceneErrorCodes.ArchiveInvalid, Assert.Throws<SceneException>(() => Packed("cut.zip", zip[..^30])).Code);
    }

    [Fact]
    public void Write_AnotherProgramsFile_SaysHowToExport() =>
        Assert.Equal(SceneErrorCodes.FormatUnsupported, Assert.Throws<SceneException>(() => Packed("a.glb", "BLENDER-v300"u8.ToArray())).Code);

    [Fact]
    public void Write_AnEmptyFile_IsRefusedWhenItIsRead()
    {
        var upload = SceneUpload.Open("packed.zip", Packed("empty.glb", []));
        Assert.Throws<SceneException>(() => PackageBuilder.Build(upload.Files, upload.Entry, environment: upload.Environment));
    }

    private static byte[] Packed(string name, byte[] content)
    {
        using var target = new MemoryStream();
        using var scene = new MemoryStream(content);
        LitUpload.Write(target, name, scene, Pictures.Sky);
        return target.ToArray();
    }

    private static byte[] Zip(string entry, string buffer, params UploadFile[] more)
    {
        var builder = SampleScenes.CubeBuilder();
        return UploadCorpus.Pack([new(entry, builder.ToGltf("scene.bin")), new(buffer, builder.Binary()), .. more]);
    }
}

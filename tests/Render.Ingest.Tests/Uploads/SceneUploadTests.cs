using System.IO.Compression;
using System.Text;
using Render.Ingest.Packaging;
using Render.Ingest.Uploads;
using Render.TestScenes;
using Render.Tracing.Scenes;

namespace Render.Ingest.Tests.Uploads;

public sealed class SceneUploadTests
{
    [Fact]
    public void Open_Glb_IsItsOwnEntry()
    {
        var upload = SceneUpload.Open("cube.glb", SampleScenes.Cube());
        Assert.Equal(12, PackageBuilder.Build(upload.Files, upload.Entry).Facts.Triangles);
    }

    [Fact]
    public void Open_ZipOfAGltf_FindsEntryAndBuffer()
    {
        var builder = SampleScenes.CubeBuilder();
        var upload = SceneUpload.Open("cube.zip", Zip(("cube/scene.gltf", builder.ToGltf("scene.bin")), ("cube/scene.bin", builder.Binary()), ("readme.txt", [1])));
        Assert.Equal("cube/scene.gltf", upload.Entry);
        Assert.Equal(12, PackageBuilder.Build(upload.Files, upload.Entry).Facts.Triangles);
    }

    [Fact]
    public void Open_ZipBomb_IsRefused() =>
        Assert.Equal(SceneErrorCodes.ArchiveInvalid, FaultOf("bomb.zip", Zip(("a.glb", SampleScenes.Quad()), ("zeros", new byte[30_000_000]))));

    [Fact]
    public void Open_ZipAboveTheTotal_IsRefused() => Assert.Equal(
        SceneErrorCodes.LimitExceeded, FaultOf("big.zip", Zip(("a.glb", SampleScenes.Quad()), ("b", new byte[800])), SceneLimits.Default with { TotalBytes = 900 }));

    [Fact]
    public void Open_ZipThatLeavesItsFolder_IsRefused() => Assert.Equal(SceneErrorCodes.PathRefused, FaultOf("evil.zip", Zip(("../a.glb", SampleScenes.Quad()))));

    [Fact]
    public void Open_ZipOfTwoScenes_IsRefused() =>
        Assert.Equal(SceneErrorCodes.ArchiveInvalid, FaultOf("two.zip", Zip(("a.glb", SampleScenes.Quad()), ("b.glb", SampleScenes.Quad()))));

    [Fact]
    public void Open_ZipWithoutAScene_IsRefused() => Assert.Equal(SceneErrorCodes.ArchiveInvalid, FaultOf("none.zip", Zip(("a.txt", [1]))));

    [Fact]
    public void Open_ZipWithAPicture_IsLitByIt()
    {
        var upload = SceneUpload.Open("lit.zip", Zip(("scene/a.glb", SampleScenes.Quad()), ("scene/Studio.HDR", Pictures.Sky), ("__MACOSX/scene/._Studio.HDR", [1])));
        Assert.Equal("scene/Studio.HDR", upload.Environment);
        Assert.Equal(2, upload.ReadEnvironment(SceneLimits.Default)!.Width);
        Assert.Equal("environment.hdr", PackageBuilder.Build(upload.Files, upload.Entry, environment: upload.Environment).Manifest.Environment);
    }

    [Fact]
    public void Open_ZipOfTwoPictures_IsRefused() =>
        Assert.Equal(SceneErrorCodes.ArchiveInvalid, FaultOf("two.zip", Zip(("a.glb", SampleScenes.Quad()), ("a.hdr", Pictures.Sky), ("b.hdr", Pictures.Sky))));

    [Fact]
    public void ReadEnvironment_OfABrokenPicture_NamesIt()
    {
        var upload = SceneUpload.Open("lit.zip", Zip(("a.glb", SampleScenes.Quad()), ("sky.hdr", Pictures.Sky[..^1])));
        var fault = Assert.Throws<SceneException>(() => upload.ReadEnvironment(SceneLimits.Default));
        Assert.Equal(SceneErrorCodes.EnvironmentInvalid, fault.Code);
        Assert.Contains("sky.hdr", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_Orbx_SaysThatItNeedsOctaneAndHowToExport()
    {
        var fault = Assert.Throws<SceneException>(() => SceneUpload.Open("Scene.ORBX", new byte[10]));
        Assert.Equal(SceneErrorCodes.FormatUnsupported, fault.Code);
        Assert.Contains("Octane engine", fault.Message, StringComparison.Ordinal);
        Assert.Contains("glTF", fault.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.blend", "BLENDER-v300")]
    [InlineData("renamed.glb", "BLENDER-v300")]
    [InlineData("a.fbx", "Kaydara")]
    public void Open_OtherProgramsFile_SaysHowToExport(string name, string content) =>
        Assert.Equal(SceneErrorCodes.FormatUnsupported, FaultOf(name, Encoding.ASCII.GetBytes(content)));

    [Fact]
    public void Folder_GltfBesideItsBuffer_IsFound()
    {
        var root = Directory.CreateTempSubdirectory("upload").FullName;
        try
        {
            var builder = SampleScenes.CubeBuilder();
            File.WriteAllBytes(Path.Combine(root, "cube.gltf"), builder.ToGltf("data/cube.bin"));
            Directory.CreateDirectory(Path.Combine(root, "data"));
            File.WriteAllBytes(Path.Combine(root, "data", "cube.bin"), builder.Binary());
            var upload = FolderUpload.Open(Path.Combine(root, "cube.gltf"));
            Assert.Equal(12, PackageBuilder.Build(upload.Files, upload.Entry).Facts.Triangles);
        }
        finally
        {
            Directory.Delete(root, true);
        }
    }

    [Fact]
    public void Folder_LinkOutOfIt_IsNotFollowed()
    {
        var root = Directory.CreateTempSubdirectory("upload").FullName;
        try
        {
            File.WriteAllText(Path.Combine(root, "secret"), "x");
            Directory.CreateDirectory(Path.Combine(root, "scene"));
            File.CreateSymbolicLink(Path.Combine(root, "scene", "link"), Path.Combine(root, "secret"));
            Directory.CreateSymbolicLink(Path.Combine(root, "scene", "up"), root);
            var folder = new FolderUpload(Path.Combine(root, "scene"));
            Assert.Null(folder.Read("link", 100));
            Assert.Null(folder.Read("up/secret", 100));
        }
        finally
        {
            Directory.Delete(root, true);
        }
    }

    private static string FaultOf(string name, byte[] content, SceneLimits? limits = null) =>
        Assert.Throws<SceneException>(() => SceneUpload.Open(name, content, limits)).Code;

    private static byte[] Zip(params (string Path, byte[] Content)[] files)
    {
        using var output = new MemoryStream();
        using (var archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (path, content) in files)
            {
                using var entry = archive.CreateEntry(path).Open();
                entry.Write(content);
            }

        return output.ToArray();
    }
}

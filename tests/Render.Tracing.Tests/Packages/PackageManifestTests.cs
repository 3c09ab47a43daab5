using System.Security.Cryptography;
using System.Text;
using Render.TestScenes;
using Render.Tracing.Packages;
using Render.Tracing.Scenes;

namespace Render.Tracing.Tests.Packages;

public sealed class PackageManifestTests
{
    private static readonly byte[] Content = Encoding.ASCII.GetBytes("content");
    private static readonly string ContentHash = Convert.ToHexStringLower(SHA256.HashData(Content));
    private static readonly PackageManifest Sample = PackageManifest.Of(
        "scene.gltf", null, [new("scene.gltf", 7, ContentHash), new("images/00000.rgba", 7, ContentHash), new("buffer.bin", 7, ContentHash)]);

    [Fact]
    public void Encode_Sample_HasTheFrozenDigest() =>
        Assert.Equal("a0f1e9a2a5a199249e78962e219a28ae0f2bb2cd3460f2b8d41abbee36a9b7da", Convert.ToHexStringLower(Sample.Digest()));

    [Fact]
    public void Decode_Encoded_GivesItBack()
    {
        var decoded = PackageManifest.Decode(Sample.Encode());
        Assert.Equal(Sample.Files, decoded.Files);
        Assert.Equal((Sample.Entry, Sample.Environment), (decoded.Entry, decoded.Environment));
    }

    [Fact]
    public void Of_AnyOrder_GivesOneDigest() =>
        Assert.Equal(Sample.Digest(), PackageManifest.Of(Sample.Entry, null, Sample.Files.Reverse()).Digest());

    [Fact]
    public void Decode_Mutated_IsAFaultOrCanonical()
    {
        var bytes = Sample.Encode();
        for (var seed = 0u; seed < 2000; seed++)
        {
            var mutated = Mutation.Bytes(bytes, seed);
            try
            {
                Assert.Equal(mutated, PackageManifest.Decode(mutated).Encode());
            }
            catch (SceneException fault)
            {
                Assert.Equal(SceneErrorCodes.PackageInvalid, fault.Code);
            }
        }
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("/x")]
    [InlineData("a//b")]
    [InlineData("")]
    public void Decode_PathOutsideThePackage_IsRefused(string path) =>
        Assert.Throws<SceneException>(() => PackageManifest.Decode(PackageManifest.Of(path, null, [new(path, 0, ContentHash)]).Encode()));

    [Fact]
    public void VerifiedFiles_ContentChanged_IsRefused()
    {
        var files = new VerifiedPackageFiles(Sample, _ => Encoding.ASCII.GetBytes("c0ntent"));
        Assert.Equal(SceneErrorCodes.PackageInvalid, Assert.Throws<SceneException>(() => files.Read("buffer.bin", 100)).Code);
    }

    [Fact]
    public void VerifiedFiles_ContentRight_IsRead() =>
        Assert.Equal(Content, new VerifiedPackageFiles(Sample, _ => Content).Read("buffer.bin", 100)!.Value.ToArray());
}

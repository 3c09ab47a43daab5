using Render.Ingest.Packaging;
using Render.Ingest.Uploads;
using Render.TestScenes;
using Render.Tracing.Packages;
using Render.Tracing.Scenes;

namespace Render.Ingest.Tests.Fuzzing;

/// <summary>Damaged uploads end in a package that loads, or in a typed fault; never in anything else.</summary>
public sealed class MutatedUploadTests
{
    private static readonly SceneLimits Limits = SceneLimits.Default with { ImageSide = 256, MemoryBytes = 16 << 20, Items = 10_000 };

    [Fact]
    public void Everything_Undamaged_BecomesAPackage() => Assert.NotEmpty(Build(FuzzCorpus.Everything()).Facts.Cameras);

    [Fact]
    public void Build_Mutated_EndsInAPackageOrAFault()
    {
        var corpus = FuzzCorpus.Scenes();
        var codes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var seed = 0u; seed < 3000; seed++)
        {
            var code = Outcome(Mutation.Glb(corpus[seed % corpus.Length], seed));
            codes[code] = codes.GetValueOrDefault(code) + 1;
        }

        // A corpus that only ever fails early, or never fails, would test nothing.
        Assert.True(codes["fine"] > 300);
        Assert.True(codes.Count >= 10, string.Join(", ", codes));
    }

    private static string Outcome(byte[] file)
    {
        try
        {
            var package = Build(file);
            PackagedScene.Load(package.Manifest, entry => package.Files[entry.Path], Limits).AtFrame(7, 24f);
            return "fine";
        }
        catch (SceneException fault)
        {
            Assert.NotEmpty(fault.Message);
            Assert.NotEmpty(fault.Fix);
            return fault.Code;
        }
    }

    private static ScenePackage Build(byte[] file)
    {
        var upload = SceneUpload.Open("scene.glb", file, Limits);
        return PackageBuilder.Build(upload.Files, upload.Entry, Limits);
    }
}

using Render.Ingest.Packaging;
using Render.Ingest.Uploads;
using Render.Tracing.Numerics;
using Render.Tracing.Packages;
using Render.Tracing.Scenes;

namespace Render.Ingest.Tests.Packaging;

public sealed class BundledSceneTests
{
    private static readonly string Scene = Path.Combine(AppContext.BaseDirectory, "harbour.glb");

    [Fact]
    public void Harbour_IsWhatTheDemoPromises()
    {
        var facts = Build().Facts;
        Assert.InRange(facts.PlacedTriangles, 10_000, 50_000);
        Assert.Equal(49, facts.Frames);
        Assert.Equal(["camera"], facts.Cameras);
        Assert.Equal(["default-sky"], facts.Notices.Select(notice => notice.Code));
        Assert.InRange(new FileInfo(Scene).Length, 1, 3_000_000);
    }

    [Fact]
    public void Harbour_AfterItsLoop_LooksAsInTheBeginning()
    {
        var package = Build();
        var scene = PackagedScene.Load(package.Manifest, file => package.Files[file.Path]);
        var (first, middle, last) = (scene.AtFrame(0, 24f).Instances, scene.AtFrame(12, 24f).Instances, scene.AtFrame(48, 24f).Instances);
        Assert.Contains(Enumerable.Range(0, first.Count), i => Distance(first[i].ToWorld, middle[i].ToWorld) > 0.1f);
        // What turns by its own symmetry ends on another one's place: every instance of the end is where one of its mesh began.
        Assert.All(last, end => Assert.Contains(first, start => IsSame(start, end) || IsTurnedAboutItself(start, end)));
    }

    private static bool IsSame(Instance start, Instance end) => start.Mesh == end.Mesh && Distance(start.ToWorld, end.ToWorld) < 0.001f;

    /// <summary>Sails and wheel turn about their z axis by a step of their symmetry.</summary>
    private static bool IsTurnedAboutItself(Instance start, Instance end) =>
        start.Mesh == end.Mesh && Float3.Length(start.ToWorld.T - end.ToWorld.T) < 0.001f && Float3.Length(start.ToWorld.Z - end.ToWorld.Z) < 0.001f;

    private static Real Distance(Affine a, Affine b) =>
        Float3.Length(a.T - b.T) + Float3.Length(a.X - b.X) + Float3.Length(a.Y - b.Y) + Float3.Length(a.Z - b.Z);

    private static ScenePackage Build()
    {
        var upload = FolderUpload.Open(Scene);
        return PackageBuilder.Build(upload.Files, upload.Entry);
    }
}

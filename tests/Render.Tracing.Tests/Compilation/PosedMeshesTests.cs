using Render.Tracing.Compilation;
using Render.Tracing.Rendering;
using Render.Tracing.Scenes;

namespace Render.Tracing.Tests.Compilation;

public class PosedMeshesTests
{
    private static readonly CompiledScene Whole = TestScenes.Everything();
    private static readonly RenderSettings Settings = new(40, 24, 1, 6, 5);

    /// <summary>Every choice of which of the four meshes deform, the light among them.</summary>
    public static TheoryData<int> Choices => [1, 2, 4, 8, 5, 10, 15];

    [Theory]
    [MemberData(nameof(Choices))]
    public void Compile_WithPosesInPlaceOfMeshes_GivesTheSameBytes(int choice)
    {
        var posed = Posed(choice, mesh => mesh);

        Assert.Equal(Sums(Whole), Sums(posed));
        Assert.Equal(Scalar(Whole), Scalar(posed));
    }

    [Fact]
    public void Compile_OfAnotherPose_LeavesTheFirstAsItWas()
    {
        var assets = SceneCompiler.Prepare(Deforming(2));
        var first = Compile(assets, 2, mesh => mesh);
        var before = Sums(first);
        var second = Compile(assets, 2, mesh => mesh with { Positions = [.. mesh.Positions.Select(p => p * 1.5f)] });

        Assert.NotEqual(before, Sums(second));
        Assert.Equal(before, Sums(first));
    }

    [Fact]
    public void Compile_WithoutAPose_IsRefused()
    {
        var assets = SceneCompiler.Prepare(Deforming(2));

        Assert.Equal(SceneErrorCodes.ValueInvalid, Assert.Throws<SceneException>(() => SceneCompiler.Compile(assets, Whole.Snapshot)).Code);
    }

    [Fact]
    public void Compile_PoseWithOtherTriangles_IsRefused()
    {
        var assets = SceneCompiler.Prepare(Deforming(2));

        Assert.Equal(SceneErrorCodes.ValueInvalid, Assert.Throws<SceneException>(() => Compile(assets, 2, mesh => mesh with { Indices = mesh.Indices[3..] })).Code);
    }

    private static CompiledScene Posed(int choice, Func<Mesh, Mesh> pose) => Compile(SceneCompiler.Prepare(Deforming(choice)), choice, pose);

    private static CompiledScene Compile(PreparedAssets assets, int choice, Func<Mesh, Mesh> pose) => SceneCompiler.Compile(assets, Whole.Snapshot with
    {
        Deformed = [.. Enumerable.Range(0, 4).Where(i => (choice >> i & 1) != 0).Select(i => new DeformedMesh(i, pose(Whole.Assets.Source.Meshes[i])))],
    });

    private static SceneAssets Deforming(int choice) => Whole.Assets.Source with
    {
        Meshes = [.. Whole.Assets.Source.Meshes.Select((mesh, i) => mesh with { Deforms = (choice >> i & 1) != 0 })],
    };

    private static long[] Sums(CompiledScene scene) => TileRenderer.Render(scene, Settings, new(0, 0, 40, 24), new(0, 2)).Sums;

    private static long[] Scalar(CompiledScene scene)
    {
        var sums = new long[3 * 64];
        new BlockRenderer(scene, Settings, scalar: true).Render(new(16, 8, 8, 8), new(0, 2), sums, out _);
        return sums;
    }
}

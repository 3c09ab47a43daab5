using Render.Tracing.Acceleration;
using Render.Tracing.Compilation;
using Render.Tracing.Numerics;
using Render.Tracing.Scenes;
using Render.Tracing.Tests.Acceleration;

namespace Render.Tracing.Tests.Compilation;

public class SceneCompilerTests
{
    private static readonly Material[] Materials = [TestScenes.Matte(0.5f)];

    private static string CodeOf(Action act) => Assert.Throws<SceneException>(act).Code;

    private static CompiledScene Compile(Mesh mesh, params Affine[] transforms) =>
        TestScenes.Compile([mesh], Materials, [.. transforms.Select(transform => new Instance(0, transform))]);

    [Fact]
    public void Prepare_OfBadMeshes_NamesTheFault()
    {
        var floor = TestScenes.Floor(1f, 0);
        Assert.Equal(SceneErrorCodes.NotFinite, CodeOf(() => Compile(floor with { Positions = [new(float.NaN), .. floor.Positions[1..]] })));
        Assert.Equal(SceneErrorCodes.IndexOutOfRange, CodeOf(() => Compile(floor with { Indices = [0, 1, 4] })));
        Assert.Equal(SceneErrorCodes.IndexOutOfRange, CodeOf(() => Compile(floor with { Indices = [0, 1, -1] })));
        Assert.Equal(SceneErrorCodes.IndexOutOfRange, CodeOf(() => Compile(floor with { Material = 1 })));
        Assert.Equal(SceneErrorCodes.AccessorInvalid, CodeOf(() => Compile(floor with { Indices = [0, 1] })));
        Assert.Equal(SceneErrorCodes.AccessorInvalid, CodeOf(() => Compile(floor with { Normals = [new(0f, 1f, 0f)] })));
        Assert.Equal(SceneErrorCodes.ValueInvalid, CodeOf(() => Compile(floor with { Positions = [new(1e30f), .. floor.Positions[1..]] })));
    }

    [Fact]
    public void Prepare_OfBadMaterialsAndImages_NamesTheFault()
    {
        void Use(Material material, params Image[] images) => SceneCompiler.Prepare(new([], [material], images));
        Assert.Equal(SceneErrorCodes.ValueInvalid, CodeOf(() => Use(Materials[0] with { Roughness = 2f })));
        Assert.Equal(SceneErrorCodes.ValueInvalid, CodeOf(() => Use(Materials[0] with { BaseColor = new(-1f) })));
        Assert.Equal(SceneErrorCodes.NotFinite, CodeOf(() => Use(Materials[0] with { Emission = new(float.PositiveInfinity) })));
        Assert.Equal(SceneErrorCodes.IndexOutOfRange, CodeOf(() => Use(Materials[0] with { NormalTexture = new(0) })));
        Assert.Equal(SceneErrorCodes.AccessorInvalid, CodeOf(() => Use(Materials[0], new Image(2, 2, new byte[15]))));
        Assert.Equal(SceneErrorCodes.ValueInvalid, CodeOf(() => Use(Materials[0], new Image(0, 2, []))));
    }

    [Fact]
    public void Compile_OfBadSnapshots_NamesTheFault()
    {
        var assets = SceneCompiler.Prepare(new([TestScenes.Floor(1f, 0)], Materials, []));
        var good = new Snapshot([new(0, Affine.Identity)], TestScenes.Camera(0f, 1f, 2f), [], SkyEnvironment.Black);
        var light = new PunctualLight(LightKind.Directional, Float3.Zero, new(0f, -1f, 0f), new(1f), 1f, 0f);
        string Fault(Snapshot snapshot) => CodeOf(() => SceneCompiler.Compile(assets, snapshot));
        Assert.Equal(SceneErrorCodes.IndexOutOfRange, Fault(good with { Instances = [new(1, Affine.Identity)] }));
        Assert.Equal(SceneErrorCodes.NotFinite, Fault(good with { Instances = [new(0, TestScenes.At(float.NaN, 0f, 0f))] }));
        Assert.Equal(SceneErrorCodes.ValueInvalid, Fault(good with { Camera = good.Camera with { HalfHeight = 0f } }));
        Assert.Equal(SceneErrorCodes.ValueInvalid, Fault(good with { Lights = [light with { Direction = Float3.Zero }] }));
        Assert.Equal(SceneErrorCodes.NotFinite, Fault(good with { Environment = new(1, 1, [new(float.NaN)], Float3.Zero) }));
        Assert.Equal(SceneErrorCodes.AccessorInvalid, Fault(good with { Environment = new(2, 1, [new(1f)], Float3.Zero) }));
    }

    [Fact]
    public void Compile_OfSingularTransforms_MakesInstancesInvisible()
    {
        var flat = new Affine(new(1f, 0f, 0f), Float3.Zero, new(0f, 0f, 1f), Float3.Zero);
        var nearlyFlat = new Affine(new(1f, 0f, 0f), new(0f, 1e-9f, 0f), new(0f, 0f, 1f), Float3.Zero);
        var scene = Compile(TestScenes.Floor(1f, 0), flat, nearlyFlat, TestScenes.At(0f, 5f, 0f));
        var hit = new Casters(scene).Closest(new(new(0.1f, 9f, 0.2f), new(0f, -1f, 0f)), Real.Infinity, false, out _);
        // Primitive numbers still count the invisible ones.
        Assert.Equal((4f, true), (hit.T.Value, hit.Primitive >= 4));
        Assert.Equal(1, scene.Instances.Length);
    }

    [Fact]
    public void Compile_OfDegenerateTrianglesOnly_HasNothingToHit()
    {
        var scene = Compile(TestScenes.Floor(1f, 0) with { Indices = [0, 0, 1, 2, 2, 2] }, Affine.Identity);
        Assert.False(new Casters(scene).Closest(new(new(0f, 9f, 0f), new(0f, -1f, 0f)), Real.Infinity, false, out _).IsHit);
    }

    [Fact]
    public void Compile_OfTheSameSkyObject_SharesItsArrays()
    {
        var sky = new SkyEnvironment(2, 1, [new(1f), new(2f)], Float3.Zero);
        var assets = SceneCompiler.Prepare(new([], [], []));
        var first = SceneCompiler.Compile(assets, new([], TestScenes.Camera(0f, 0f, 0f), [], sky));
        var second = SceneCompiler.Compile(assets, new([], TestScenes.Camera(1f, 0f, 0f), [], sky), first);
        Assert.Same(first.Environment, second.Environment);
    }

    [Fact]
    public void Prepare_OfManyCoincidentTriangles_StillBuildsATree()
    {
        var one = TestScenes.Floor(1f, 0);
        var scene = Compile(one with { Indices = [.. Enumerable.Repeat<int[]>([0, 2, 1], 3000).SelectMany(i => i)] }, Affine.Identity);
        var hit = new Casters(scene).Closest(new(new(0.5f, 1f, -0.5f), new(0f, -1f, 0f)), Real.Infinity, WideCaster.IsSupported, out _);
        Assert.Equal(0, hit.Primitive);
    }
}

using System.Text.Json.Nodes;
using Render.TestScenes;
using Render.Tracing.Scenes;

namespace Render.Tracing.Tests.Gltf;

public sealed class MorphTests
{
    [Fact]
    public void Load_WeightsOfTheMesh_AreAddedOnce()
    {
        var builder = Bodies.Morphed();
        builder.Root["meshes"]![0]!["weights"] = new JsonArray(0.5f, 1f);
        var scene = builder.Load();

        var mesh = Assert.Single(scene.Assets.Meshes);
        Assert.Empty(scene.At(0f).Deformed);
        Assert.Equal([-1f, -1f, 1.5f, 1.5f], mesh.Positions.Select(p => p.Y.Value));
        Assert.All(mesh.Positions, p => Assert.Equal(2f, p.Z.Value));
        Assert.All(mesh.Normals!, n => Assert.Equal((1f, 0f, 0f), (n.X.Value, n.Y.Value, n.Z.Value)));
    }

    [Fact]
    public void Load_WeightsOfTheNode_StandBeforeTheMeshs()
    {
        var builder = Bodies.Morphed();
        builder.Root["meshes"]![0]!["weights"] = new JsonArray(1f, 1f);
        builder.AddRootNode(new JsonObject { ["mesh"] = 0, ["weights"] = new JsonArray(0f, 0f) });
        builder.AddRootNode(new JsonObject { ["mesh"] = 0, ["weights"] = new JsonArray(3f, 0f) });
        builder.AddRootNode(new JsonObject { ["mesh"] = 0, ["weights"] = new JsonArray(3f, 0f) });
        var scene = builder.Load();

        var numbers = scene.At(0f).Instances.Select(instance => instance.Mesh).ToArray();
        Assert.Equal([2f, 1f, 4f, 4f], numbers.Select(number => scene.Assets.Meshes[number].Positions[2].Y.Value));
        Assert.Equal(numbers[2], numbers[3]);
        Assert.Equal(3, scene.Assets.Meshes.Count);
    }

    [Theory]
    [InlineData("LINEAR", 0.5f, 1.5f)]
    [InlineData("STEP", 0.5f, 1f)]
    [InlineData("STEP", 1f, 2f)]
    [InlineData("CUBICSPLINE", 0.5f, 1.5f)]
    [InlineData("CUBICSPLINE", 0.25f, 1.15625f)]
    public void At_AnimatedWeights_Interpolate(string interpolation, float time, float expected)
    {
        var builder = Bodies.Morphed();
        // Two targets a key; flat tangents.
        float[] values = interpolation == "CUBICSPLINE" ? [0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 1f, 0f, 0f, 0f] : [0f, 0f, 1f, 0f];
        builder.AddAnimation(0, "weights", interpolation, [0f, 1f], "SCALAR", values);
        var scene = builder.Load();

        Assert.Equal(1f, scene.Duration.Value);
        Assert.Equal(expected, Assert.Single(scene.At(time).Deformed).Mesh.Positions[2].Y.Value, 1e-6f);
    }

    [Fact]
    public void At_MorphedMeshOfAMovingNode_IsPosedInTheNodesSpace()
    {
        var builder = Bodies.Morphed();
        builder.AddAnimation(0, "weights", "LINEAR", [0f, 1f], "SCALAR", [0f, 0f, 1f, 0f]);
        builder.AddAnimation(0, "translation", "LINEAR", [0f, 1f], "VEC3", [0f, 0f, 0f, 4f, 0f, 0f]);
        var moment = builder.Load().At(1f);

        Assert.Equal(4f, moment.Instances[0].ToWorld.T.X.Value);
        Assert.Equal(1f, moment.Deformed[0].Mesh.Positions[2].X.Value);
    }

    [Fact]
    public void Load_SparseTargetWithoutAView_MovesOnlyWhatItNames()
    {
        var builder = Bodies.Morphed();
        var accessor = builder.Add("accessors", new JsonObject
        {
            ["componentType"] = 5126,
            ["type"] = "VEC3",
            ["count"] = 4,
            ["sparse"] = new JsonObject
            {
                ["count"] = 1,
                ["indices"] = new JsonObject { ["bufferView"] = builder.AddView([1, 0]), ["componentType"] = 5123 },
                ["values"] = new JsonObject { ["bufferView"] = builder.AddView([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 128, 63]) },
            },
        });
        builder.Root["meshes"]![0]!["primitives"]![0]!["targets"] = new JsonArray(new JsonObject { ["POSITION"] = accessor });
        builder.Root["meshes"]![0]!["weights"] = new JsonArray(1f);

        Assert.Equal([0f, 1f, 0f, 0f], builder.Load().Assets.Meshes[0].Positions.Select(p => p.Z.Value));
    }

    [Fact]
    public void Load_NormalMappedMorph_BuildsItsTangentsOnThePose()
    {
        var builder = Bodies.Morphed();
        var texture = builder.AddTexture(Tracing.Imaging.CanonicalImage.Encode(new Image(1, 1, [128, 128, 255, 255])).ToArray(), "image/png");
        builder.Root["materials"]![0]!["normalTexture"] = new JsonObject { ["index"] = texture };
        builder.Root["meshes"]![0]!["weights"] = new JsonArray(0f, 1f);
        var mesh = builder.Load().Assets.Meshes[0];

        // The normals point to +x now, so the tangent cannot.
        Assert.All(mesh.Tangents!, tangent => Assert.Equal(0f, tangent.X.Value, 1e-6f));
    }

    private static (string Code, Action<GlbBuilder> Break)[] Faults =>
    [
        (SceneErrorCodes.ValueInvalid, builder => builder.Root["meshes"]![0]!["weights"] = new JsonArray(1f)),
        (SceneErrorCodes.ValueInvalid, builder => builder.Root["nodes"]![0]!["weights"] = new JsonArray(1f, 2f, 3f)),
        (SceneErrorCodes.AccessorInvalid, builder => builder.AddAnimation(0, "weights", "LINEAR", [0f, 1f], "SCALAR", [0f, 1f])),
        (SceneErrorCodes.AccessorInvalid, builder => builder.Root["meshes"]![0]!["primitives"]![0]!["targets"]![0]!["POSITION"] = builder.AddFloats("VEC3", 1f, 2f, 3f)),
        (SceneErrorCodes.IndexOutOfRange, builder => builder.Root["meshes"]![0]!["primitives"]![0]!["targets"]![0]!["NORMAL"] = 77),
    ];

    [Fact]
    public void Load_BrokenMorph_IsRefused() => Assert.All(Faults, fault =>
    {
        var builder = Bodies.Morphed();
        fault.Break(builder);
        Assert.Equal(fault.Code, builder.FaultOf());
    });
}

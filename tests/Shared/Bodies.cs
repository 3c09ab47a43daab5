using System.Text.Json.Nodes;

namespace Render.TestScenes;

/// <summary>Small scenes that deform.</summary>
internal static class Bodies
{
    /// <summary>
    /// The square of <see cref="SampleScenes.QuadBuilder"/> (node 0) bound to two joints (nodes 1 and 2, at the origin): its lower two vertices to the first,
    /// its upper two to the second.
    /// </summary>
    public static GlbBuilder Skinned()
    {
        var builder = SampleScenes.QuadBuilder();
        builder.AddRootNode(new JsonObject { ["name"] = "hip" });
        builder.AddRootNode(new JsonObject { ["name"] = "head" });
        var attributes = AttributesOf(builder);
        attributes["JOINTS_0"] = builder.AddAccessor([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0], 5121, "VEC4", 4);
        attributes["WEIGHTS_0"] = builder.AddFloats("VEC4", 1f, 0f, 0f, 0f, 1f, 0f, 0f, 0f, 1f, 0f, 0f, 0f, 1f, 0f, 0f, 0f);
        builder.Root["nodes"]![0]!["skin"] = builder.Add("skins", new JsonObject { ["joints"] = new JsonArray(1, 2) });
        return builder;
    }

    /// <summary>The square with two morph targets: the first lifts its upper vertices by 1 in y, the second pushes all by 2 in z and turns the normals to +x.</summary>
    public static GlbBuilder Morphed()
    {
        var builder = SampleScenes.QuadBuilder();
        var up = builder.AddFloats("VEC3", 0f, 0f, 0f, 0f, 0f, 0f, 0f, 1f, 0f, 0f, 1f, 0f);
        var forth = builder.AddFloats("VEC3", 0f, 0f, 2f, 0f, 0f, 2f, 0f, 0f, 2f, 0f, 0f, 2f);
        var turned = builder.AddFloats("VEC3", 1f, 0f, -1f, 1f, 0f, -1f, 1f, 0f, -1f, 1f, 0f, -1f);
        builder.Root["meshes"]![0]!["primitives"]![0]!["targets"] = new JsonArray(
            new JsonObject { ["POSITION"] = up }, new JsonObject { ["POSITION"] = forth, ["NORMAL"] = turned });
        return builder;
    }

    /// <summary>The attributes of the builder's first primitive.</summary>
    public static JsonObject AttributesOf(GlbBuilder builder) => builder.Root["meshes"]![0]!["primitives"]![0]!["attributes"]!.AsObject();
}

using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Render.Network.Proof;
using Render.TestScenes;

namespace Render.Local.Tests.Transfers;

/// <summary>A scene whose buffer is several chunks: small triangles strewn about, nothing in them repeated.</summary>
internal static class LargeScene
{
    private const int Triangles = 60_000;

    /// <summary>The scene as .glb, some 2 MB.</summary>
    /// <param name="moved">So many triangles in its middle stand elsewhere.</param>
    public static byte[] Create(int moved = 0)
    {
        var positions = new float[9 * Triangles];
        Strew(positions, "triangles");
        if (moved > 0)
        {
            var elsewhere = new float[9 * moved];
            Strew(elsewhere, "elsewhere");
            elsewhere.CopyTo(positions, 9 * Triangles / 2);
        }

        var builder = new GlbBuilder();
        var material = builder.Add("materials", SampleScenes.Rough("grey", 0.6f, 0.6f, 0.6f));
        var accessor = builder.AddFloats("VEC3", positions);
        builder.Root["accessors"]![accessor]!["min"] = new JsonArray(-1f, -1f, -1f);
        builder.Root["accessors"]![accessor]!["max"] = new JsonArray(1f, 1f, 1f);
        builder.AddRootNode(new JsonObject { ["mesh"] = builder.AddMesh(null, material, ("POSITION", accessor)) });
        SampleScenes.AddCamera(builder);
        return builder.ToGlb();
    }

    private static void Strew(float[] positions, string name)
    {
        using var aes = Aes.Create();
        aes.Key = Digest.OfText(name).ToArray();
        var random = aes.EncryptCbc(new byte[2 * positions.Length], new byte[16]);
        for (var i = 0; i < positions.Length; i++)
        {
            // The first corner anywhere, the others near it.
            var value = BitConverter.ToInt16(random, 2 * i) / 32_768f;
            positions[i] = i % 9 < 3 ? value * 0.9f : positions[i - 3] + value * 0.02f;
        }
    }
}

using System.Text;
using Render.Network.Proof;
using Render.Tracing.Packages;

namespace Render.Worker.Tests.Support;

/// <summary>Small scene packages.</summary>
internal static class Packages
{
    /// <summary>One triangle before the default sky.</summary>
    public static string Triangle { get; } =
        """
        {"asset":{"version":"2.0"},"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],
        "meshes":[{"primitives":[{"attributes":{"POSITION":0},"indices":1}]}],
        "accessors":[{"bufferView":0,"componentType":5126,"count":3,"type":"VEC3","min":[-1,-1,0],"max":[1,1,0]},
        {"bufferView":1,"componentType":5125,"count":3,"type":"SCALAR"}],
        "bufferViews":[{"buffer":0,"byteOffset":0,"byteLength":36},{"buffer":0,"byteOffset":36,"byteLength":12}],
        "buffers":[{"byteLength":48,"uri":"data:application/octet-stream;base64,
        """.Replace("\n", "", StringComparison.Ordinal) + Convert.ToBase64String(TriangleBytes()) + "\"}]}";

    /// <summary>Stores a package of one glTF file; its digest.</summary>
    public static Digest Store(string gltf, Action<Digest, byte[]> put)
    {
        var content = Encoding.UTF8.GetBytes(gltf);
        var file = Digest.Of(content);
        var manifest = PackageManifest.Of("scene.gltf", null, [new PackageFile("scene.gltf", content.Length, file.ToString())]);
        var encoded = manifest.Encode();
        put(file, content);
        put(Digest.Of(encoded), encoded);
        return Digest.Of(encoded);
    }

    private static byte[] TriangleBytes()
    {
        var bytes = new byte[48];
        float[] positions = [-1, -1, 0, 1, -1, 0, 0, 1, 0];
        int[] indices = [0, 1, 2];
        Buffer.BlockCopy(positions, 0, bytes, 0, 36);
        Buffer.BlockCopy(indices, 0, bytes, 36, 12);
        return bytes;
    }
}

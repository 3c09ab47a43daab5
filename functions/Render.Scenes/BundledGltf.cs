using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Render.Scenes;

/// <summary>A small scene made by formulas, as a .gltf with its data inside: a floor, a wall of blocks in three materials, a turning one, a camera.</summary>
public static class BundledGltf
{
    private const int Blocks = 9;

    private static readonly (float X, float Y, float Z)[] Corners =
    [
        (-1, -1, 1), (1, -1, 1), (1, 1, 1), (-1, 1, 1), (1, -1, -1), (-1, -1, -1), (-1, 1, -1), (1, 1, -1),
        (1, -1, 1), (1, -1, -1), (1, 1, -1), (1, 1, 1), (-1, -1, -1), (-1, -1, 1), (-1, 1, 1), (-1, 1, -1),
        (-1, 1, 1), (1, 1, 1), (1, 1, -1), (-1, 1, -1), (-1, -1, -1), (1, -1, -1), (1, -1, 1), (-1, -1, 1),
    ];

    /// <summary>The file; the same bytes always.</summary>
    public static byte[] Create() => Encoding.UTF8.GetBytes(Json());

    private static string Json()
    {
        var buffer = Buffer();
        var nodes = new StringBuilder();
        for (var i = 0; i < Blocks; i++)
        {
            var size = 0.35 + i * 5 % 4 * 0.12;
            nodes.Append(CultureInfo.InvariantCulture, $$""",{"mesh":{{1 + i % 3}},"translation":[{{i % 3 * 1.7 - 1.7:0.00}},{{size:0.00}},{{i / 3 * 1.7 - 1.7:0.00}}],"scale":[{{size:0.00}},{{size:0.00}},{{size:0.00}}]}""");
        }
        var children = string.Join(',', Enumerable.Range(0, Blocks + 3));
        return string.Create(CultureInfo.InvariantCulture, $$$$"""
            {"asset":{"version":"2.0"},"scene":0,"scenes":[{"nodes":[{{{{children}}}}]}],
            "nodes":[{"camera":0,"translation":[0,2.6,6.4],"rotation":[-0.1478,0,0,0.9890]},{"mesh":0,"scale":[8,0.05,8],"translation":[0,-0.05,0]},{"mesh":2,"translation":[0,2.4,0],"scale":[0.4,0.4,0.4]}{{{{nodes}}}}],
            "cameras":[{"type":"perspective","perspective":{"yfov":0.8,"znear":0.1}}],
            "materials":[{"pbrMetallicRoughness":{"baseColorFactor":[0.55,0.53,0.5,1],"metallicFactor":0,"roughnessFactor":0.9}},
            {"pbrMetallicRoughness":{"baseColorFactor":[0.75,0.25,0.12,1],"metallicFactor":0,"roughnessFactor":0.45}},
            {"pbrMetallicRoughness":{"baseColorFactor":[0.95,0.78,0.4,1],"metallicFactor":1,"roughnessFactor":0.25}},
            {"pbrMetallicRoughness":{"baseColorFactor":[0.15,0.35,0.6,1],"metallicFactor":0,"roughnessFactor":0.6}}],
            "meshes":[{"primitives":[{"attributes":{"POSITION":0},"indices":1,"material":0}]},{"primitives":[{"attributes":{"POSITION":0},"indices":1,"material":1}]},
            {"primitives":[{"attributes":{"POSITION":0},"indices":1,"material":2}]},{"primitives":[{"attributes":{"POSITION":0},"indices":1,"material":3}]}],
            "animations":[{"channels":[{"sampler":0,"target":{"node":2,"path":"translation"}}],"samplers":[{"input":2,"output":3,"interpolation":"LINEAR"}]}],
            "accessors":[{"bufferView":0,"componentType":5126,"count":24,"type":"VEC3","min":[-1,-1,-1],"max":[1,1,1]},{"bufferView":1,"componentType":5123,"count":36,"type":"SCALAR"},
            {"bufferView":2,"componentType":5126,"count":2,"type":"SCALAR","min":[0],"max":[1]},{"bufferView":3,"componentType":5126,"count":2,"type":"VEC3"}],
            "bufferViews":[{"buffer":0,"byteOffset":0,"byteLength":288},{"buffer":0,"byteOffset":288,"byteLength":72},{"buffer":0,"byteOffset":360,"byteLength":8},{"buffer":0,"byteOffset":368,"byteLength":24}],
            "buffers":[{"byteLength":{{{{buffer.Length}}}},"uri":"data:application/octet-stream;base64,{{{{Convert.ToBase64String(buffer)}}}}"}]}
            """);
    }

    private static byte[] Buffer()
    {
        using var stream = new MemoryStream();
        Span<byte> four = stackalloc byte[4];
        foreach (var (x, y, z) in Corners)
            foreach (var value in new[] { x, y, z })
                Write(value, four);
        for (ushort face = 0; face < 6; face++)
            foreach (var corner in new[] { 0, 1, 2, 0, 2, 3 })
            {
                BinaryPrimitives.WriteUInt16LittleEndian(four, (ushort)(face * 4 + corner));
                stream.Write(four[..2]);
            }
        foreach (var value in new[] { 0f, 1f, -1.5f, 2.2f, 1f, 1.5f, 2.8f, 1f })
            Write(value, four);
        return stream.ToArray();

        void Write(float value, Span<byte> bytes)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
            stream.Write(bytes);
        }
    }
}

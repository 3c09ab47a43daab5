using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Render.Tracing.Numerics;
using Render.Tracing.Scenes;

namespace Render.Benchmarks.Rays;

/// <summary>Writes a mesh as a binary glTF file with normals and texture coordinates, as modelling programs export it.</summary>
internal static class GlbFile
{
    internal static void Write(string path, Mesh mesh, Camera camera)
    {
        var positions = MemoryMarshal.AsBytes(mesh.Positions.AsSpan());
        var normals = MemoryMarshal.AsBytes(NormalsOf(mesh).AsSpan());
        var uvs = MemoryMarshal.AsBytes(mesh.Positions.Select(p => new Float2(p.X, p.Z)).ToArray().AsSpan());
        var indices = MemoryMarshal.AsBytes(mesh.Indices.AsSpan());
        var bounds = mesh.Positions.Aggregate(Render.Tracing.Acceleration.Box.Empty, (box, p) => box.With(p));
        var vertices = mesh.Positions.Length;
        var m = camera.ToWorld;
        var json = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$$"""
            {"asset":{"version":"2.0"},"scene":0,"scenes":[{"nodes":[0,1]}],
            "nodes":[{"mesh":0},{"camera":0,"matrix":[{{{Column(m.X)}}},0,{{{Column(m.Y)}}},0,{{{Column(m.Z)}}},0,{{{Column(m.T)}}},1]}],
            "cameras":[{"type":"perspective","perspective":{"yfov":{{{2 * Math.Atan(camera.HalfHeight.Value)}}},"znear":0.1}}],
            "meshes":[{"primitives":[{"attributes":{"POSITION":0,"NORMAL":1,"TEXCOORD_0":2},"indices":3}]}],
            "accessors":[
            {"bufferView":0,"componentType":5126,"count":{{{vertices}}},"type":"VEC3","min":[{{{Column(bounds.Min)}}}],"max":[{{{Column(bounds.Max)}}}]},
            {"bufferView":1,"componentType":5126,"count":{{{vertices}}},"type":"VEC3"},{"bufferView":2,"componentType":5126,"count":{{{vertices}}},"type":"VEC2"},
            {"bufferView":3,"componentType":5125,"count":{{{mesh.Indices.Length}}},"type":"SCALAR"}],
            "bufferViews":[{"buffer":0,"byteLength":{{{positions.Length}}}},{"buffer":0,"byteOffset":{{{positions.Length}}},"byteLength":{{{normals.Length}}}},
            {"buffer":0,"byteOffset":{{{positions.Length + normals.Length}}},"byteLength":{{{uvs.Length}}}},
            {"buffer":0,"byteOffset":{{{positions.Length + normals.Length + uvs.Length}}},"byteLength":{{{indices.Length}}}}],
            "buffers":[{"byteLength":{{{positions.Length + normals.Length + uvs.Length + indices.Length}}}}]}
            """));
        Array.Resize(ref json, (json.Length + 3) / 4 * 4);
        json.AsSpan().Replace((byte)0, (byte)' ');
        var binary = positions.Length + normals.Length + uvs.Length + indices.Length;
        using var file = new BinaryWriter(File.Create(path));
        file.Write("glTF"u8);
        file.Write(2);
        file.Write(28 + json.Length + binary);
        file.Write(json.Length);
        file.Write("JSON"u8);
        file.Write(json);
        file.Write(binary);
        file.Write("BIN\0"u8);
        file.Write(positions);
        file.Write(normals);
        file.Write(uvs);
        file.Write(indices);
    }

    private static Float3[] NormalsOf(Mesh mesh)
    {
        var sums = new Float3[mesh.Positions.Length];
        for (var i = 0; i < mesh.Indices.Length; i += 3)
        {
            var a = mesh.Positions[mesh.Indices[i]];
            var face = Float3.Cross(mesh.Positions[mesh.Indices[i + 1]] - a, mesh.Positions[mesh.Indices[i + 2]] - a);
            for (var corner = 0; corner < 3; corner++)
                sums[mesh.Indices[i + corner]] += face;
        }
        return Array.ConvertAll(sums, Float3.Normalize);
    }

    private static string Column(Float3 v) => string.Create(CultureInfo.InvariantCulture, $"{v.X.Value:R},{v.Y.Value:R},{v.Z.Value:R}");
}

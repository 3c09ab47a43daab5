using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Render.Ingest.Tests.Images;
using Render.Tracing.Imaging;

namespace Render.TestScenes;

/// <summary>Small uploads of every kind, for damaging: .glb, .gltf, zip of a scene with its files, and pictures of light.</summary>
internal static class UploadCorpus
{
    /// <summary>The uploads.</summary>
    public static UploadFile[] Files() =>
    [
        .. FuzzCorpus.Scenes().Append(Bodies.Skinned().ToGlb()).Append(Bodies.Morphed().ToGlb()).Select(glb => new UploadFile("scene.glb", glb)),
        new("scene.gltf", SampleScenes.CubeBuilder().ToEmbeddedGltf()),
        new("scene.zip", Zip("texture.png", PngWriter.Encode(4, 4, 3, SampleScenes.Texels()))),
        new("scene.zip", Zip("texture.jpg", JpegFiles.Gradient(16, 8))),
        new("scene.zip", Zip("texture.jpg", JpegFiles.Gradient(24, 24, progressive: true))),
        new("scene.zip", Pack([new("scene.glb", SampleScenes.Quad()), new("sky.hdr", Sky())])),
        new("sky.hdr", Sky()),
    ];

    /// <summary>A scene of three files: JSON, buffer, and a texture.</summary>
    public static byte[] Zip(string name, byte[] picture)
    {
        var builder = SampleScenes.QuadBuilder();
        builder.Add("images", new JsonObject { ["uri"] = name });
        builder.Add("textures", new JsonObject { ["source"] = 0 });
        builder.Root["materials"]![0]!["pbrMetallicRoughness"]!["baseColorTexture"] = new JsonObject { ["index"] = 0 };
        return Pack([new("scene.gltf", builder.ToGltf("shapes.bin")), new("shapes.bin", builder.Binary()), new(name, picture)]);
    }

    /// <summary>Files as a zip.</summary>
    public static byte[] Pack(IEnumerable<UploadFile> files)
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in files)
            {
                using var entry = archive.CreateEntry(file.Name, CompressionLevel.Fastest).Open();
                entry.Write(file.Content);
            }
        }
        return zip.ToArray();
    }

    /// <summary>The files of a zip.</summary>
    public static UploadFile[] Unpack(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        return [.. archive.Entries.Select(entry =>
        {
            using var content = new MemoryStream();
            using var stream = entry.Open();
            stream.CopyTo(content);
            return new UploadFile(entry.FullName, content.ToArray());
        })];
    }

    private static byte[] Sky() =>
        [.. Encoding.ASCII.GetBytes("#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 2 +X 8\n"), 2, 2, 0, 8, 136, 7, 4, 1, 2, 3, 4, 132, 9, 136, 0, 136, 136, 2, 2, 0, 8, 136, 7, 136, 1, 136, 2, 136, 130];
}

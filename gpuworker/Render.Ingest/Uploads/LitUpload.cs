using System.IO.Compression;
using Render.Tracing.Scenes;

namespace Render.Ingest.Uploads;

/// <summary>Packs a scene together with the picture that lights it from afar, as <see cref="SceneUpload"/> takes them apart again.</summary>
/// <remarks>The same files give the same bytes, and nothing is compressed: an upload that broke off goes on, and a changed one sends what changed.</remarks>
public static class LitUpload
{
    private const string Picture = "environment.hdr";

    /// <summary>The earliest time that an archive can say; the files' own would make other bytes of the same files.</summary>
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the archive. Of a scene that is one already all files are kept but the pictures that would light it.</summary>
    /// <param name="target">Takes it: empty, readable and seekable.</param>
    /// <param name="name">The scene's file name, by which some formats are told.</param>
    /// <param name="scene">A .glb, a .gltf with embedded data, or a .zip; seekable, read from its beginning.</param>
    /// <param name="picture">A Radiance .hdr file.</param>
    /// <exception cref="SceneException">The scene is of a format that is not read, or a broken archive.</exception>
    public static void Write(Stream target, string name, Stream scene, ReadOnlySpan<byte> picture)
    {
        Span<byte> head = stackalloc byte[8];
        scene.Position = 0;
        head = head[..scene.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        scene.Position = 0;
        ForeignFormat.Refuse(name, head);
        try
        {
            if (ZipUpload.Is(head))
                scene.CopyTo(target);
            using var archive = new ZipArchive(target, ZipUpload.Is(head) ? ZipArchiveMode.Update : ZipArchiveMode.Create, leaveOpen: true);
            if (archive.Mode == ZipArchiveMode.Create)
            {
                using var entry = Create(archive, head.StartsWith("glTF"u8) ? "scene.glb" : "scene.gltf");
                scene.CopyTo(entry);
            }
            else
            {
                foreach (var other in archive.Entries.Where(entry => ZipUpload.IsPicture(entry.FullName)).ToArray())
                    other.Delete();
            }

            using var light = Create(archive, Picture);
            light.Write(picture);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            throw ZipUpload.Broken("it cannot be unpacked", e);
        }
    }

    private static Stream Create(ZipArchive archive, string name)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = NoTime;
        return entry.Open();
    }
}

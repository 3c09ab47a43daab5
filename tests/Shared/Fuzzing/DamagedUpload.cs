using System.Buffers.Binary;
using System.Text;
using Render.Tracing.Imaging;

namespace Render.TestScenes;

/// <summary>Damaged copies of uploads, a pure function of (corpus, number): with <see cref="Mutation"/> where a file's parts are known, so that most damage gets past the first check.</summary>
internal static class DamagedUpload
{
    /// <summary>A damaged copy of one of the corpus.</summary>
    public static UploadFile Of(UploadFile[] corpus, uint number)
    {
        var file = corpus[number % corpus.Length];
        var seed = number * 0x9E3779B9u ^ 0xDA3A6Eu;
        // One in sixteen gets a piece of another file, and then some damage as every other.
        var content = (number / corpus.Length) % 16 == 15 ? Splice(file.Content, corpus[seed % corpus.Length].Content, seed) : file.Content;
        return file with { Content = Damage(file.Name, content, seed) };
    }

    private static byte[] Damage(string name, byte[] content, uint seed)
    {
        try
        {
            return Path.GetExtension(name) switch
            {
                ".glb" => Floats(Mutation.Glb(content, seed), seed),
                ".gltf" => seed % 4 == 0 ? Mutation.Bytes(content, seed) : Encoding.UTF8.GetBytes(Mutation.Json(Encoding.UTF8.GetString(content), seed)),
                ".zip" => Zip(content, seed),
                ".png" => seed % 4 == 0 ? Mutation.Bytes(content, seed) : Checksummed(Mutation.Bytes(content, seed)),
                _ => Mutation.Bytes(content, seed),
            };
        }
        catch (Exception e) when (e is ArgumentException or InvalidDataException or EndOfStreamException)
        {
            // A spliced file may have no parts any more.
            return Mutation.Bytes(content, seed);
        }
    }

    private static byte[] Zip(byte[] zip, uint seed)
    {
        if (seed % 8 == 0)
            return Mutation.Bytes(zip, seed);
        var files = UploadCorpus.Unpack(zip);
        // A spliced archive may say that it is empty.
        if (files.Length == 0)
            return Mutation.Bytes(zip, seed);
        var at = seed / 8 % (uint)files.Length;
        files[at] = files[at] with { Content = Damage(files[at].Name, files[at].Content, seed * 31 + 7) };
        return UploadCorpus.Pack(files);
    }

    /// <summary>Every eighth .glb gets numbers into its binary chunk that no exporter writes: not finite, huge, tiny.</summary>
    private static byte[] Floats(byte[] glb, uint seed)
    {
        if (seed % 8 != 3 || glb.Length < 28)
            return glb;
        float[] numbers = [float.NaN, float.PositiveInfinity, float.MaxValue, float.MinValue, 1e-45f, 1e-30f, 3e19f, 0f];
        var binary = 28L + BitConverter.ToUInt32(glb, 12);
        for (var i = 0u; i < 1 + seed / 8 % 6; i++)
        {
            var words = (glb.Length - binary) / 4;
            if (words <= 0)
                break;
            BinaryPrimitives.WriteSingleLittleEndian(glb.AsSpan((int)(binary + 4 * (((seed >> 4) * (i + 1) * 2654435761u) % words))), numbers[(seed / 64 + i) % (uint)numbers.Length]);
        }
        return glb;
    }

    private static byte[] Splice(byte[] into, byte[] from, uint seed)
    {
        var result = (byte[])into.Clone();
        var length = (int)(1 + seed / 7 % Math.Min(64, Math.Min(into.Length, from.Length)));
        from.AsSpan((int)(seed / 5 % (uint)(from.Length - length + 1)), length).CopyTo(result.AsSpan((int)(seed / 3 % (uint)(into.Length - length + 1))));
        return result;
    }

    /// <summary>A PNG with the checksums of its chunks, which begin after eight bytes, made right as far as there are chunks.</summary>
    private static byte[] Checksummed(byte[] png)
    {
        for (var at = 8; at + 12 <= png.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at));
            if (length > png.Length - at - 12)
                break;
            var covered = png.AsSpan(at + 4, 4 + (int)length);
            BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(at + 8 + (int)length), Crc32.Of(covered));
            at += 12 + (int)length;
        }
        return png;
    }
}

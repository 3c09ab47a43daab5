using System.IO.Compression;
using System.Text;

namespace Render.Tracing.Tests.Imaging;

/// <summary>A reader of scan-line OpenEXR files with ZIP compression and floats, written from the format's description and sharing nothing with the writer.</summary>
internal sealed class ExrReader
{
    private readonly BinaryReader _file;

    private ExrReader(byte[] file)
    {
        _file = new(new MemoryStream(file));
        Assert.Equal(20_000_630, _file.ReadInt32());
        Assert.Equal(2, _file.ReadInt32());
        for (var name = Name(); name.Length > 0; name = Name())
        {
            var type = Name();
            Attributes.Add(name, (type, _file.ReadBytes(_file.ReadInt32())));
        }

        var window = Attributes["dataWindow"].Value;
        Width = BitConverter.ToInt32(window, 8) - BitConverter.ToInt32(window, 0) + 1;
        Height = BitConverter.ToInt32(window, 12) - BitConverter.ToInt32(window, 4) + 1;
        ReadChannels();
        ReadBlocks();
    }

    public Dictionary<string, (string Type, byte[] Value)> Attributes { get; } = [];

    public List<string> Names { get; } = [];

    public Dictionary<string, float[]> Channels { get; } = [];

    public int Width { get; }

    public int Height { get; }

    public static ExrReader Read(byte[] file) => new(file);

    private string Name()
    {
        var name = new StringBuilder();
        for (var c = _file.ReadByte(); c != 0; c = _file.ReadByte())
            name.Append((char)c);
        return name.ToString();
    }

    private void ReadChannels()
    {
        var list = Attributes["channels"].Value;
        for (var at = 0; list[at] != 0;)
        {
            var end = Array.IndexOf(list, (byte)0, at);
            var name = Encoding.ASCII.GetString(list, at, end - at);
            Assert.Equal(2, BitConverter.ToInt32(list, end + 1));
            Names.Add(name);
            Channels.Add(name, new float[Width * Height]);
            at = end + 17;
        }
    }

    private void ReadBlocks()
    {
        Assert.Equal([3], Attributes["compression"].Value);
        var offsets = Enumerable.Range(0, (Height + 15) / 16).Select(_ => _file.ReadInt64()).ToArray();
        foreach (var offset in offsets)
        {
            _file.BaseStream.Position = offset;
            var y = _file.ReadInt32();
            var packed = _file.ReadBytes(_file.ReadInt32());
            var rows = Math.Min(16, Height - y);
            var raw = Unpack(packed, rows * Width * Names.Count * 4);
            var at = 0;
            for (var row = y; row < y + rows; row++)
                foreach (var name in Names)
                    for (var x = 0; x < Width; x++, at += 4)
                        Channels[name][row * Width + x] = BitConverter.ToSingle(raw, at);
        }

        Assert.True(_file.BaseStream.Position == _file.BaseStream.Length, "Bytes follow the last block.");
    }

    private static byte[] Unpack(byte[] packed, int size)
    {
        if (packed.Length == size)
            return packed;
        using var zlib = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
        var bytes = new byte[size];
        zlib.ReadExactly(bytes);
        Assert.Equal(-1, zlib.ReadByte());
        for (var i = 1; i < size; i++)
            bytes[i] = (byte)(bytes[i - 1] + bytes[i] - 128);
        var joined = new byte[size];
        for (int i = 0, first = 0, second = (size + 1) / 2; i < size; i++)
            joined[i] = bytes[i % 2 == 0 ? first++ : second++];
        return joined;
    }
}

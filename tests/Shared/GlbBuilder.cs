using System.Buffers.Binary;
using System.Text.Json.Nodes;

namespace Render.TestScenes;

/// <summary>Writes small glTF files in memory: data go into one buffer, the JSON is open to every change a test wants.</summary>
internal sealed class GlbBuilder
{
    private readonly List<byte> _binary = [];

    public JsonObject Root { get; } = new()
    {
        ["asset"] = new JsonObject { ["version"] = "2.0" },
        ["scene"] = 0,
        ["scenes"] = new JsonArray(new JsonObject { ["nodes"] = new JsonArray() }),
    };

    /// <summary>Appends to a top-level array and returns the index.</summary>
    public int Add(string array, JsonNode item)
    {
        if (Root[array] is not JsonArray items)
            Root[array] = items = new JsonArray();
        items.Add(item);
        return items.Count - 1;
    }

    /// <summary>Adds a node to the scene's roots.</summary>
    public int AddRootNode(JsonObject node)
    {
        var index = Add("nodes", node);
        Root["scenes"]![0]!["nodes"]!.AsArray().Add(index);
        return index;
    }

    public int AddView(ReadOnlySpan<byte> data)
    {
        while (_binary.Count % 4 != 0)
            _binary.Add(0);
        var offset = _binary.Count;
        _binary.AddRange(data);
        return Add("bufferViews", new JsonObject { ["buffer"] = 0, ["byteOffset"] = offset, ["byteLength"] = data.Length });
    }

    /// <summary>Adds binary32 values as an accessor of SCALAR, VEC2, VEC3, VEC4 or MAT4.</summary>
    public int AddFloats(string type, params float[] values)
    {
        var bytes = new byte[4 * values.Length];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), values[i]);
        var width = type switch { "SCALAR" => 1, "VEC2" => 2, "VEC3" => 3, "MAT4" => 16, _ => 4 };
        return AddAccessor(bytes, 5126, type, values.Length / width);
    }

    /// <summary>Adds vertex indices.</summary>
    public int AddIndices(params ushort[] values)
    {
        var bytes = new byte[2 * values.Length];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * i), values[i]);
        return AddAccessor(bytes, 5123, "SCALAR", values.Length);
    }

    public int AddAccessor(ReadOnlySpan<byte> bytes, int componentType, string type, int count, bool normalized = false)
    {
        var accessor = new JsonObject { ["bufferView"] = AddView(bytes), ["componentType"] = componentType, ["type"] = type, ["count"] = count };
        if (normalized)
            accessor["normalized"] = true;
        return Add("accessors", accessor);
    }

    /// <summary>Adds an embedded image and a texture of it; returns the texture.</summary>
    public int AddTexture(byte[] file, string mimeType)
    {
        var image = Add("images", new JsonObject { ["bufferView"] = AddView(file), ["mimeType"] = mimeType });
        return Add("textures", new JsonObject { ["source"] = image });
    }

    /// <summary>Adds a mesh of one primitive; attribute names and accessors alternate.</summary>
    public int AddMesh(int? indices, int? material, params (string Name, int Accessor)[] attributes)
    {
        var primitive = new JsonObject { ["attributes"] = new JsonObject(attributes.Select(a => KeyValuePair.Create<string, JsonNode?>(a.Name, a.Accessor))) };
        if (indices is { } i)
            primitive["indices"] = i;
        if (material is { } m)
            primitive["material"] = m;
        return Add("meshes", new JsonObject { ["primitives"] = new JsonArray(primitive) });
    }

    /// <summary>Adds an animation of one channel.</summary>
    public int AddAnimation(int node, string path, string interpolation, float[] times, string type, float[] values) =>
        Add("animations", new JsonObject
        {
            ["name"] = $"{path} of {node}",
            ["channels"] = new JsonArray(new JsonObject { ["sampler"] = 0, ["target"] = new JsonObject { ["node"] = node, ["path"] = path } }),
            ["samplers"] = new JsonArray(new JsonObject
            {
                ["input"] = AddFloats("SCALAR", times),
                ["output"] = AddFloats(type, values),
                ["interpolation"] = interpolation,
            }),
        });

    /// <summary>The buffer's bytes.</summary>
    public byte[] Binary() => [.. _binary];

    /// <summary>The JSON of a .gltf whose buffer is the given URI.</summary>
    public byte[] ToGltf(string bufferUri)
    {
        Root["buffers"] = new JsonArray(new JsonObject { ["byteLength"] = _binary.Count, ["uri"] = bufferUri });
        return System.Text.Encoding.UTF8.GetBytes(Root.ToJsonString());
    }

    /// <summary>The JSON of a .gltf that embeds its buffer.</summary>
    public byte[] ToEmbeddedGltf() => ToGltf("data:application/octet-stream;base64," + Convert.ToBase64String(Binary()));

    public byte[] ToGlb()
    {
        if (_binary.Count > 0)
            Root["buffers"] ??= new JsonArray(new JsonObject { ["byteLength"] = _binary.Count });
        return Pack(Root.ToJsonString(), Binary());
    }

    /// <summary>A .glb of any JSON and binary chunk.</summary>
    public static byte[] Pack(string json, byte[] binary)
    {
        var text = System.Text.Encoding.UTF8.GetBytes(json);
        var jsonSize = (text.Length + 3) & ~3;
        var binarySize = (binary.Length + 3) & ~3;
        var size = 12 + 8 + jsonSize + (binarySize > 0 ? 8 + binarySize : 0);
        var glb = new byte[size];
        BinaryPrimitives.WriteUInt32LittleEndian(glb, 0x46546C67);
        BinaryPrimitives.WriteInt32LittleEndian(glb.AsSpan(4), 2);
        BinaryPrimitives.WriteInt32LittleEndian(glb.AsSpan(8), size);
        BinaryPrimitives.WriteInt32LittleEndian(glb.AsSpan(12), jsonSize);
        BinaryPrimitives.WriteUInt32LittleEndian(glb.AsSpan(16), 0x4E4F534A);
        glb.AsSpan(20, jsonSize).Fill((byte)' ');
        text.CopyTo(glb.AsSpan(20));
        if (binarySize > 0)
        {
            BinaryPrimitives.WriteInt32LittleEndian(glb.AsSpan(20 + jsonSize), binarySize);
            BinaryPrimitives.WriteUInt32LittleEndian(glb.AsSpan(24 + jsonSize), 0x004E4942);
            binary.CopyTo(glb.AsSpan(28 + jsonSize));
        }

        return glb;
    }
}

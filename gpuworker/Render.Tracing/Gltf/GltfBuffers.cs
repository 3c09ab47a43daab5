using System.Globalization;
using Render.Tracing.Packages;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>The file's buffers and the views into them, each checked against its data when first read.</summary>
internal sealed class GltfBuffers(
    GltfElement root, ReadOnlyMemory<byte>? binary, IPackageFiles files, string entry, SceneLimits limits, MemoryBudget memory)
{
    private readonly GltfElement[] _buffers = root.Items("buffers", limits);
    private readonly GltfElement[] _views = root.Items("bufferViews", limits);
    private readonly Dictionary<int, ReadOnlyMemory<byte>> _loaded = [];

    /// <summary>How many buffers there are.</summary>
    public int BufferCount => _buffers.Length;

    /// <summary>How many views there are.</summary>
    public int ViewCount => _views.Length;

    /// <summary>Checks every buffer and every view, used or not.</summary>
    public void CheckAll()
    {
        for (var i = 0; i < _buffers.Length; i++)
            Buffer(i);
        for (var i = 0; i < _views.Length; i++)
            View(i);
    }

    /// <summary>A buffer's bytes, exactly its byteLength.</summary>
    public ReadOnlyMemory<byte> Buffer(int index)
    {
        if (_loaded.TryGetValue(index, out var known))
            return known;
        var buffer = _buffers[index];
        var length = buffer.RequiredInt("byteLength", 1);
        var content = Content(buffer, index);
        if (content.Length < length)
            throw buffer.Fault(
                SceneErrorCodes.BufferMissing,
                string.Create(CultureInfo.InvariantCulture, $"it should have {length:N0} bytes, but there are {content.Length:N0}."),
                "Upload the file whole.");
        return _loaded[index] = content[..length];
    }

    /// <summary>A view's bytes.</summary>
    public ReadOnlyMemory<byte> View(int index)
    {
        var (buffer, offset, length) = Range(index);
        return Buffer(buffer).Slice(offset, length);
    }

    /// <summary>Where a view lies: its buffer, and its bytes there, inside the buffer.</summary>
    public (int Buffer, int Offset, int Length) Range(int index)
    {
        var view = _views[index];
        var buffer = view.RequiredIndex("buffer", _buffers.Length);
        long offset = view.Int("byteOffset", 0);
        var length = view.RequiredInt("byteLength", 1);
        var size = Buffer(buffer).Length;
        return offset + length <= size
            ? (buffer, (int)offset, length)
            : throw view.Fault(
                SceneErrorCodes.AccessorOutOfBounds,
                string.Create(CultureInfo.InvariantCulture, $"bytes {offset:N0} … {offset + length:N0} are past the buffer's end at {size:N0}."),
                "The file is damaged or was cut: export it again.");
    }

    /// <summary>A view's stride in bytes, or the tight one.</summary>
    public int Stride(int index, int tight)
    {
        var stride = _views[index].Int("byteStride", tight, 1);
        return stride <= 255 || stride == tight ? stride : throw _views[index].Invalid("byteStride", "must be at most 252");
    }

    private ReadOnlyMemory<byte> Content(GltfElement buffer, int index)
    {
        var uri = buffer.String("uri");
        if (uri is null)
            return index == 0 && binary is { } chunk
                ? chunk
                : throw buffer.Fault(SceneErrorCodes.BufferMissing, "it has no data.", "Export as .glb, or upload the .bin file too.");
        if (DataUri.Is(uri))
        {
            memory.Take(uri.Length, 1, buffer.Place);
            return DataUri.Decode(uri);
        }

        var path = PackagePath.FromUri(uri, entry);
        var content = files.Read(path, limits.FileBytes) ?? throw buffer.Fault(
            SceneErrorCodes.FileMissing, $"its file '{path}' is not in the upload.", $"Upload '{path}' together with the scene.");
        memory.Take(content.Length, 1, buffer.Place);
        return content;
    }
}

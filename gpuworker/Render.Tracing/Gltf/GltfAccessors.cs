using System.Globalization;
using System.Runtime.InteropServices;
using Render.Tracing.Numerics;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>Reads accessors into arrays: strides, normalised integers and sparse overrides included. Each is decoded once and shared.</summary>
internal sealed class GltfAccessors(GltfElement root, GltfBuffers buffers, SceneLimits limits, MemoryBudget memory)
{
    private readonly GltfElement[] _accessors = root.Items("accessors", limits);
    private readonly Dictionary<(int Accessor, string Kind), Array> _decoded = [];

    /// <summary>How many accessors there are.</summary>
    public int Count => _accessors.Length;

    /// <summary>Checks that every accessor, used or not, refers to views that exist.</summary>
    public void CheckAll()
    {
        foreach (var accessor in _accessors)
        {
            accessor.Index("bufferView", buffers.ViewCount);
            var sparse = accessor.Child("sparse");
            sparse?.Child("indices")?.Index("bufferView", buffers.ViewCount);
            sparse?.Child("values")?.Index("bufferView", buffers.ViewCount);
        }
    }

    /// <summary>Three-component vectors.</summary>
    public Float3[] Vectors3(int accessor) => Once(accessor, "VEC3", 12, (values, i) => new Float3(values[3 * i], values[3 * i + 1], values[3 * i + 2]));

    /// <summary>Two-component vectors.</summary>
    public Float2[] Vectors2(int accessor) => Once(accessor, "VEC2", 8, (values, i) => new Float2(values[2 * i], values[2 * i + 1]));

    /// <summary>Four-component vectors, flat.</summary>
    public Real[] Vectors4(int accessor) => Flat(accessor, "VEC4");

    /// <summary>4 × 4 matrices, flat, column after column.</summary>
    public Real[] Matrices(int accessor) => Flat(accessor, "MAT4");

    /// <summary>Three-component vectors, flat.</summary>
    public Real[] Triples(int accessor) => Flat(accessor, "VEC3");

    /// <summary>True when an accessor holds four-component vectors.</summary>
    public bool IsFourWide(int accessor) => _accessors[accessor].String("type") == "VEC4";

    /// <summary>Numbers.</summary>
    public Real[] Scalars(int accessor) => Flat(accessor, "SCALAR");

    /// <summary>Vertex indices, each below 2³¹.</summary>
    public int[] Indices(int accessor)
    {
        if (_decoded.TryGetValue((accessor, "indices"), out var known))
            return (int[])known;
        var element = _accessors[accessor];
        var (type, count, offset, stride, view) = Layout(element, 1, "SCALAR");
        if (type is not (ComponentType.UnsignedByte or ComponentType.UnsignedShort or ComponentType.UnsignedInt) || element.Has("sparse"))
            throw Wrong(element, "indices must be unsigned integers");
        memory.Take(count, 4, element.Place);
        var indices = new int[count];
        var bytes = view.Span;
        for (var i = 0; i < count && !view.IsEmpty; i++)
        {
            var value = type.ReadIndex(bytes[(int)(offset + (long)i * stride)..]);
            indices[i] = value <= int.MaxValue ? (int)value : throw Wrong(element, "an index is above 2³¹");
        }

        _decoded[(accessor, "indices")] = indices;
        return indices;
    }

    private T[] Once<T>(int accessor, string kind, int size, Func<Real[], int, T> pack)
    {
        if (_decoded.TryGetValue((accessor, kind + " packed"), out var known))
            return (T[])known;
        var (values, count) = Decode(accessor, kind);
        memory.Take(count, size, _accessors[accessor].Place);
        var packed = new T[count];
        for (var i = 0; i < count; i++)
            packed[i] = pack(values, i);
        _decoded[(accessor, kind + " packed")] = packed;
        return packed;
    }

    private Real[] Flat(int accessor, string kind)
    {
        if (!_decoded.TryGetValue((accessor, kind), out var known))
            _decoded[(accessor, kind)] = known = Decode(accessor, kind).Values;
        return (Real[])known;
    }

    private (Real[] Values, int Count) Decode(int accessor, string kind)
    {
        var width = kind switch { "SCALAR" => 1, "VEC2" => 2, "VEC3" => 3, "VEC4" => 4, _ => 16 };
        var element = _accessors[accessor];
        var (type, count, offset, stride, view) = Layout(element, width, kind);
        if (type == ComponentType.UnsignedInt)
            throw Wrong(element, "only indices may be 32-bit integers");
        var normalized = element.Flag("normalized");
        memory.Take((long)count * width, 4, element.Place);
        var values = new Real[count * width];
        var bytes = view.Span;
        if (type == ComponentType.Float && stride == 4 * width && !view.IsEmpty && BitConverter.IsLittleEndian)
            MemoryMarshal.Cast<byte, Real>(bytes.Slice((int)offset, 4 * values.Length)).CopyTo(values);
        else
            Elements(bytes, offset, stride, type, normalized, width, values);

        if (element.Child("sparse") is { } sparse)
            Override(sparse, type, normalized, width, count, values);
        foreach (var value in values)
            if (!value.IsFinite)
                throw element.Fault(SceneErrorCodes.NotFinite, "it holds a number that is not finite.", "Repair the object in the modelling program and export again.");
        return (values, count);
    }

    private static void Elements(ReadOnlySpan<byte> bytes, long offset, int stride, ComponentType type, bool normalized, int width, Real[] values)
    {
        for (var i = 0; i < values.Length / width && !bytes.IsEmpty; i++)
        {
            var at = bytes[(int)(offset + (long)i * stride)..];
            for (var c = 0; c < width; c++)
                values[i * width + c] = type.ReadReal(at[(c * type.Size())..], normalized);
        }
    }

    private void Override(GltfElement sparse, ComponentType type, bool normalized, int width, int count, Real[] values)
    {
        var changed = sparse.RequiredInt("count", 1);
        if (changed > count)
            throw Wrong(sparse, "it changes more elements than there are");
        var where = sparse.Child("indices") ?? throw sparse.Invalid("indices", "is missing");
        var what = sparse.Child("values") ?? throw sparse.Invalid("values", "is missing");
        var indexType = (ComponentType)where.RequiredInt("componentType");
        if (indexType is not (ComponentType.UnsignedByte or ComponentType.UnsignedShort or ComponentType.UnsignedInt))
            throw Wrong(where, "indices must be unsigned integers");
        var (indexAt, indexView) = Slice(where, changed, indexType.Size(), indexType.Size());
        var (valueAt, valueView) = Slice(what, changed, width * type.Size(), width * type.Size());
        for (var i = 0; i < changed; i++)
        {
            var target = indexType.ReadIndex(indexView.Span[(int)(indexAt + (long)i * indexType.Size())..]);
            if (target >= count)
                throw where.Fault(SceneErrorCodes.IndexOutOfRange, $"index {target} of {count} elements.", "Export the scene again.");
            for (var c = 0; c < width; c++)
                values[target * width + c] = type.ReadReal(valueView.Span[(int)(valueAt + (long)(i * width + c) * type.Size())..], normalized);
        }
    }

    private (ComponentType Type, int Count, long Offset, int Stride, ReadOnlyMemory<byte> View) Layout(GltfElement element, int width, string kind)
    {
        var type = (ComponentType)element.RequiredInt("componentType");
        if (type.Size() == 0)
            throw Wrong(element, "its component type is unknown");
        if (element.String("type") != kind)
            throw Wrong(element, $"its type must be {kind} here");
        var count = element.RequiredInt("count", 1);
        var size = type.Size() * width;
        memory.Require(count, size, element.Place);
        if (!element.Has("bufferView"))
        {
            memory.TakeZeros((long)count * size, element.Place);
            return (type, count, 0, size, ReadOnlyMemory<byte>.Empty);
        }
        var stride = buffers.Stride(element.RequiredIndex("bufferView", buffers.ViewCount), size);
        var (offset, view) = Slice(element, count, size, stride);
        return (type, count, offset, stride, view);
    }

    private (long Offset, ReadOnlyMemory<byte> View) Slice(GltfElement element, int count, int size, int stride)
    {
        var view = buffers.View(element.RequiredIndex("bufferView", buffers.ViewCount));
        long offset = element.Int("byteOffset", 0);
        var end = offset + (long)(count - 1) * stride + size;
        return end <= view.Length
            ? (offset, view)
            : throw element.Fault(
                SceneErrorCodes.AccessorOutOfBounds,
                string.Create(CultureInfo.InvariantCulture, $"it needs {end:N0} bytes, but its buffer view has {view.Length:N0}."),
                "The file is damaged or was cut: export it again.");
    }

    private static SceneException Wrong(GltfElement element, string what) =>
        element.Fault(SceneErrorCodes.AccessorInvalid, what + ".", "Export the scene again; a glTF validator shows the exact place.");
}

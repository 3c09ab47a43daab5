using System.Buffers.Binary;
using Render.Tracing.Numerics;

namespace Render.Tracing.Gltf;

/// <summary>glTF's component types, by their numbers in the file.</summary>
internal enum ComponentType
{
    /// <summary>Signed 8 bits.</summary>
    Byte = 5120,

    /// <summary>Unsigned 8 bits.</summary>
    UnsignedByte = 5121,

    /// <summary>Signed 16 bits.</summary>
    Short = 5122,

    /// <summary>Unsigned 16 bits.</summary>
    UnsignedShort = 5123,

    /// <summary>Unsigned 32 bits.</summary>
    UnsignedInt = 5125,

    /// <summary>Binary32.</summary>
    Float = 5126,
}

/// <summary>Reads single components of an accessor's data; the caller has checked the bounds.</summary>
internal static class ComponentTypes
{
    /// <summary>Size in bytes, or 0 for an unknown type.</summary>
    public static int Size(this ComponentType type) => type switch
    {
        ComponentType.Byte or ComponentType.UnsignedByte => 1,
        ComponentType.Short or ComponentType.UnsignedShort => 2,
        ComponentType.UnsignedInt or ComponentType.Float => 4,
        _ => 0,
    };

    /// <summary>A component as a number; normalised integers as glTF 2.0 §3.6.2.2 maps them to [0, 1] or [−1, 1]; not for UnsignedInt, which only indices have.</summary>
    public static Real ReadReal(this ComponentType type, ReadOnlySpan<byte> at, bool normalized) => type switch
    {
        ComponentType.Float => BinaryPrimitives.ReadSingleLittleEndian(at),
        ComponentType.Byte when normalized => Real.Max(Real.FromInt32((sbyte)at[0]) / 127f, -1f),
        ComponentType.Byte => Real.FromInt32((sbyte)at[0]),
        ComponentType.UnsignedByte when normalized => Real.FromInt32(at[0]) / 255f,
        ComponentType.UnsignedByte => Real.FromInt32(at[0]),
        ComponentType.Short when normalized => Real.Max(Real.FromInt32(BinaryPrimitives.ReadInt16LittleEndian(at)) / 32767f, -1f),
        ComponentType.Short => Real.FromInt32(BinaryPrimitives.ReadInt16LittleEndian(at)),
        ComponentType.UnsignedShort when normalized => Real.FromInt32(BinaryPrimitives.ReadUInt16LittleEndian(at)) / 65535f,
        _ => Real.FromInt32(BinaryPrimitives.ReadUInt16LittleEndian(at)),
    };

    /// <summary>A component of an unsigned type as an index.</summary>
    public static uint ReadIndex(this ComponentType type, ReadOnlySpan<byte> at) => type switch
    {
        ComponentType.UnsignedByte => at[0],
        ComponentType.UnsignedShort => BinaryPrimitives.ReadUInt16LittleEndian(at),
        _ => BinaryPrimitives.ReadUInt32LittleEndian(at),
    };
}

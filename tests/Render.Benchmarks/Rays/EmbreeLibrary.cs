using System.Runtime.InteropServices;

namespace Render.Benchmarks.Rays;

/// <summary>Embree 3, as Debian's package libembree3-3 installs it. Loaded by this benchmark only.</summary>
internal static unsafe partial class EmbreeLibrary
{
    internal const string Missing = "Embree 3 is not installed, so there is nothing to compare with (Debian: apt-get install libembree3-3)";
    internal const int Triangles = 0;
    internal const int IndexBuffer = 0;
    internal const int VertexBuffer = 1;
    internal const int UInt3 = 0x5003;
    internal const int Float3 = 0x9003;
    internal const int Robust = 1 << 2;
    internal const int MediumQuality = 1;
    internal const int HighQuality = 2;
    internal const uint NoGeometry = uint.MaxValue;

    private const string Name = "libembree3.so.3";

    /// <summary>
    /// rtcIntersect1 and rtcOccluded1 by their addresses, without the runtime's switch of GC modes: a call then costs what it costs a program in C,
    /// an indirect call through a library's table.
    /// </summary>
    internal static delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, IntersectContext*, RayHit*, void> Intersect1 { get; private set; }

    /// <inheritdoc cref="Intersect1"/>
    internal static delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, IntersectContext*, RayHit*, void> Occluded1 { get; private set; }

    /// <summary>True where the library is.</summary>
    internal static bool TryLoad()
    {
        if (!NativeLibrary.TryLoad(Name, out var library))
            return false;
        Intersect1 = (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, IntersectContext*, RayHit*, void>)NativeLibrary.GetExport(library, "rtcIntersect1");
        Occluded1 = (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, IntersectContext*, RayHit*, void>)NativeLibrary.GetExport(library, "rtcOccluded1");
        return true;
    }

    [LibraryImport(Name, EntryPoint = "rtcNewDevice", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint NewDevice(string? configuration);

    [LibraryImport(Name, EntryPoint = "rtcReleaseDevice")]
    internal static partial void ReleaseDevice(nint device);

    [LibraryImport(Name, EntryPoint = "rtcGetDeviceError")]
    internal static partial int GetDeviceError(nint device);

    [LibraryImport(Name, EntryPoint = "rtcSetDeviceMemoryMonitorFunction")]
    internal static partial void SetMemoryMonitor(nint device, delegate* unmanaged[Cdecl]<long*, nint, byte, byte> monitor, long* user);

    [LibraryImport(Name, EntryPoint = "rtcNewScene")]
    internal static partial nint NewScene(nint device);

    [LibraryImport(Name, EntryPoint = "rtcSetSceneFlags")]
    internal static partial void SetSceneFlags(nint scene, int flags);

    [LibraryImport(Name, EntryPoint = "rtcSetSceneBuildQuality")]
    internal static partial void SetSceneBuildQuality(nint scene, int quality);

    [LibraryImport(Name, EntryPoint = "rtcCommitScene")]
    internal static partial void CommitScene(nint scene);

    [LibraryImport(Name, EntryPoint = "rtcReleaseScene")]
    internal static partial void ReleaseScene(nint scene);

    [LibraryImport(Name, EntryPoint = "rtcNewGeometry")]
    internal static partial nint NewGeometry(nint device, int type);

    [LibraryImport(Name, EntryPoint = "rtcSetSharedGeometryBuffer")]
    internal static partial void SetSharedBuffer(nint geometry, int type, uint slot, int format, void* pointer, nuint offset, nuint stride, nuint count);

    [LibraryImport(Name, EntryPoint = "rtcCommitGeometry")]
    internal static partial void CommitGeometry(nint geometry);

    [LibraryImport(Name, EntryPoint = "rtcAttachGeometry")]
    internal static partial uint AttachGeometry(nint scene, nint geometry);

    [LibraryImport(Name, EntryPoint = "rtcReleaseGeometry")]
    internal static partial void ReleaseGeometry(nint geometry);

    /// <summary>RTCIntersectContext.</summary>
    internal struct IntersectContext
    {
        internal int Flags;
        internal nint Filter;
        internal uint Instance;
    }

    /// <summary>RTCRayHit; at an address that 16 divides.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 80)]
    internal struct RayHit
    {
        internal float OriginX, OriginY, OriginZ, Near;
        internal float DirectionX, DirectionY, DirectionZ, Time;
        internal float Far;
        internal uint Mask, Id, Flags;
        internal float NormalX, NormalY, NormalZ, U, V;
        internal uint Primitive, Geometry, Instance;
    }
}

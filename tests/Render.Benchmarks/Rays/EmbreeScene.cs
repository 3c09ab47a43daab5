using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Render.Tracing.Acceleration;
using Render.Tracing.Compilation;
using Render.Tracing.Numerics;

namespace Render.Benchmarks.Rays;

/// <summary>A scene in Embree: every instance a geometry of its own in world space, in one tree.</summary>
internal sealed unsafe class EmbreeScene : IRayEngine, IDisposable
{
    private readonly nint _device;
    private readonly nint _scene;
    private readonly List<FlatArray<Float3>> _positions = [];
    private readonly List<GCHandle> _indices = [];
    private readonly int[] _offsets;
    private readonly long* _bytes;

    /// <summary>Builds the scene.</summary>
    /// <param name="scene">The same scene as ours.</param>
    /// <param name="isRobust">RTC_SCENE_FLAG_ROBUST.</param>
    /// <param name="quality">RTCBuildQuality.</param>
    internal EmbreeScene(CompiledScene scene, bool isRobust, int quality)
    {
        Name = $"embree {(isRobust ? "robust" : "fast")} {(quality == EmbreeLibrary.HighQuality ? "high" : "medium")}";
        _bytes = (long*)NativeMemory.AllocZeroed(sizeof(long));
        _device = EmbreeLibrary.NewDevice(null);
        EmbreeLibrary.SetMemoryMonitor(_device, &Monitor, _bytes);
        _scene = EmbreeLibrary.NewScene(_device);
        EmbreeLibrary.SetSceneFlags(_scene, isRobust ? EmbreeLibrary.Robust : 0);
        EmbreeLibrary.SetSceneBuildQuality(_scene, quality);
        var offsets = new List<int>();
        var primitives = 0;
        foreach (var instance in scene.Snapshot.Instances)
        {
            var mesh = scene.Assets.Source.Meshes[instance.Mesh];
            Attach(mesh.Positions, mesh.Indices, instance.ToWorld);
            offsets.Add(primitives);
            primitives += mesh.Indices.Length / 3;
        }
        _offsets = [.. offsets];
        var before = *_bytes;
        var (started, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        EmbreeLibrary.CommitScene(_scene);
        BuildTime = Stopwatch.GetElapsedTime(started);
        BuildProcessor = Environment.CpuUsage.TotalTime - processor;
        TreeBytes = *_bytes - before;
        if (EmbreeLibrary.GetDeviceError(_device) is not 0 and var error)
            throw new InvalidOperationException($"Embree: RTCError {error}");
    }

    public string Name { get; }

    /// <summary>How long rtcCommitScene took, on all cores.</summary>
    internal TimeSpan BuildTime { get; }

    /// <summary>Processor time of rtcCommitScene, all cores.</summary>
    internal TimeSpan BuildProcessor { get; }

    /// <summary>What rtcCommitScene allocated and did not free, as Embree's memory monitor says.</summary>
    internal long TreeBytes { get; }

    [SkipLocalsInit]
    public void Closest(ReadOnlySpan<Ray> rays, ReadOnlySpan<float> far, Span<RayAnswer> answers)
    {
        var memory = stackalloc byte[sizeof(EmbreeLibrary.RayHit) + 64];
        var hit = (EmbreeLibrary.RayHit*)(((nuint)memory + 63) & ~(nuint)63);
        var context = new EmbreeLibrary.IntersectContext { Instance = EmbreeLibrary.NoGeometry };
        for (var i = 0; i < rays.Length; i++)
        {
            Load(hit, in rays[i], far[i]);
            EmbreeLibrary.Intersect1(_scene, &context, hit);
            answers[i] = hit->Geometry == EmbreeLibrary.NoGeometry ? new(hit->Far, -1) : new(hit->Far, _offsets[hit->Geometry] + (int)hit->Primitive);
        }
    }

    [SkipLocalsInit]
    public void Occluded(ReadOnlySpan<Ray> rays, ReadOnlySpan<float> far, Span<RayAnswer> answers)
    {
        var memory = stackalloc byte[sizeof(EmbreeLibrary.RayHit) + 64];
        var hit = (EmbreeLibrary.RayHit*)(((nuint)memory + 63) & ~(nuint)63);
        var context = new EmbreeLibrary.IntersectContext { Instance = EmbreeLibrary.NoGeometry };
        for (var i = 0; i < rays.Length; i++)
        {
            Load(hit, in rays[i], far[i]);
            EmbreeLibrary.Occluded1(_scene, &context, hit);
            answers[i] = new(0f, hit->Far < 0f ? 0 : -1);
        }
    }

    public void Dispose()
    {
        EmbreeLibrary.ReleaseScene(_scene);
        EmbreeLibrary.ReleaseDevice(_device);
        foreach (var indices in _indices)
            indices.Free();
        NativeMemory.Free(_bytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load(EmbreeLibrary.RayHit* hit, in Ray ray, float far)
    {
        hit->OriginX = ray.Origin.X.Value;
        hit->OriginY = ray.Origin.Y.Value;
        hit->OriginZ = ray.Origin.Z.Value;
        hit->Near = 0f;
        hit->DirectionX = ray.Direction.X.Value;
        hit->DirectionY = ray.Direction.Y.Value;
        hit->DirectionZ = ray.Direction.Z.Value;
        hit->Time = 0f;
        hit->Far = far;
        hit->Mask = uint.MaxValue;
        hit->Id = 0;
        hit->Flags = 0;
        hit->Geometry = EmbreeLibrary.NoGeometry;
        hit->Instance = EmbreeLibrary.NoGeometry;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte Monitor(long* bytes, nint change, byte isAfter)
    {
        Interlocked.Add(ref *bytes, change);
        return 1;
    }

    private void Attach(Float3[] positions, int[] indices, Affine toWorld)
    {
        // Embree reads 16 bytes at each vertex.
        var placed = new FlatArray<Float3>(positions.Length + 1);
        for (var i = 0; i < positions.Length; i++)
            placed[i] = toWorld.Point(positions[i]);
        var pinned = GCHandle.Alloc(indices, GCHandleType.Pinned);
        _positions.Add(placed);
        _indices.Add(pinned);
        var geometry = EmbreeLibrary.NewGeometry(_device, EmbreeLibrary.Triangles);
        EmbreeLibrary.SetSharedBuffer(geometry, EmbreeLibrary.VertexBuffer, 0, EmbreeLibrary.Float3, placed.Pointer, 0, 12, (nuint)positions.Length);
        EmbreeLibrary.SetSharedBuffer(geometry, EmbreeLibrary.IndexBuffer, 0, EmbreeLibrary.UInt3, (void*)pinned.AddrOfPinnedObject(), 0, 12, (nuint)(indices.Length / 3));
        EmbreeLibrary.CommitGeometry(geometry);
        _ = EmbreeLibrary.AttachGeometry(_scene, geometry);
        EmbreeLibrary.ReleaseGeometry(geometry);
    }
}

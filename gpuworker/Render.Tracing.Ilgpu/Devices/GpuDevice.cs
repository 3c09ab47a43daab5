using System.Runtime.CompilerServices;
using Render.Tracing.Compilation;
using Render.Tracing.Ilgpu.Scenes;
using Render.Tracing.Rendering;

namespace Render.Tracing.Ilgpu.Devices;

/// <summary>One or more GPUs of one class as one: each takes the next blocks when it is done with its last ones.</summary>
public sealed class GpuDevice : ITracingDevice
{
    private readonly DeviceSlot[] slots;
    private readonly ConditionalWeakTable<PreparedAssets, DeviceMeshes> meshes = [];
    private readonly Lock turn = new();

    /// <summary>GPUs as one device.</summary>
    /// <param name="devices">At least one, of one class.</param>
    public GpuDevice(IReadOnlyList<FoundDevice> devices)
        : this([.. devices.Select(device => new DeviceSlot(device))])
    {
    }

    internal GpuDevice(DeviceSlot[] slots)
    {
        ArgumentOutOfRangeException.ThrowIfZero(slots.Length);
        var first = slots[0].Device.Identity;
        if (slots.Any(slot => slot.Device.Identity.Class != first.Class))
            throw new ArgumentException("devices of several classes cannot be one");
        this.slots = slots;
        Identity = first with
        {
            Name = string.Join(" + ", slots.Select(slot => slot.Device.Identity.Name)),
            // Each holds the whole scene.
            MemoryBytes = slots.Min(slot => slot.Device.Identity.MemoryBytes),
        };
    }

    /// <inheritdoc/>
    public DeviceIdentity Identity { get; }

    /// <inheritdoc/>
    public long MemoryFor(CompiledScene scene) => DeviceScene.BytesOf(scene, Meshes(scene)) + DeviceLaunches.Bytes;

    /// <inheritdoc/>
    public IReadOnlyList<BlockResult> Trace(
        CompiledScene scene, RenderSettings settings, TileRegion region, TileSamples samples, IReadOnlyList<int> blocks, Action<int, BlockResult>? done,
        CancellationToken cancellation)
    {
        settings.Check();
        region.Check(settings);
        samples.Check();
        cancellation.ThrowIfCancellationRequested();
        RequireRoom(scene);
        // A device holds one frame; whoever comes second waits.
        lock (turn)
        {
            return settings.IsAdaptive
                ? StagedTrace.Run(settings, region, samples, blocks, done, (open, stage, told) => Trace(scene, new(settings, region, stage, open, told), cancellation))
                : Trace(scene, new(settings, region, samples, blocks, done), cancellation);
        }
    }

    private IReadOnlyList<BlockResult> Trace(CompiledScene scene, TraceWork work, CancellationToken cancellation)
    {
        var failures = new Exception?[slots.Length];
        TracerThreads.Run([.. slots.Select((slot, i) => (Action)(() => failures[i] = Attempt(slot, scene, work, cancellation)))]);
        cancellation.ThrowIfCancellationRequested();
        if (Array.TrueForAll(failures, failure => failure is not null))
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failures[0]!);
        // What a failed one gave back after the others had ended.
        if (work.IsLeft)
            slots[Array.IndexOf(failures, null)].Trace(scene, Meshes(scene), work, cancellation);
        return work.Results;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var slot in slots)
            slot.Dispose();
    }

    private Exception? Attempt(DeviceSlot slot, CompiledScene scene, TraceWork work, CancellationToken cancellation)
    {
        try
        {
            slot.Trace(scene, Meshes(scene), work, cancellation);
            return null;
        }
        catch (Exception e) when (e is DeviceException or OperationCanceledException)
        {
            return e;
        }
    }

    private DeviceMeshes Meshes(CompiledScene scene) => meshes.GetValue(scene.Assets, DeviceMeshes.Build);

    private void RequireRoom(CompiledScene scene)
    {
        var needed = MemoryFor(scene);
        if (Identity.MemoryBytes > 0 && needed > Identity.MemoryBytes)
            throw new DeviceException(true, FormattableString.Invariant(
                $"The frame takes {needed / 1048576.0:F0} MiB of {Identity.Name}, which has {Identity.MemoryBytes / 1048576.0:F0} MiB; --device cpu renders it from the machine's memory."));
    }
}

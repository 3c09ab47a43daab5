using Render.Tracing.Rendering;

namespace Render.Tracing.Ilgpu.Devices;

/// <summary>A device, and why it is this one.</summary>
/// <param name="Device">What traces; its owner disposes it.</param>
/// <param name="Why">For people: what was found, and what was not.</param>
public sealed record ChosenDevice(ITracingDevice Device, string Why);

/// <summary>Chooses what a node traces with.</summary>
public static class DeviceChooser
{
    /// <summary>Chooses, and checks that an exact GPU's bytes are right before it is taken.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="threads">Threads of the processor, where it traces.</param>
    /// <exception cref="DeviceException">What was asked for is not there, or does not work; the message says what is.</exception>
    public static ChosenDevice Choose(DeviceRequest request, int threads) =>
        request == DeviceRequest.Cpu ? new(new CpuDevice(threads), "asked for")
        : request.Kind is { } kind ? Asked(request, kind, threads)
        : Best(threads);

    /// <summary>Chooses for a node, whose jobs are proven by every bit.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="threads">Threads of the processor, where it traces.</param>
    /// <exception cref="DeviceException">What was asked for is not there, does not work, or is statistical.</exception>
    public static ChosenDevice ChooseExact(DeviceRequest request, int threads)
    {
        var chosen = Choose(request, threads);
        if (chosen.Device.Identity.IsExact)
            return chosen;
        chosen.Device.Dispose();
        throw new DeviceException(false, $"{chosen.Device.Identity.Name} is statistical: its results differ in their last bits, and the network's jobs are proven by every bit.");
    }

    private static ChosenDevice Best(int threads)
    {
        var found = DeviceFinder.Find(DeviceKind.Cuda, out var remark);
        if (found.Count == 0)
            return new(new CpuDevice(threads), $"{remark}{Statistical()}");
        var group = Group(found);
        var gpu = new GpuDevice(group);
        if (DeviceCheck.Fault(gpu, threads) is not { } fault)
            return new(gpu, $"found, and its bytes are the processor's{Others(found, group)}{(remark is null ? "" : $"; {remark}")}");
        gpu.Dispose();
        return new(new CpuDevice(threads), $"{gpu.Identity.Name} was found, but {fault}");
    }

    private static ChosenDevice Asked(DeviceRequest request, DeviceKind kind, int threads)
    {
        var found = DeviceFinder.Find(kind, out var remark);
        var group = request.Index is { } index ? [.. found.Where(device => device.Index == index)] : Group(found);
        if (group.Count == 0)
            throw new DeviceException(false, $"{request} is not there: {(found.Count == 0 ? remark : $"found {string.Join(", ", found.Select(device => $"{device.Key} {device.Identity.Name}"))}")}. --device auto takes what there is.");
        var gpu = new GpuDevice(group);
        if (!gpu.Identity.IsExact)
            return new(gpu, "asked for; its results are statistical, and no exact job takes them");
        if (DeviceCheck.Fault(gpu, threads) is not { } fault)
            return new(gpu, $"asked for, and its bytes are the processor's{Others(found, group)}");
        gpu.Dispose();
        throw new DeviceException(false, $"{gpu.Identity.Name} cannot be used: {fault}. --device cpu works without it.");
    }

    /// <summary>The largest group of one class; of equal ones the newest.</summary>
    private static List<FoundDevice> Group(IReadOnlyList<FoundDevice> found) =>
        found.GroupBy(device => device.Identity.Class).OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key).FirstOrDefault()?.ToList() ?? [];

    private static string Others(IReadOnlyList<FoundDevice> found, IReadOnlyList<FoundDevice> group)
    {
        var others = found.Except(group).ToList();
        return others.Count == 0 ? "" : $"; {string.Join(", ", others.Select(device => device.Key))} could be nodes of their own, with --device";
    }

    private static string Statistical()
    {
        var found = DeviceFinder.Find(DeviceKind.OpenCL, out _);
        return found.Count == 0 ? "" : $"; {found[0].Identity.Name} has OpenCL only, whose results only statistical jobs take (--device opencl)";
    }
}

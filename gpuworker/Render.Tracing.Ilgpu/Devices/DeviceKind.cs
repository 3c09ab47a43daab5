using Render.Tracing.Rendering;

namespace Render.Tracing.Ilgpu.Devices;

/// <summary>Kinds of devices that kernels run on.</summary>
public enum DeviceKind
{
    /// <summary>NVIDIA's: exact.</summary>
    Cuda,

    /// <summary>Any vendor's, by OpenCL 2 or later: statistical, since its drivers choose how division, roots and sums round.</summary>
    OpenCL,

    /// <summary>ILGPU's own on this processor, thread by thread: for tests, many times slower than the CPU tracer.</summary>
    Emulated,
}

/// <summary>A device that was found.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Index">Its number among those of its kind, from 0.</param>
/// <param name="Identity">What it is.</param>
public sealed record FoundDevice(DeviceKind Kind, int Index, DeviceIdentity Identity)
{
    /// <summary>How it is asked for: <c>cuda:0</c>, <c>opencl:0</c>.</summary>
    public string Key => FormattableString.Invariant($"{Kind}:{Index}").ToLowerInvariant();
}

using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using Render.Tracing.Ilgpu.Scenes;

namespace Render.Benchmarks.Cuda;

/// <summary>What a device can do at most.</summary>
/// <param name="BytesPerSecond">Of its memory.</param>
/// <param name="FlopsPerSecond">In binary32, a fused multiply-add counted as two.</param>
internal sealed record DeviceLimits(double BytesPerSecond, double FlopsPerSecond)
{
    /// <summary>A node: three products and six fused sums before its boxes, and for each of eight boxes six fused sums and seven comparisons.</summary>
    private const int FlopsOfNode = 3 + 12 + 8 * (12 + 7);

    /// <summary>A triangle: nine differences, six fused sums of the shear, three differences of products, two sums, the depth, a division, and comparisons.</summary>
    private const int FlopsOfTriangle = 9 + 12 + 3 * 6 + 2 + 5 + 2 + 6;

    /// <summary>An NVIDIA device's, from what its driver says; null for others, or where it does not say.</summary>
    public static DeviceLimits? Of(Device device)
    {
        if (device is not CudaDevice { Architecture: { } architecture } cuda || cuda.MemoryClockRate <= 0 || cuda.ClockRate <= 0)
            return null;
        // Volta, Turing and the first Ampere have 64 units a multiprocessor, all since have 128.
        var units = architecture.Major == 7 || (architecture.Major == 8 && architecture.Minor == 0) ? 64 : 128;
        // Clocks are in kHz, and memory transfers twice a clock.
        return new(2e3 * cuda.MemoryClockRate * cuda.MemoryBusWidth / 8, 2e3 * cuda.ClockRate * units * cuda.NumMultiprocessors);
    }

    /// <summary>Bytes of nodes and triangles that were read, from wherever.</summary>
    public static double BytesOf(TraversalCounts counts) => (double)counts.Nodes * DeviceNode.Size + (double)counts.Triangles * DeviceTriangle.Size;

    /// <summary>Operations of nodes and triangles.</summary>
    public static double FlopsOf(TraversalCounts counts) => (double)counts.Nodes * FlopsOfNode + (double)counts.Triangles * FlopsOfTriangle;
}

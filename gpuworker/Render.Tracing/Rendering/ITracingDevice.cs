using Render.Tracing.Compilation;

namespace Render.Tracing.Rendering;

/// <summary>Where blocks are traced: this machine's processor, or GPUs. Safe from any thread; a GPU serves one after the other.</summary>
public interface ITracingDevice : IDisposable
{
    /// <summary>What it is.</summary>
    DeviceIdentity Identity { get; }

    /// <summary>Bytes of the device's own memory that a frame takes, its sums not counted; 0 where it has none of its own.</summary>
    /// <param name="scene">The compiled frame.</param>
    long MemoryFor(CompiledScene scene);

    /// <summary>Traces blocks of a region; of exact devices the bytes are the same everywhere.</summary>
    /// <param name="scene">The compiled frame.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="region">The region whose blocks are numbered.</param>
    /// <param name="samples">The samples of each pixel.</param>
    /// <param name="blocks">Which blocks, each once.</param>
    /// <param name="done">Called with the place and the result of each block once it is traced, from any thread; null: not wanted.</param>
    /// <param name="cancellation">Stops soon: before the next block or launch. Blocks that are done by then were told.</param>
    /// <returns>One result for each block, in their order.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="DeviceException">The frame does not fit, or the device failed.</exception>
    IReadOnlyList<BlockResult> Trace(
        CompiledScene scene, RenderSettings settings, TileRegion region, TileSamples samples, IReadOnlyList<int> blocks, Action<int, BlockResult>? done,
        CancellationToken cancellation);
}

/// <summary>What a device is.</summary>
/// <param name="Name">For people: model and, where it has one, index.</param>
/// <param name="Class">Devices of one class give the same bytes and are judged as one; see <see cref="DeviceClasses"/>.</param>
/// <param name="IsExact">Whether its bytes are those of every exact device; else they only agree statistically.</param>
/// <param name="MemoryBytes">Memory of its own that scenes and their sums may take, bytes; 0: it uses the machine's.</param>
public sealed record DeviceIdentity(string Name, uint Class, bool IsExact, long MemoryBytes);

/// <summary>Numbers of device classes, as receipts carry them.</summary>
public static class DeviceClasses
{
    /// <summary>The CPU tracer on x64.</summary>
    public const uint X64 = 1;

    /// <summary>The CPU tracer on arm64.</summary>
    public const uint Arm64 = 2;

    /// <summary>OpenCL devices: statistical.</summary>
    public const uint OpenCL = 3;

    /// <summary>The first of the CUDA classes.</summary>
    public const uint Cuda = 1000;

    /// <summary>CUDA devices of a compute capability, 1000 + 10 · major + minor: code is made for each, so each is judged for itself.</summary>
    /// <param name="major">Major number.</param>
    /// <param name="minor">Minor number, 0 … 9.</param>
    public static uint OfCuda(int major, int minor) => Cuda + (uint)(10 * major + minor);

    /// <summary>The class's name for people.</summary>
    public static string NameOf(uint number) => number switch
    {
        X64 => "CPU, x64",
        Arm64 => "CPU, arm64",
        OpenCL => "OpenCL",
        > Cuda => FormattableString.Invariant($"CUDA {(number - Cuda) / 10}.{(number - Cuda) % 10}"),
        _ => FormattableString.Invariant($"class {number}"),
    };
}

/// <summary>A device cannot do what it was asked, or failed on the way.</summary>
public sealed class DeviceException : Exception
{
    /// <summary>With what happened, in words.</summary>
    /// <param name="isMemory">Whether the frame did not fit its memory.</param>
    /// <param name="message">What happened, and what to do about it.</param>
    /// <param name="cause">What was thrown below; null: nothing.</param>
    public DeviceException(bool isMemory, string message, Exception? cause = null)
        : base(message, cause) => IsMemory = isMemory;

    /// <summary>Whether the frame did not fit its memory; else it failed.</summary>
    public bool IsMemory { get; }
}

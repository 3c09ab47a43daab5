using Render.Network.Proof;

namespace Render.Network.Messages;

/// <summary>What a node says about its machine. Claims, not proof: the scheduler corrects speed by what it observes.</summary>
/// <param name="DeviceClass">Machines of one class give the same bytes and are compared as one; 1 = the CPU tracer, x64; 2 = the CPU tracer, arm64; 3 = OpenCL; 1000 + 10 · major + minor = CUDA of that compute capability.</param>
/// <param name="CpuModel">The processor's name as the system tells it, or "unknown".</param>
/// <param name="Cores">Logical processors, ≥ 1.</param>
/// <param name="Threads">Threads the node renders with, 1 … <paramref name="Cores"/>.</param>
/// <param name="MemoryBytes">Memory the node may use, bytes.</param>
/// <param name="OperatingSystem">System's name and version.</param>
/// <param name="Architecture">Processor architecture, e.g. "x64".</param>
/// <param name="EngineBuild">Number of the engine's build; results of different builds are not compared.</param>
/// <param name="EngineDigest">Digest of the engine's manifest.</param>
public sealed record HardwareFacts(
    uint DeviceClass,
    string CpuModel,
    int Cores,
    int Threads,
    long MemoryBytes,
    string OperatingSystem,
    string Architecture,
    uint EngineBuild,
    Digest EngineDigest)
{
    /// <summary>The device that renders, as its driver calls it; null: not told.</summary>
    public string? Device { get; init; }

    /// <summary>Memory of the device's own, bytes; 0: it uses the machine's.</summary>
    public long DeviceMemoryBytes { get; init; }
}

using System.Globalization;
using System.Runtime.InteropServices;

namespace Render.Worker.Machine;

/// <summary>What the system tells about the machine.</summary>
/// <param name="CpuModel">The processor's name, or "unknown".</param>
/// <param name="Cores">Logical processors.</param>
/// <param name="MemoryBytes">Memory this process may use, bytes.</param>
/// <param name="OperatingSystem">System's name and version.</param>
/// <param name="Architecture">Processor architecture.</param>
public sealed record MachineFacts(string CpuModel, int Cores, long MemoryBytes, string OperatingSystem, string Architecture)
{
    private const string CpuInfo = "/proc/cpuinfo";
    private const string LoadAverage = "/proc/loadavg";

    /// <summary>Asks the system.</summary>
    public static MachineFacts Read() => new(
        ReadCpuModel(),
        Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        RuntimeInformation.OSDescription,
        RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant());

    /// <summary>Share of the machine that others use, [0, 1], from the system's one-minute load; 0 where it tells none.</summary>
    /// <param name="ownThreads">Threads this node keeps busy.</param>
    public static double LoadOfOthers(int ownThreads)
    {
        if (!File.Exists(LoadAverage))
            return 0;
        var text = File.ReadAllText(LoadAverage).Split(' ')[0];
        return double.TryParse(text, CultureInfo.InvariantCulture, out var load)
            ? Math.Clamp((load - ownThreads) / Environment.ProcessorCount, 0, 1)
            : 0;
    }

    private static string ReadCpuModel()
    {
        if (File.Exists(CpuInfo))
        {
            foreach (var line in File.ReadLines(CpuInfo))
                if (line.StartsWith("model name", StringComparison.Ordinal) && line.Split(':', 2) is [_, var name])
                    return name.Trim();
        }

        return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown";
    }
}

using System.Globalization;
using Render.Tracing.Ilgpu.Devices;

namespace Render.Benchmarks.Cuda;

/// <summary>Programs made of <c>peer.cu</c>: with exact arithmetic, with contraction, and with what nvcc calls fast; each for several numbers of registers, of which a scene gets the best.</summary>
internal sealed class PeerBuilds
{
    private readonly List<(string Build, string Program)> programs = [];

    private PeerBuilds()
    {
    }

    /// <summary>exact, fused, fast: those that could be compiled.</summary>
    public IEnumerable<string> Builds => programs.Select(program => program.Build).Distinct();

    /// <summary>Compiles.</summary>
    /// <param name="kind">For NVIDIA's GPUs, else for this processor.</param>
    /// <param name="compiler">nvcc or g++.</param>
    /// <param name="architecture">The GPU's, as in sm_90.</param>
    /// <param name="folder">Where programs go.</param>
    /// <param name="remark">What could not be compiled, and why.</param>
    public static PeerBuilds Compile(DeviceKind kind, string compiler, string architecture, string folder, out string remark)
    {
        string[] plain = ["-O2", "-std=c++14", "-ffp-contract=off", "-x", "c++"];
        var wanted = kind == DeviceKind.Cuda
            ? from build in (string[])["exact", "fused", "fast"] from blocks in (int[])[3, 4, 5, 6] select (Build: build, Arguments: ForGpu(build, blocks, architecture))
            : [("exact", plain)];
        var results = wanted.AsParallel().AsOrdered().WithDegreeOfParallelism(Math.Clamp(Environment.ProcessorCount, 1, 12)).Select((build, i) =>
        {
            var program = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"peer-{i}"));
            return (build.Build, Program: program, Is: PeerProcess.TryCompile(compiler, build.Arguments, program, out var said), Said: said);
        }).ToList();
        remark = string.Join(Environment.NewLine, results.Where(result => !result.Is).Select(result => result.Said.Trim()).Distinct());
        var builds = new PeerBuilds();
        builds.programs.AddRange(results.Where(result => result.Is).Select(result => (result.Build, result.Program)));
        return builds;
    }

    /// <summary>Starts on a dump the program of a build that traces paths fastest.</summary>
    public PeerProcess Start(string build, string dump)
    {
        PeerProcess? best = null;
        var least = double.PositiveInfinity;
        foreach (var (_, program) in programs.Where(program => program.Build == build))
        {
            var peer = new PeerProcess(program, dump);
            var time = peer.Measure("paths", 2, 1).MinMs;
            (time < least ? best : peer)?.Dispose();
            if (time < least)
                (best, least) = (peer, time);
        }

        return best!;
    }

    private static string[] ForGpu(string build, int blocks, string architecture)
    {
        string[] all = ["-O3", "-std=c++14", $"-arch={architecture}", string.Create(CultureInfo.InvariantCulture, $"-DMIN_BLOCKS={blocks}"), $"-DEXACT={(build == "exact" ? 1 : 0)}"];
        return build == "fast" ? [.. all, "-use_fast_math"] : all;
    }
}

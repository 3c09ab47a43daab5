using System.Diagnostics;
using System.Globalization;
using Render.Benchmarks.Cuda;

namespace Render.Benchmarks.Rays;

/// <summary>What large files cost: each is loaded and rendered by a process of its own, which tells its times, its arrays and the most memory it had.</summary>
internal static class MemoryBenchmark
{
    private const string Child = "--file";

    internal static async Task Run(string[] args)
    {
        if (args.Length == 2 && args[0] == Child)
        {
            await FirstPixel.Run(args[1]).ConfigureAwait(false);
            return;
        }
        var counts = Array.IndexOf(args, "--triangles") is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : "1000000,10000000";
        foreach (var count in counts.Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture)))
        {
            var path = Path.Combine(Path.GetTempPath(), $"terrain-{count}.glb");
            try
            {
                GlbFile.Write(path, Landscape.Hills((int)Math.Sqrt(count / 2.0)), Landscape.Overlook());
                GC.Collect();
                using var process = Process.Start(Environment.ProcessPath!, ["memory", Child, path]);
                await process.WaitForExitAsync().ConfigureAwait(false);
            }
            finally
            {
                File.Delete(path);
            }
        }
    }
}
